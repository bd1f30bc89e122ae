/** The page, in points; origin top left (art direction, "Grid"). US Letter, twelve columns of 34 with gutters of 12. */
export const PAGE = { width: 612, height: 792 } as const;

export const LEFT = 36;
export const RIGHT = 576;
export const TEXT_WIDTH = RIGHT - LEFT;

/** The left edge and width of a block's box. */
export interface Box {
  readonly x: number;
  readonly width: number;
}

const COLUMN = 34;
const GUTTER = 12;

/** Returns the box of `span` columns from column `first` (0-11). */
export const columns = (first: number, span: number): Box => ({
  x: LEFT + (COLUMN + GUTTER) * first,
  width: span * (COLUMN + GUTTER) - GUTTER,
});

/** The four modules of three columns, which hold tiles, distributions, notes and help. */
const MODULES: readonly [Box, Box, Box, Box] = [columns(0, 3), columns(3, 3), columns(6, 3), columns(9, 3)];

/** Returns the box of a module by its index; the page has no place for a fifth. */
export const moduleAt = (index: number): Box => MODULES[index] ?? MODULES[3];

/** Map and legend, and case study and our work: seven and five columns. */
export const WIDE = columns(0, 7);
export const NARROW = columns(7, 5);

/** Ranked lists: six columns each. */
export const HALVES: readonly [Box, Box] = [columns(0, 6), columns(6, 6)];
