import type { ColumnShapes } from '../domain/id-shapes.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import { monthsEarlier } from '../domain/month.ts';
import type { Unusual } from '../domain/unusual.ts';

/** So many ids of the months before tell what the ids of a column look like. */
const LEAST_BEFORE = 20;
/** Fewer ids of another form are no sign, however few there are in all. */
const LEAST_IDS = 3;
/** Below this share, in percent, of a month's ids those of another form are slips of single records. */
const LEAST_PERCENT = 10;

/**
 * The columns of ids in a month whose ids have another length or other characters than those of the months before, as a spreadsheet
 * program leaves them that drops leading zeros or turns them into numbers and dates.
 *
 * @param most how many months before a month are compared with it
 */
export function unusualIds(entries: readonly LedgerEntry[], most: number): Unusual[] {
  return entries.flatMap(({ hotline, month, table, inForce }): Unusual[] => {
    const first = monthsEarlier(month, most);
    const before = entries.filter(
      (one) => one.hotline === hotline && one.table === table && one.month >= first && one.month < month,
    );
    return (inForce?.idShapes ?? []).flatMap((column): Unusual[] => {
      const unseen = unseenIds(column, shapesBefore(before, column.heading));
      return unseen === 0
        ? []
        : [{ kind: 'ids', hotline, month, table, column: column.heading, before: 0, now: unseen }];
    });
  });
}

/** Every shape of a column's ids in some exports, with how many ids have it. */
function shapesBefore(entries: readonly LedgerEntry[], heading: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { inForce } of entries)
    for (const column of inForce?.idShapes ?? [])
      if (column.heading === heading)
        for (const { shape, count } of column.shapes) counts.set(shape, (counts.get(shape) ?? 0) + count);
  return counts;
}

/** How many ids of a column have a form that none had before; 0 where too few were there to say, or they are but slips. */
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

/** Whether numbers have grown by one digit, as those of a register do that counts from 1 on without leading zeros. */
const hasGrown = (shape: string, seen: ReadonlySet<string>): boolean =>
  [...shape.matchAll(/0+/gu)].some(({ index }) => seen.has(shape.slice(0, index) + shape.slice(index + 1)));

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
