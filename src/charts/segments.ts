import { type FigureRow, isHidden } from './figure-rows.ts';

/** One piece of a stacked bar, in points from the bar's left end. */
export interface Segment {
  readonly key: string;
  readonly label: string;
  readonly countText: string;
  readonly shareText: string;
  readonly suppressed: boolean;
  readonly start: number;
  /** Where the fill ends, before the white gap. */
  readonly end: number;
  readonly gap: number;
  readonly middle: number;
  /** Whether this is a cell of zero, with a label and no fill. */
  readonly empty: boolean;
}

/** White space between neighbours, in points; in a segment shorter than twice the gap, the fill is half its length. */
const GAP = 1;

/**
 * Returns the segments of a figure whose printed total is as long as the bar. All hidden cells together are one
 * segment, as long as the difference between the total and the printed cells (which the reader can compute anyway); if
 * the total is hidden, that segment takes the entire bar. A cell of "fewer than" has a label and no fill. Rounded cells
 * may add up to more than their total: then their sum is as long as the bar.
 */
export function segmentsOf(rows: readonly FigureRow[], total: number | null, width: number): Segment[] {
  const printed = rows.filter((row) => !isHidden(row));
  const hidden = rows.filter(isHidden);
  const known = printed.reduce((sum, row) => sum + (row.count ?? 0), 0);
  const whole = Math.max(total ?? 1, known);
  const pieces = printed.map((row) => ({ row, count: row.count ?? 0 }));
  const merged = mergeHidden(hidden);
  if (merged) pieces.push({ row: merged, count: Math.max(whole - known, total === null ? 1 : 0) });
  const scale = width / Math.max(whole, 1);
  let at = 0;
  return pieces.map(({ row, count }) => {
    const start = at;
    at += count * scale;
    return segment(row, start, at, width);
  });
}

function segment(row: FigureRow, start: number, next: number, width: number): Segment {
  const gap = next > width - GAP / 2 ? 0 : Math.min(GAP, (next - start) / 2);
  const { key, label, countText, shareText, suppressed } = row;
  const middle = (start + next) / 2;
  return { key, label, countText, shareText, suppressed, start, end: next - gap, gap, middle, empty: next === start };
}

/** Merges all hidden cells into one row with their names, and the mark once; null if no cell is hidden. */
function mergeHidden(hidden: readonly FigureRow[]): FigureRow | null {
  const [first] = hidden;
  if (!first) return null;
  return { ...first, key: 'hidden', label: hidden.map((row) => row.label).join(', '), shareText: '' };
}
