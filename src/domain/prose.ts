/** A part of a text with one style. */
export interface Run {
  readonly text: string;
  readonly bold?: true;
  /** The address of its link (`tel:`, `sms:`, `https:`). */
  readonly href?: string;
  /** Never broken at its own spaces: the name of a place. */
  readonly whole?: true;
}

/** A text without line breaks. */
export type Line = readonly Run[];

/** A section of prose: an optional title (`### ...`), paragraphs, and the items of its list. */
export interface Prose {
  readonly title: Line | null;
  readonly paragraphs: readonly Line[];
  readonly items: readonly Line[];
}

/** Returns a line's text without styles. */
export const plain = (line: Line): string => line.map((run) => run.text).join('');

/** Makes a line of a plain text. */
export const toLine = (text: string): Line => [{ text }];

/** Returns every line of a prose section, in reading order. */
export const allLines = (prose: Prose): readonly Line[] => [
  ...(prose.title ? [prose.title] : []),
  ...prose.paragraphs,
  ...prose.items,
];

/** Changes the text of every run of a prose section. */
export function mapProse(prose: Prose, change: (text: string) => string): Prose {
  const line = (runs: Line): Line => mapLine(runs, change);
  return {
    title: prose.title ? line(prose.title) : null,
    paragraphs: prose.paragraphs.map(line),
    items: prose.items.map(line),
  };
}

/** Changes the text of every run of a line. */
export const mapLine = (line: Line, change: (text: string) => string): Line =>
  line.map((run) => ({ ...run, text: change(run.text) }));
