import type { Words } from './languages.ts';
import type { Day } from './month.ts';
import type { Table } from './tables.ts';

/** The ways to break down a figure that every sheet has. */
export const DIMENSIONS = [
  'type',
  'venue',
  'gender',
  'nationality',
  'age',
  'state',
  'channel',
  'line',
  'month',
  'quarter',
  'year',
] as const;

export type BuiltInDimension = (typeof DIMENSIONS)[number];

/** A way to break down a figure: a built-in one, or the name of an added code list. */
export type Dimension = string;

/** A printed class of counts: from..to inclusive; `to: null` has no upper bound; `{0, 0}` is "none known". */
export interface CountClass {
  readonly from: number;
  readonly to: number | null;
}

/** One cell as counted: exact, confidential. */
export interface CountedCell {
  readonly key: string;
  readonly count: number;
  /** In the first period of a series: the first day counted, if the period does not begin with it. */
  readonly from?: Day;
  /** In the last quarter or year of a series: the last day counted, if the edition ends before it. */
  readonly to?: Day;
}

/** One figure as counted: exact, confidential. Cells are in the figure's own order (figures.md, rule 4). */
export interface CountedFigure {
  readonly id: string;
  readonly counts: Table;
  readonly by?: Dimension;
  /** The second dimension of a cross (cross.ts). */
  readonly cross?: Dimension;
  /** A record may count in several cells (nationality, venue, state). */
  readonly multi: boolean;
  readonly total: number;
  /** For a map: the records with at least one known place. */
  readonly known?: number;
  readonly cells: readonly CountedCell[];
  /**
   * The cells' keys in the order of their code list, for printing suppressed cells where cells are ordered by count.
   * Missing where the cells already have a public order (code lists, months).
   */
  readonly codeOrder?: readonly string[];
  /**
   * How cells are printed: `counts` prints every cell's count, `classes` only the class of each count (with the
   * bounds), `top` only the first `limit` cells.
   */
  readonly print: { as: 'counts' } | { as: 'classes'; classes: readonly CountClass[] } | { as: 'top'; limit: number };
  /** Whether shares of the total are printed beside counts. */
  readonly shares: boolean;
  /**
   * A multi-valued figure whose hotlines enter at most one value: the cells add up to at most the total, or a map's
   * known places.
   */
  readonly oneEach?: true;
  /** Figures with the same universe have the same total, so readers can compare them. */
  readonly universe: string;
  /** The cell of another figure that is this figure's entire population. */
  readonly partOf?: { readonly figure: string; readonly cell: string };
}

/** One cell as printed in every output. `count` and `share` are null exactly where a page prints the mark. */
export interface PrintedCell {
  readonly key: string;
  readonly count?: number | null;
  /** Integer percentage of the total, rounded half up; missing where the figure prints no shares. */
  readonly share?: number | null;
  readonly class?: CountClass;
  readonly suppressed?: true;
  /** In a rounded figure: the count is null and lies between 1 and this number minus 1. */
  readonly fewerThan?: number;
  /** As counted: the days counted of a period of a series, if they are not the whole period. */
  readonly from?: Day;
  readonly to?: Day;
}

/** Cells with the same count at the end of a top list that has no space for all of them: none is named. */
export interface TiedCells {
  /** The number of cells, at least 2. */
  readonly cells: number;
  /** The count of each cell. */
  readonly count: number;
  readonly share?: number;
}

/** One figure as printed: the PDF, the charts, the data annex, the e-mail and the portal show the same. */
export interface PrintedFigure {
  readonly id: string;
  readonly counts: Table;
  readonly by?: Dimension;
  /** The second dimension of a cross (cross.ts). */
  readonly cross?: Dimension;
  readonly multi: boolean;
  /** Null when the total itself is hidden. */
  readonly total: number | null;
  /** For a map: records with at least one known place; null when hidden. */
  readonly known?: number | null;
  readonly cells: readonly PrintedCell[];
  /** For a top list: cells of equal count that its end would have cut; the list prints how many they are. */
  readonly tied?: TiedCells;
  /** The figure prints no cells and says so. */
  readonly withheld?: true;
  /**
   * Every number of the figure is rounded to a multiple of this, independently: they need not add up. A total or
   * `known` of null is between 1 and this number minus 1.
   */
  readonly rounded?: number;
}

/** A number as printed: null with `fewerThan` prints "fewer than", null without it the mark. */
export type PrintedNumber = Pick<PrintedCell, 'fewerThan'> & { readonly count: number | null };

/** Returns a figure's total, or another number of the entire figure, as printed. */
export const printedTotal = (
  { total, rounded }: Pick<PrintedFigure, 'total' | 'rounded'>,
  count = total,
): PrintedNumber => ({ count, ...(count === null && rounded !== undefined && { fewerThan: rounded }) });

/** Returns the base that an edition's figures are rounded to; undefined if they are not rounded. */
export const roundingBase = (figures: readonly PrintedFigure[]): number | undefined =>
  figures.find(({ rounded }) => rounded !== undefined)?.rounded;

/** The labels of a figure's cells, by cell key. Months have none: they are formatted. */
export type CellLabels = Readonly<Record<string, Words>>;

/** Whether a number changed by 1 to k-1: so few people may be recognised by the difference. */
export const isSmallChange = (before: number, now: number, threshold: number): boolean =>
  before !== now && Math.abs(now - before) < threshold;
