/** The page, in points; origin top left (art direction, "Grid"). US Letter, twelve columns of 34 with gutters of 12. */
export const PAGE = { width: 612, height: 792 } as const;

export const LEFT = 36;
export const RIGHT = 576;
export const TEXT_WIDTH = RIGHT - LEFT;

/** A box a block stands in: left edge and width. */
export interface Box {
  readonly x: number;
  readonly width: number;
}

const COLUMN = 34;
const GUTTER = 12;

/** The box of `span` columns from column `first` (0-11). */
export const columns = (first: number, span: number): Box => ({
  x: LEFT + (COLUMN + GUTTER) * first,
  width: span * (COLUMN + GUTTER) - GUTTER,
});

/** The four modules of three columns, on which tiles, distributions, notes and help stand. */
export const MODULES: readonly [Box, Box, Box, Box] = [columns(0, 3), columns(3, 3), columns(6, 3), columns(9, 3)];

/** The box of a module by its place; a fifth thing has no place on the page. */
export const moduleAt = (index: number): Box => MODULES[index] ?? MODULES[3];

/** Map and legend, case study and our work: seven and five columns. */
export const WIDE = columns(0, 7);
export const NARROW = columns(7, 5);

/** Ranked lists: six and six. */
export const HALVES: readonly [Box, Box] = [columns(0, 6), columns(6, 6)];
