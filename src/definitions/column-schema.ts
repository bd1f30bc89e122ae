import * as z from 'zod';
import { exchangedFormats, isDateFormat } from '../domain/date-format.ts';
import { strictObject } from './definition.ts';

/** A text that is not empty. */
export const text = z.string().trim().min(1);
/** A heading of a file. */
export const headingText = text
  .refine((heading) => heading === '' || heading.replaceAll('*', '').trim() !== '', {
    error: '"*" alone is the heading of every column',
  })
  .describe('A heading; * is any text, as in "Cases*".');
/** Other spellings of a heading. */
export const aliases = z
  .array(headingText)
  .optional()
  .describe('Other spellings; case, accents and repeated spaces never matter.');
/** A hotline's own spellings, by code. */
export const ownCodes = z.record(z.string(), z.array(text)).describe('Spellings per code, on top of codes/*.json.');
/** What separates the values of a cell. */
export const separators = z.array(z.string().min(1)).min(1);

/** A date format. */
const dateFormat = z.string().refine(isDateFormat, {
  error:
    'not a date format; use YYYY, MM, M or MMMM (the name of the month), DD or D with - / . or a space between them, like DD/MM/YYYY, D de MMMM de YYYY, YYYYMMDD, MM/YYYY or YYYY',
});

/** The date formats of a hotline or a column; the first that fits a cell is used, so none may hide another. */
export const dateFormats = z
  .array(dateFormat)
  .min(1)
  .refine((formats) => exchangedFormats(formats) === null, {
    error: ({ input }) => {
      const [one, other] = exchangedFormats(Array.isArray(input) ? input.map(String) : []) ?? [];
      return `"${one}" and "${other}" read the same cell as two different days; keep the one that the hotline writes`;
    },
  });

/** How yes is written. */
export const yes = z.array(text).min(1);
/** How no is written. */
export const no = z.array(z.string().trim()).min(1);
const YES_HERE = "What means yes in this column, instead of the hotline's words.";
const NO_HERE = 'What means no in this column, instead of the hotline\'s words; "" is an empty cell.';

const codeFlag = strictObject({
  heading: headingText,
  aliases,
  optional: z.boolean().optional(),
  code: text.optional().describe('The code that "yes" means.'),
  country: text.optional().describe('The ISO 3166-1 alpha-2 country that "yes" means: the same as code.'),
  yes: yes.optional().describe(YES_HERE),
  no: no.optional().describe(NO_HERE),
});

const part = z.union([headingText, strictObject({ heading: headingText, aliases })]);

/** Where a canonical column comes from. */
export const columnSchema = strictObject({
  heading: headingText.optional().describe('The heading of the column in the file.'),
  headings: z
    .array(part)
    .min(2)
    .optional()
    .describe(
      'The headings of the columns that together are the id or the date, in the order of the id or the format.',
    ),
  row: z
    .literal(true, { error: 'only true is allowed; leave "row" out if the row is not the id' })
    .optional()
    .describe('The row itself is the id of its case.'),
  aliases,
  optional: z.boolean().optional().describe('A file may lack the column; its cells are then empty.'),
  formats: dateFormats.optional().describe("Date formats, instead of the hotline's."),
  separators: separators.optional().describe("The separators between the values of a cell, instead of the hotline's."),
  codes: ownCodes.optional(),
  form: z
    .union([text, z.array(text).min(1)])
    .optional()
    .describe(
      'The form of the ids of the column: 0 for a digit, A for a letter, like 00000000; an id of another form is a warning.',
    ),
  writtenInCodes: z
    .boolean()
    .optional()
    .describe(
      'Whether codes of one or two letters (US, TX) are read in this column, instead of the setting of the hotline.',
    ),
  at: strictObject({ heading: headingText, aliases, formats: dateFormats.optional() })
    .optional()
    .describe('In a column of ages: the cells are dates or years of birth, and the age is that on this date.'),
  oneValue: z
    .boolean()
    .optional()
    .describe(
      'Whether every record has one value at most: readers who know it add the cells up, so protection does too.',
    ),
  flags: z.array(codeFlag).min(1).optional().describe('Yes-or-no columns, each for a code.'),
  yes: yes.optional().describe(YES_HERE),
  no: no.optional().describe(NO_HERE),
  constant: z
    .union([z.boolean(), text, z.array(text)])
    .optional()
    .describe('The same value in every row.'),
});

export type ColumnDefinition = z.output<typeof columnSchema>;
