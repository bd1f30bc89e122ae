import { z } from 'zod';
import { CODE_LISTS } from '../domain/codes.ts';
import { isDateFormat } from '../domain/date-format.ts';
import { FACT_COLUMNS, OPTIONAL_COLUMNS } from '../domain/facts-columns.ts';
import { LANGUAGES } from '../domain/languages.ts';
import { PERIODS } from '../domain/period.ts';
import { TABLES, type Table } from '../domain/tables.ts';
import { closed, wordsSchema } from './definition.ts';

const text = z.string().trim().min(1);
const headingText = text
  .refine((heading) => heading === '' || heading.replaceAll('*', '').trim() !== '', {
    error: '"*" alone is the heading of every column',
  })
  .describe('A heading; * is any text, as in "Cases*".');
const aliases = z
  .array(headingText)
  .optional()
  .describe('Other spellings; case, accents and repeated spaces never matter.');
const ownCodes = z.record(z.string(), z.array(text)).describe('Spellings per code, on top of codes/*.json.');
const separators = z.array(z.string().min(1)).min(1);

const dateFormat = z.string().refine(isDateFormat, {
  error:
    'not a date format; use YYYY, MM, M or MMMM (the name of the month), DD or D with - / . or a space between them, like DD/MM/YYYY, D de MMMM de YYYY, YYYYMMDD, MM/YYYY or YYYY',
});

const yes = z.array(text).min(1);
const no = z.array(z.string().trim()).min(1);
const YES_HERE = "What means yes in this column, instead of the hotline's words.";
const NO_HERE = 'What means no in this column, instead of the hotline\'s words; "" is an empty cell.';

const codeFlag = closed({
  heading: headingText,
  aliases,
  optional: z.boolean().optional(),
  code: text.optional().describe('The code that "yes" means.'),
  country: text.optional().describe('The ISO 3166-1 alpha-2 country that "yes" means: the same as code.'),
  yes: yes.optional().describe(YES_HERE),
  no: no.optional().describe(NO_HERE),
});

const part = z.union([headingText, closed({ heading: headingText, aliases })]);

