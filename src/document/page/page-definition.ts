import * as z from 'zod';
import { type Examples, errorTexts, plainIssue, unknownKeys } from '../../domain/definition-errors.ts';
import { Failure } from '../../domain/failure.ts';
import type { PlacedChart } from '../parts/part.ts';
import { isFoot, PARTS, type PartEntry, partOf } from '../parts/registry.ts';
import { PAPERS } from './grid.ts';

const WITHOUT_Y =
  'parts follow one another without "y"; delete it, or give the space above a part in points: "space": 12';

const [FIRST, ...OTHERS] = PARTS;
const PART = z.discriminatedUnion('part', [FIRST.schema, ...OTHERS.map(({ schema }) => schema)]);

const PARTS_OF_PAGE = z
  .array(PART)
  .min(1)
  .refine((parts) => parts.every((entry, index) => !isFoot(entry) || index === parts.length - 1), {
    error: 'a page has one foot ("help" or "footer"), and it is the last part',
  });

const PAGE = z.strictObject({ parts: PARTS_OF_PAGE }, { error: unknownKeys(['parts']) });

/**
 * The schema of `templates/<sheet>/page.json`: the parts of each page, top to bottom, the figures that each part shows,
 * and the head and foot of pages on which parts continue that do not fit.
 */
export const PAGE_SCHEMA = z.strictObject(
  {
    $schema: z.string().optional(),
    paper: z.enum(PAPERS).optional().describe('The paper of every page; Letter if it is left out.'),
    pages: z.array(PAGE).min(1),
    continued: PAGE.optional(),
  },
  { error: unknownKeys(['$schema', 'paper', 'pages', 'continued']) },
);

/** An example of each key, for messages. */
const EXAMPLES: Examples = {
  paper: '"A4"',
  land: '"us-mx"',
  pages: '[{ "parts": [{ "part": "footer" }] }]',
  parts: '[{ "part": "footer" }]',
  part: '"tiles"',
  space: '12',
  figure: '"cases"',
  figures: '["cases", "victims"]',
  chart: '"type-bar"',
  head: '"above"',
  lists: '[{ "figure": "top-sex-types", "chart": "top-sex-types", "tone": "clay" }]',
  people: '"victims"',
  tone: '"teal"',
  left: '"reading"',
  right: '"what-to-do"',
  notes: '["how-we-count"]',
};

/** A sheet's pages as data. */
export type PageDefinition = z.infer<typeof PAGE_SCHEMA>;

/**
 * Reads and checks a page definition (the JSON value of page.json).
 * @param figureIds the figures that the sheet has; null does not check them
 * @throws Failure DefinitionInvalid with the file and the place; FigureUnknown if a part names a figure that the sheet
 *   does not have
 */
export function readPageDefinition(value: unknown, file: string, figureIds: readonly string[] | null): PageDefinition {
  if (/"y":/u.test(JSON.stringify(value))) throw new Failure('DefinitionInvalid', `${file}: ${WITHOUT_Y}`);
  const read = PAGE_SCHEMA.safeParse(value, { error: plainIssue });
  if (!read.success)
    throw new Failure('DefinitionInvalid', `${file}: ${errorTexts(read.error.issues, EXAMPLES).join('; ')}.`);
  const both = entriesOf(read.data).some((entry) => entry.part === 'masthead' && entry.chart && entry.land);
  if (both)
    throw new Failure('DefinitionInvalid', `${file}: a masthead has a "chart" or a "land", not both; delete one`);
  for (const figure of figuresOf(read.data)) {
    if (figureIds === null || figureIds.includes(figure)) continue;
    throw new Failure('FigureUnknown', `${file}: no figure "${figure}"; the sheet has ${figureIds.join(', ')}.`);
  }
  return read.data;
}

/** Returns the entries of all pages, those of continued pages last. */
export const entriesOf = (page: PageDefinition): readonly PartEntry[] => [
  ...page.pages.flatMap(({ parts }) => parts),
  ...(page.continued?.parts ?? []),
];

/** Returns the figures that the pages show, each once, in order. */
export const figuresOf = (page: PageDefinition): readonly string[] => [
  ...new Set(entriesOf(page).flatMap((entry) => partOf(entry).figures(entry))),
];

/** Returns the charts that the pages show, in order. */
export const chartsOf = (page: PageDefinition): readonly PlacedChart[] =>
  entriesOf(page).flatMap((entry) => partOf(entry).charts(entry));
