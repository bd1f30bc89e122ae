import * as z from 'zod';
import type { WordingKeys } from '../../definitions/wording.ts';
import { unknownKeys } from '../../domain/definition-errors.ts';
import type { DrawnPart, PageContext } from '../page/page-context.ts';

/** The name of a figure, a chart or a section of prose in page.json. */
export const ID = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u, {
  error: 'only lower-case letters, digits and single hyphens are allowed',
});

/** The colour of a part. */
export const TONE = z.enum(['teal', 'clay', 'slate']);
const SPACE = z
  .number()
  .min(0)
  .max(200)
  .optional()
  .describe('The space above the part, in points. Without it, the room that the page has left is shared out.');
/** A chart that a page shows, by name, and the figure it draws; the figure is null for a decoration. */
export interface PlacedChart {
  readonly chart: string;
  readonly figure: string | null;
  /** The spec of a chart that the part draws itself; without it, it is `charts/<name>.vl.json`. */
  readonly spec?: object;
  /** A chart that needs no spec: its kind, and all figures that it draws, of which `figure` is the first. */
  readonly ready?: { readonly kind: (typeof READY_KINDS)[number]; readonly figures: readonly string[] };
}

/** The kinds of charts that need no spec. */
export const READY_KINDS = ['lines', 'grouped-bars', 'stacked-bars', 'dots', 'pyramid', 'table'] as const;

/** An entry of page.json for a part; `Shape` has the schemas of the part's own keys. */
export type EntryOf<Shape extends z.ZodRawShape> = z.infer<z.ZodObject<Shape>>;

/** An entry with the top of its part, in points from the top of the page. */
export type PlacedEntry<Shape extends z.ZodRawShape> = EntryOf<Shape> & { readonly y: number };

/** Everything that the program knows about one kind of part. */
interface PartSource<Name extends string, Shape extends z.ZodRawShape> {
  /** The name of the part in page.json. */
  readonly name: Name;
  /** The schemas of the part's keys in page.json, besides `part` and `space`. */
  readonly shape: Shape;
  /** The height of a part that is always at the foot of its page, in points; undefined for other parts. */
  readonly footHeight?: number;
  /** Returns the words and prose sections that the part needs from the wording. */
  wording(entry: EntryOf<Shape>): Partial<WordingKeys>;
  charts(entry: EntryOf<Shape>): readonly PlacedChart[];
  /** Returns the figures that the part shows. */
  figures(entry: EntryOf<Shape>): readonly string[];
  /** Draws the part. Its height must not depend on its place, because parts are measured before they are placed. */
  draw(entry: PlacedEntry<Shape>, context: PageContext): DrawnPart;
}

const schemaOf = <const Name extends string, Shape extends z.ZodRawShape>(name: Name, shape: Shape) =>
  z.strictObject(
    { part: z.literal(name), space: SPACE, ...shape },
    { error: unknownKeys(['part', 'space', ...Object.keys(shape)]) },
  );

/** A kind of part, with the schema of its entries. */
export interface Part<Name extends string, Shape extends z.ZodRawShape> extends PartSource<Name, Shape> {
  readonly schema: ReturnType<typeof schemaOf<Name, Shape>>;
}

/** Defines a kind of part. A page may use it once it is in the registry (registry.ts). */
export const definePart = <const Name extends string, Shape extends z.ZodRawShape>(
  part: PartSource<Name, Shape>,
): Part<Name, Shape> => ({ ...part, schema: schemaOf(part.name, part.shape) });

/** Returns the keys of the words of a section's head (section-head.ts): its title, and the unit of its numbers. */
export const headWords = (figure: string): string[] => [`${figure}.head`, `${figure}.unit`];
