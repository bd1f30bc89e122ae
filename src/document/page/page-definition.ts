import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u);
const y = z.number().min(0).max(792).describe('The top of the part, in points from the top of the page.');
const tone = z.enum(['teal', 'clay', 'slate']);
const part = <Name extends string, Shape extends z.ZodRawShape>(name: Name, shape: Shape) =>
  z.strictObject({ part: z.literal(name), y, ...shape });

const PART = z.discriminatedUnion('part', [
  part('masthead', { chart: id }),
  part('running-head', {}),
  part('intro-and-period', {}),
  part('tiles', { figures: z.array(id).min(1).max(4) }),
  part('map-and-legend', { figure: id, chart: id }),
  part('type-bar', { figure: id, chart: id }),
  part('ranked-lists', {
    lists: z
      .array(z.strictObject({ figure: id, chart: id, tone }))
      .min(1)
      .max(2),
  }),
  part('demographics', { people: id, tone, figures: z.array(id).min(1).max(3) }),
  part('panels', { left: id, right: id }),
  part('trend', { figure: id, chart: id }),
  part('notes', { notes: z.array(id).min(1).max(4) }),
  part('help', {}),
  part('footer', {}),
]);

/** The schema of `templates/<sheet>/page.json`: what stands on each page, top to bottom, and the figures each part shows. */
export const PAGE_SCHEMA = z.strictObject({
  $schema: z.string().optional(),
  pages: z.array(z.strictObject({ parts: z.array(PART).min(1) })).min(1),
});

/** A sheet's pages as data. */
export type PageDefinition = z.infer<typeof PAGE_SCHEMA>;

export type PartDefinition = PageDefinition['pages'][number]['parts'][number];

/** The definition of one part by its name. */
export type PartOf<Name extends PartDefinition['part']> = Extract<PartDefinition, { part: Name }>;

/**
 * Reads and checks a page definition (the JSON value of page.json). Fails with DefinitionInvalid, naming file and place, and
 * with FigureUnknown where a part names a figure the sheet does not have.
 */
export function readPageDefinition(value: unknown, file: string, figureIds: readonly string[]): PageDefinition {
  const read = PAGE_SCHEMA.safeParse(value);
  if (!read.success) throw new Failure('DefinitionInvalid', `${file}: ${z.prettifyError(read.error)}`);
  for (const figure of figuresOf(read.data)) {
    if (figureIds.includes(figure)) continue;
    throw new Failure('FigureUnknown', `${file}: no figure "${figure}"; the sheet has ${figureIds.join(', ')}.`);
  }
  return read.data;
}

const partsOf = (page: PageDefinition): readonly PartDefinition[] => page.pages.flatMap(({ parts }) => parts);

/** The figures the pages show, each once, in order. */
export function figuresOf(page: PageDefinition): readonly string[] {
  return [...new Set(partsOf(page).flatMap(figuresOfPart))];
}

/** A chart a page shows, by name, and the figure it draws; null for a decoration. */
export interface PlacedChart {
  readonly chart: string;
  readonly figure: string | null;
}

/** The charts the pages show and the figure each draws; a masthead draws none. */
export function chartsOf(page: PageDefinition): readonly PlacedChart[] {
  return partsOf(page).flatMap((entry): readonly PlacedChart[] => {
    if (entry.part === 'ranked-lists') return entry.lists.map(({ chart, figure }) => ({ chart, figure }));
    if (entry.part === 'masthead') return [{ chart: entry.chart, figure: null }];
    return 'chart' in entry ? [{ chart: entry.chart, figure: entry.figure }] : [];
  });
}

function figuresOfPart(entry: PartDefinition): readonly string[] {
  if (entry.part === 'ranked-lists') return entry.lists.map((list) => list.figure);
  if (entry.part === 'demographics') return [entry.people, ...entry.figures];
  if (entry.part === 'tiles') return entry.figures;
  return 'figure' in entry ? [entry.figure] : [];
}
