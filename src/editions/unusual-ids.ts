import type { LedgerEntry } from '../domain/ledger.ts';
import { type Month, monthsEarlier } from '../domain/month.ts';
import { MONTHS_IN } from '../domain/period.ts';
import type { ColumnShapes, Unusual } from '../domain/unusual.ts';

/** The fewest ids of the months before that show what the ids of a column look like. */
const LEAST_BEFORE = 20;
/** Fewer ids of another form are not significant, however few ids there are. */
const LEAST_IDS = 3;
/** Below this percentage of a month's ids, those of another form are errors in single records. */
const LEAST_PERCENT = 10;

/**
 * Finds the columns of ids in a month whose ids have another length or other characters than in the months before, as
 * after a spreadsheet program that drops leading zeros or converts them to numbers and dates.
 *
 * @param most how many periods before a period are compared with it
 * @param only the month that is judged; by default all are
 */
export function unusualIds(entries: readonly LedgerEntry[], most: number, only?: Month): Unusual[] {
  return byFile(entries).flatMap((months) =>
    months.flatMap((entry) => (only === undefined || entry.month === only ? unusualIn(entry, months, most) : [])),
  );
}

/** Returns the entries of each file of a hotline together, in their order. */
export function byFile(entries: readonly LedgerEntry[]): LedgerEntry[][] {
  const files = new Map<string, LedgerEntry[]>();
  for (const entry of entries) {
    const file = `${entry.hotline}/${entry.table}`;
    files.set(file, [...(files.get(file) ?? []), entry]);
  }
  return [...files.values()];
}

/** @param months the same file's entries of all months */
function unusualIn(entry: LedgerEntry, months: readonly LedgerEntry[], most: number): Unusual[] {
  const { hotline, month, table, inForce } = entry;
  const first = monthsEarlier(month, most * MONTHS_IN[inForce?.covers?.every ?? 'month']);
  const before = months.filter((other) => other.month >= first && other.month < month);
  return (inForce?.idShapes ?? []).flatMap((column): Unusual[] => {
    const unseen = unseenIds(column, shapesBefore(before, column.heading));
    if (unseen === 0) return [];
    return [{ kind: 'ids', hotline, month, table, column: column.heading, before: 0, now: unseen }];
  });
}

/** Counts the ids of each shape of a column in some exports. */
function shapesBefore(entries: readonly LedgerEntry[], heading: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { inForce } of entries)
    for (const column of inForce?.idShapes ?? [])
      if (column.heading === heading)
        for (const { shape, count } of column.shapes) counts.set(shape, (counts.get(shape) ?? 0) + count);
  return counts;
}

/**
 * Counts the ids of a column whose form no earlier id had; 0 if there were too few ids to judge, or only errors in
 * single records.
 */
function unseenIds({ shapes }: ColumnShapes, before: ReadonlyMap<string, number>): number {
  if (sum(before.values()) < LEAST_BEFORE) return 0;
  const isPadded = [...before.keys()].some((shape) => shape.includes('z'));
  const seen = new Set([...before.keys()].map(plain));
  const isKnown = (shape: string): boolean => seen.has(plain(shape)) || (!isPadded && hasGrown(plain(shape), seen));
  const unseen = sum(shapes.filter(({ shape }) => !isKnown(shape)).map(({ count }) => count));
  const all = sum(shapes.map(({ count }) => count));
  return unseen >= LEAST_IDS && unseen * 100 >= all * LEAST_PERCENT ? unseen : 0;
}

/** A shape without the mark of a leading zero. */
const plain = (shape: string): string => shape.replaceAll('z', '0');

/** Whether numbers have grown by one digit, like those of a register that counts from 1 without leading zeros. */
const hasGrown = (shape: string, seen: ReadonlySet<string>): boolean =>
  [...shape.matchAll(/0+/gu)].some(({ index }) => seen.has(shape.slice(0, index) + shape.slice(index + 1)));

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
