/** A stretch of text of one kind. */
export interface Run {
  readonly text: string;
  readonly bold?: true;
  /** The address it links to (`tel:`, `sms:`, `https:`). */
  readonly href?: string;
  /** Never broken at its own spaces: a place's name. */
  readonly whole?: true;
}

/** A text without a line break of its own. */
export type Line = readonly Run[];

/** A section of prose: an optional title (`### ...`), paragraphs, and the items of its list. */
export interface Prose {
  readonly title: Line | null;
  readonly paragraphs: readonly Line[];
  readonly items: readonly Line[];
}

/** A line's text without its kinds. */
export const plain = (line: Line): string => line.map((run) => run.text).join('');

/** A plain text as a line. */
export const lineOf = (text: string): Line => [{ text }];

/** Every line of a prose section, in reading order. */
export const linesOf = (prose: Prose): readonly Line[] => [
  ...(prose.title ? [prose.title] : []),
  ...prose.paragraphs,
  ...prose.items,
];

/** The same prose with every run's text changed. */
export function mapProse(prose: Prose, change: (text: string) => string): Prose {
  const line = (runs: Line): Line => mapLine(runs, change);
  return {
    title: prose.title ? line(prose.title) : null,
    paragraphs: prose.paragraphs.map(line),
    items: prose.items.map(line),
  };
}

/** The same line with every run's text changed. */
export const mapLine = (line: Line, change: (text: string) => string): Line =>
  line.map((run) => ({ ...run, text: change(run.text) }));
