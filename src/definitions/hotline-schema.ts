import * as z from 'zod';
import { CODE_LISTS } from '../domain/codes.ts';
import { FACT_COLUMNS, OPTIONAL_COLUMNS } from '../domain/facts-columns.ts';
import { USER_LANGUAGES } from '../domain/languages.ts';
import { PERIODS } from '../domain/period.ts';
import { TABLES, type Table } from '../domain/tables.ts';
import {
  aliases,
  type ColumnDefinition,
  columnSchema,
  dateFormats,
  headingText,
  no,
  ownCodes,
  separators,
  text,
  yes,
} from './column-schema.ts';
import { strictObject, wordsSchema } from './definition.ts';

const rowFilter = strictObject({
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
    .describe('Only rows with a value in the column are records, in place of in; not those with a value of ignore.'),
  ignore: z
    .array(z.string().trim())
    .optional()
    .describe(
      'Values of rows that do not belong to a table of the file, "" for an empty cell; other values cause a warning.',
    ),
});

const countColumn = strictObject({
  heading: headingText,
  aliases,
  zero: z
    .array(z.string().trim())
    .min(1)
    .optional()
    .describe('What means zero in this column besides 0, such as "-"; "" is an empty cell.'),
}).describe('The column that says how many records a row represents; without it, every row is one record.');

const columnNames = (table: Table): Record<string, z.ZodOptional<typeof columnSchema>> =>
  Object.fromEntries(
    [...FACT_COLUMNS[table], ...OPTIONAL_COLUMNS[table]].map(({ name }) => [name, columnSchema.optional()]),
  );

const columns = (table: Table) =>
  z
    .object(columnNames(table))
    .catchall(columnSchema)
    .describe('The columns of the table, and those of added code lists by the name of the list.');

const rows = { where: z.array(rowFilter).optional(), count: countColumn.optional() };

const tableSchema = (table: Table) =>
  strictObject({
    ...rows,
    each: z
      .array(strictObject({ ...rows, columns: columns(table) }))
      .min(1)
      .optional()
      .describe('The records of a row, if it has several: what differs between them, besides the columns they share.'),
    collect: z
      .array(text)
      .min(1)
      .optional()
      .describe(
        'The columns of codes whose values are collected from all rows with the same id; the other columns must be equal.',
      ),
    columns: columns(table),
  });

const fileSchema = strictObject({
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
  headingLines: z
    .union([z.literal(1), z.literal(2)], { error: 'allowed: 1, or 2 for headings of groups above those of columns' })
    .default(1)
    .describe(
      'How many lines the headings take. With 2, a heading is that of the group and of the column: "Víctimas / Mujeres".',
    ),
  every: z
    .enum(PERIODS)
    .default('month')
    .describe('How often the file is sent. It is stored under the last month of its period.'),
  cumulative: z
    .boolean()
    .default(false)
    .describe('Whether each upload repeats the records of all earlier ones. Every table then needs an id.'),
  tables: strictObject({
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

const combination = strictObject({ of: z.array(text).min(2), is: text });

/** The schema of `hotlines/<id>.json`: the entire vocabulary for describing a hotline's exports. */
export const hotlineSchema = strictObject({
  $schema: z.string().optional(),
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/u, 'only lower-case letters, digits and hyphens are allowed')
    .describe("The file's name without .json, and the folder of its exports."),
  name: wordsSchema.describe("The hotline's full name, for pages."),
  label: wordsSchema.describe('Its short name, for lists and messages.'),
  language: z
    .enum(USER_LANGUAGES)
    .optional()
    .describe('The language in which the problems of its files are worded; en when absent.'),
  lines: z.array(strictObject({ key: text, label: wordsSchema, aliases })).min(1),
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
  dateFormats,
  timeZone: text
    .optional()
    .describe('The IANA time zone (America/Mexico_City) in which a time stamp with an offset becomes a date.'),
  flags: strictObject({ yes, no }).describe(
    'Its own words; the usual ones (yes, sí, sim, 1, TRUE, VERDADERO, no, 0, FALSE, FALSO) are known besides. "" in no is an empty cell.',
  ),
  writtenInCodes: z
    .array(z.enum(CODE_LISTS))
    .optional()
    .describe('Lists whose codes of one or two letters (US, TX) are read; elsewhere only the spellings listed are.'),
  notKnown: z
    .array(z.string().trim())
    .optional()
    .describe(
      'Its signs for "not known" in any column of codes, dates or counts (N/A, S/D): they then cause no warning. "" is an empty cell, so that a date may be empty.',
    ),
  codes: perList(ownCodes)
    .optional()
    .describe('Spellings per list and code; "unknown" of venue and state takes spellings of "not known".'),
  combine: perList(z.array(combination)).optional().describe('Codes of one cell that together are one.'),
  footer: strictObject({
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
  files: z.record(z.string().regex(/^[^/\\]+$/u, 'a file name has neither / nor \\'), fileSchema),
});

export type HotlineDefinition = z.output<typeof hotlineSchema>;
export type TableDefinition = {
  readonly where?: readonly RowFilterDefinition[] | undefined;
  readonly count?: z.output<typeof countColumn> | undefined;
  readonly each?: readonly PartDefinition[] | undefined;
  readonly collect?: readonly string[] | undefined;
  readonly columns: Readonly<Record<string, ColumnDefinition | undefined>>;
};
/** One of the records of a row. */
export type PartDefinition = Pick<TableDefinition, 'where' | 'count' | 'columns'>;
export type RowFilterDefinition = z.output<typeof rowFilter>;
