import * as z from 'zod';
import { DIMENSIONS } from '../domain/figure.ts';
import { LANGUAGES } from '../domain/languages.ts';
import { LEAST_BASE, LEAST_THRESHOLD, MOST_CLASS_BOUNDS } from '../domain/sheet.ts';
import { TABLES } from '../domain/tables.ts';
import { strictObject, wordsSchema } from './definition.ts';
import { languageError } from './sheet-languages.ts';

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u, 'only lower-case letters, digits and single hyphens are allowed');
const list = (what: string) => z.array(z.string().min(1)).nonempty().describe(what);

const link = z.url({ protocol: /^https$/u, hostname: z.regexes.domain });
const party = strictObject({ title: z.string().min(1), path: link.optional() });

const filter = z
  .object({
    nexus: list('countries (ISO 3166-1 alpha-2) a record relates to').optional(),
    countries: list('countries of exploitation').optional(),
    states: list('states of exploitation (ISO 3166-2)').optional(),
    type: list('types of trafficking').optional(),
    lines: list('lines a signal came in on, as the hotline names them').optional(),
    channel: list('channels of a signal').optional(),
    traffickingRelated: z.boolean().describe('signals related to trafficking, or only those that are not').optional(),
  })
  .catchall(list('codes of the added list of this name'))
  .describe('which records are meant: at least one of each list; a missing key means any');

const merge = strictObject({ key: id, codes: list('the codes counted together').min(2), label: wordsSchema }).describe(
  'codes counted under one key, so that more can be printed',
);

const figure = strictObject({
  id,
  counts: z.enum(TABLES),
  by: z
    .union([z.enum(DIMENSIONS), z.string().min(1)])
    .describe('what the cells are: one of these, or the name of an added code list')
    .optional(),
  cross: z
    .string()
    .min(1)
    .describe('a second dimension: the cells are pairs, with totals of rows and columns')
    .optional(),
  groups: list('only codes of these groups are cells: labor, sex; US, MX').optional(),
  top: z.int().min(1).max(20).describe('print only the first cells').optional(),
  classes: z
    .array(z.int().min(1))
    .nonempty()
    .max(MOST_CLASS_BOUNDS, `a map has fills for ${MOST_CLASS_BOUNDS} bounds at most; merge classes`)
    .describe('lower bounds of the printed classes from k up, ascending; the first is k')
    .optional(),
  shares: z.boolean().describe('print shares of the total').optional(),
  merge: z.array(merge).optional(),
  partOf: strictObject({ figure: id, cell: z.string().min(1) })
    .describe('the cell that is the population')
    .optional(),
}).describe('one figure');

const family = strictObject({
  by: z
    .string()
    .min(1)
    .describe(
      'what the members differ by: hotline, a dimension of codes (state, gender), or the name of an added code list',
    ),
  members: z
    .union([z.literal('all'), list('the codes of the members, or the ids of hotlines')])
    .default('all')
    .describe('the codes that have a sheet: "all" that the sheet counts, or a list'),
  whole: z
    .literal(true, {
      error: 'must be true: the main sheet is always made, because its numbers are those of its members together',
    })
    .optional()
    .describe('the main sheet is always made, because its numbers are those of its members together'),
}).describe('a sheet for each state, type, venue, line, channel or hotline, besides the main sheet');

/** `templates/<sheet>/sheet.json` as written; `parseSheet` checks what a schema cannot. */
export const SHEET_SCHEMA = strictObject({
  $schema: z.string().optional(),
  id,
  languages: z
    .array(z.enum(LANGUAGES, { error: ({ input }) => languageError(String(input)) }))
    .nonempty()
    .describe('in the order in which pages are made'),
  hotlines: z.array(id).nonempty().describe('in the order in which a case of two hotlines is attributed'),
  period: strictObject({ from: z.iso.date() }),
  threshold: z.int().min(LEAST_THRESHOLD).max(1000).default(10).describe('k: counts of 1..k-1 are hidden'),
  protection: z
    .discriminatedUnion('method', [
      strictObject({ method: z.literal('suppress') }),
      strictObject({ method: z.literal('round'), base: z.int().min(LEAST_BASE).max(1000) }),
    ])
    .default({ method: 'suppress' })
    .describe(
      'how small counts are kept from readers: hidden with others beside them, or every number rounded to a base',
    ),
  minimumMonthsBetweenEditions: z.int().min(0).default(3),
  interval: z
    .enum(['refuse', 'advise'])
    .default('refuse')
    .describe('an edition closer to an approved one is refused, or needs a reason'),
  approval: strictObject({
    people: z.union([z.literal(1), z.literal(2)]).default(1),
    byUploader: z.boolean().default(true),
    everyLanguage: z.boolean().default(false),
  })
    .default({ people: 1, byUploader: true, everyLanguage: false })
    .describe(
      'how many people must approve a revision, whether one of them may have uploaded an export that it counts, and whether each must have opened its pages in every language',
    ),
  hideFirst: list('codes of cells that are hidden beside small ones before others: unknown').optional(),
  related: list(
    'sheets that count records of the same hotlines: approved only if readers of all cannot learn a small number',
  ).optional(),
  unrelated: z
    .record(id, z.string().trim().min(10, 'is too short; write a reason of 10 characters or more'))
    .describe('sheets that share a hotline and a table with this one, but no person: each with the reason')
    .optional(),
  public: z
    .boolean()
    .describe('whether approved editions are published for everyone: web pages, data packages, a feed')
    .optional(),
  license: strictObject({ name: z.string().min(1), title: z.string().min(1).optional(), path: link.optional() })
    .describe('the licence of the published figures: name is its identifier (CC-BY-4.0), path its text on the web')
    .optional(),
  publisher: party.describe('who publishes the figures; by default the author in the wording').optional(),
  sources: z.array(party).nonempty().describe('where the records come from; by default the hotlines').optional(),
  population: filter.describe('which cases are counted, and with them their people'),
  signals: filter.describe('which signals are counted'),
  family: family.optional(),
  figures: z.array(figure).nonempty(),
}).describe('A fact sheet: which records it counts, and how');

export type SheetJson = z.infer<typeof SHEET_SCHEMA>;
export type FigureJson = SheetJson['figures'][number];

/** The JSON Schema of `sheet.json`, as committed next to the sheets for editors. */
export const sheetJsonSchema = (): object => z.toJSONSchema(SHEET_SCHEMA, { io: 'input' });