const columnSchema = closed({
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
  formats: z.array(dateFormat).min(1).optional().describe("Date formats, instead of the hotline's."),
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

const rowFilter = closed({
  heading: headingText,
  aliases,
  in: z
    .array(text)
    .min(1)
    .optional()
    .describe('Only rows with one of these values are records; * at the end is any text.'),
  hasValue: z
    .literal(true, { error: 'only true is allowed; use "in" to list values' })
    .optional()
    .describe('Only rows with a value in the column are records, in place of in.'),
  ignore: z
    .array(z.string().trim())
    .optional()
    .describe(
      'Values of rows that do not belong to a table of the file, "" for an empty cell; other values cause a warning.',
    ),
});

const countColumn = closed({ heading: headingText, aliases }).describe(
  'The column that says how many records a row represents; without it, every row is one record.',
);

const columnNames = (table: Table): Record<string, z.ZodOptional<typeof columnSchema>> =>
  Object.fromEntries(
    [...FACT_COLUMNS[table], ...OPTIONAL_COLUMNS[table]].map(({ name }) => [name, columnSchema.optional()]),
  );

const tableSchema = (table: Table) =>
  closed({
    where: z.array(rowFilter).optional(),
    count: countColumn.optional(),
    columns: z
      .object(columnNames(table))
      .catchall(columnSchema)
      .describe('The columns of the table, and those of added code lists by the name of the list.'),
  });

const fileSchema = closed({
  names: z
    .array(text)
    .min(1)
    .optional()
    .describe('Other names of the file or of the sheet, without ending; * is any text, as in "cases *".'),
  headingRow: z
    .union([z.literal('find'), z.int().min(1).max(1000)], {
      error: 'allowed: "find", or the row of the headings, like 4',
    })
    .optional()
    .describe('Where the headings are if title lines precede them: "find", or their row as a spreadsheet counts it.'),
  every: z
    .enum(PERIODS)
    .default('month')
    .describe('How often the file is sent. It is stored under the last month of its period.'),
  cumulative: z
    .boolean()
    .default(false)
    .describe('Whether each upload repeats the records of all earlier ones. Every table then needs an id.'),
  tables: closed({
    signals: tableSchema('signals').optional(),
    cases: tableSchema('cases').optional(),
    victims: tableSchema('victims').optional(),
    traffickers: tableSchema('traffickers').optional(),
  }).describe(`The tables of facts in the file: ${TABLES.join(', ')}.`),
});

/** A value for each code list, added ones too. */
const perList = <Schema extends z.ZodType>(schema: Schema) => {
  const each = schema.optional();
  const builtIn = { type: each, gender: each, age: each, channel: each, venue: each, country: each, state: each };
  return z.object(builtIn).catchall(schema);
};

const combination = closed({ of: z.array(text).min(2), is: text });

/** The schema of `hotlines/<id>.json`: the entire vocabulary for describing a hotline's exports. */
export const hotlineSchema = closed({
  $schema: z.string().optional(),
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/u)
    .describe("The file's name without .json, and the folder of its exports."),
  name: wordsSchema.describe("The hotline's full name, for pages."),
  label: wordsSchema.describe('Its short name, for lists and messages.'),
  language: z
    .enum(LANGUAGES)
    .optional()
    .describe('The language in which the problems of its files are worded; en when absent.'),
  lines: z.array(closed({ key: text, label: wordsSchema, aliases })).min(1),
  encodings: z
    .array(z.enum(['utf-8', 'windows-1252']))
    .min(1)
    .describe('In the order in which they are tried.'),
  separators: z
    .array(
      z
        .string()
        .regex(/^[\t!#-/:-@[-^{-~]$/u, { error: 'not a separator; allowed are, for example, "," ";" "|" or a tab' }),
    )
    .min(1)
    .describe('The cell separators its CSV files may have.'),
  valueSeparators: separators.describe('The separators between the values of a multi-valued cell.'),
  dateFormats: z.array(dateFormat).min(1),
  timeZone: text
    .optional()
    .describe('The IANA time zone (America/Mexico_City) in which a time stamp with an offset becomes a date.'),
  flags: closed({ yes, no }).describe(
    'Its own words; the usual ones (yes, sí, sim, 1, TRUE, VERDADERO, no, 0, FALSE, FALSO) are known besides. "" in no is an empty cell.',
  ),
  writtenInCodes: z
    .array(z.enum(CODE_LISTS))
    .optional()
    .describe('Lists whose codes of one or two letters (US, TX) are read; elsewhere only the spellings listed are.'),
  notKnown: z
    .array(text)
    .optional()
    .describe('Its signs for "not known" in any column of codes (N/A, S/D): they then cause no warning.'),
  codes: perList(ownCodes)
    .optional()
    .describe('Spellings per list and code; "unknown" of venue and state takes spellings of "not known".'),
  combine: perList(z.array(combination)).optional().describe('Codes of one cell that together are one.'),
  footer: closed({
    lines: z.array(text).min(1).describe('The last lines of a report, * for any text; they are not records.'),
    optional: z.array(text).optional().describe('The lines that may be missing.'),
    before: z.array(text).optional().describe('Lines that may precede them.'),
  }).optional(),
  errorTolerance: z
    .number()
    .int()
    .min(0)
    .default(0)
    .describe('The number of rows with errors with which a file is still accepted.'),
  files: z.record(z.string().regex(/^[^/\\]+$/u), fileSchema),
});

export type HotlineDefinition = z.output<typeof hotlineSchema>;
export type TableDefinition = {
  readonly where?: readonly RowFilterDefinition[] | undefined;
  readonly count?: z.output<typeof countColumn> | undefined;
  readonly columns: Readonly<Record<string, ColumnDefinition | undefined>>;
};
export type RowFilterDefinition = z.output<typeof rowFilter>;
export type ColumnDefinition = z.output<typeof columnSchema>;
