/** Papers by name, in points, upright. */
const PAPER_SIZES = {
  Letter: { width: 612, height: 792 },
  A4: { width: 595.28, height: 841.89 },
} as const;

/** A paper that a sheet may be printed on. */
export type Paper = keyof typeof PAPER_SIZES;

export const PAPERS = ['Letter', 'A4'] as const satisfies readonly Paper[];

/** The width between the margins, on every paper: a chart drawn for one fits the other. */
export const TEXT_WIDTH = 540;

/** The left edge and width of a block's box. */
export interface Box {
  readonly x: number;
  readonly width: number;
}

const COLUMN = 34;
const GUTTER = 12;

/**
 * The grid of a page, in points; origin top left (art direction, "Grid"): twelve columns of 34 with gutters of 12,
 * centred on the paper. The margins are 36 points on Letter, and 27.6 on A4.
 */
export class Grid {
  readonly paper: Paper;
  readonly page: { readonly width: number; readonly height: number };
  readonly left: number;
  readonly right: number;
  /** Map and legend, and case study and our work: seven and five columns. */
  readonly wide: Box;
  readonly narrow: Box;
  /** Ranked lists: six columns each. */
  readonly halves: readonly [Box, Box];

  constructor(paper: Paper) {
    this.paper = paper;
    this.page = PAPER_SIZES[paper];
    this.left = Math.round((this.page.width - TEXT_WIDTH) * 50) / 100;
    this.right = this.left + TEXT_WIDTH;
    this.wide = this.columns(0, 7);
    this.narrow = this.columns(7, 5);
    this.halves = [this.columns(0, 6), this.columns(6, 6)];
  }

  /** Returns the box of `span` columns from column `first` (0-11). */
  columns(first: number, span: number): Box {
    return { x: this.left + (COLUMN + GUTTER) * first, width: span * (COLUMN + GUTTER) - GUTTER };
  }

  /**
   * Returns the box of one of the four modules of three columns, which hold tiles, distributions, notes and help; the
   * page has no place for a fifth.
   */
  moduleAt(index: number): Box {
    return this.columns(3 * Math.min(index, 3), 3);
  }
}
