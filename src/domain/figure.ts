import type { Words } from './languages.ts';
import type { Day } from './month.ts';
import type { Table } from './tables.ts';

/** What a figure can be broken down by. */
export const DIMENSIONS = ['type', 'venue', 'gender', 'nationality', 'age', 'state', 'month'] as const;

export type Dimension = (typeof DIMENSIONS)[number];

/** A printed class of counts: from..to inclusive, `to: null` open above, `{0, 0}` "none known". */
export interface CountClass {
  readonly from: number;
  readonly to: number | null;
}

/** One cell as counted: exact, confidential. */
export interface CountedCell {
  readonly key: string;
  readonly count: number;
  /** Of the first month of a series: the day it counts from, when the period begins in the month before. */
  readonly from?: Day;
}

/** One figure as counted: exact, confidential. Cells stand in the figure's own order (figures.md, rule 4). */
export interface CountedFigure {
  readonly id: string;
  readonly counts: Table;
  readonly by?: Dimension;
  /** A record may stand in several cells (nationality, venue, state). */
  readonly multi: boolean;
  readonly total: number;
  /** Of a map: the records with at least one known place. */
  readonly known?: number;
  readonly cells: readonly CountedCell[];
  /**
   * The cells' keys in their code list's order, in which suppressed cells stand; needed where cells stand by count. Absent
   * where the cells already stand in a public order (code lists, months).
   */
  readonly codeOrder?: readonly string[];
  /**
   * How cells are printed: `counts` prints every cell's count, `classes` only the class each count lies in (the bounds
   * follow), `top` only the first `limit` cells, and no other.
   */
  readonly print: { as: 'counts' } | { as: 'classes'; classes: readonly CountClass[] } | { as: 'top'; limit: number };
  /** Whether shares of the total are printed beside counts. */
  readonly shares: boolean;
  /** A multi-valued figure whose hotlines fill in one value at most: cells add up to no more than the total, a map's to the known places. */
  readonly oneEach?: true;
  /** Figures with the same universe have the same total: the reader may put them side by side. */
  readonly universe: string;
  /** The cell of another figure that is this figure's whole population. */
  readonly partOf?: { readonly figure: string; readonly cell: string };
}

/** One cell as printed, everywhere alike. `count` and `share` are null exactly where a page prints the mark. */
export interface PrintedCell {
  readonly key: string;
  readonly count?: number | null;
  /** Integer percentage of the total, rounded half up; absent where the figure prints none. */
  readonly share?: number | null;
  readonly class?: CountClass;
  readonly suppressed?: true;
  /** Of a rounded figure: the count, which is null, is between 1 and one less than this. */
  readonly fewerThan?: number;
  /** As counted: the first month of a series holds the days of the month before too, from this one on. */
  readonly from?: Day;
}

/** Cells that share one count at the end of a top list that has no room for them all: none of them is named. */
export interface TiedCells {
  /** How many; two or more. */
  readonly cells: number;
  /** The count of each of them. */
  readonly count: number;
  readonly share?: number;
}

/** One figure as printed: what the PDF, the charts, the data annex, the e-mail and the portal all show. */
export interface PrintedFigure {
  readonly id: string;
  readonly counts: Table;
  readonly by?: Dimension;
  readonly multi: boolean;
  /** Null when the total itself is hidden. */
  readonly total: number | null;
  /** Of a map: records with at least one known place; null when hidden. */
  readonly known?: number | null;
  readonly cells: readonly PrintedCell[];
  /** Of a top list: the cells that its end would have cut by code order; the list says how many they are. */
  readonly tied?: TiedCells;
  /** The figure prints no cell at all, and says so. */
  readonly withheld?: true;
  /**
   * Every number of the figure is rounded to a multiple of this, each on its own: they need not add up. A total or `known` of null is
   * between 1 and one less than it.
   */
  readonly rounded?: number;
}

/** A number as printed: null with `fewerThan` is "fewer than", null alone the mark. */
export type PrintedNumber = Pick<PrintedCell, 'fewerThan'> & { readonly count: number | null };

/** A figure's total, or another number of the whole figure, as printed. */
export const printedTotal = (
  { total, rounded }: Pick<PrintedFigure, 'total' | 'rounded'>,
  count = total,
): PrintedNumber => ({ count, ...(count === null && rounded !== undefined && { fewerThan: rounded }) });

/** The base that an edition's figures are rounded to; undefined when they are not. */
export const roundingBase = (figures: readonly PrintedFigure[]): number | undefined =>
  figures.find(({ rounded }) => rounded !== undefined)?.rounded;

/** The labels of a figure's cells, by cell key; months have none (they are formatted). */
export type CellLabels = Readonly<Record<string, Words>>;
