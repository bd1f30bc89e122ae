import type { Excluded, OrphansOfMonth } from '../domain/excluded.ts';
import type { ActiveExport, LedgerEntry } from '../domain/ledger.ts';
import { type Month, monthsEarlier } from '../domain/month.ts';
import type { Unusual } from '../domain/unusual.ts';
import { unusualIds } from './unusual-ids.ts';

/** How many months before a month are compared with it, at most and at least. */
export const MOST_MONTHS = 12;
const LEAST_MONTHS = 4;

/** A smaller change than this is not reported, however even the months before are. */
const LEAST_CHANGE = 5;

/** How many standard deviations from the median of the months before are more than chance: one month in 150 of a Poisson series. */
const BOUND = 2.75;

/**
 * The least standard deviation of a count's square root. Reports and cases come one by one (Poisson: 0.5 at any mean); people
 * come by the case, so their counts spread more (a variance of 2.6 times the mean).
 */
const SPREAD = { events: 0.5, people: 0.8 } as const;

/** One number a month, and the months for which there is none left out. */
interface Series extends Pick<Unusual, 'kind' | 'hotline' | 'table'> {
  readonly of: keyof typeof SPREAD;
  readonly months: ReadonlyMap<Month, number>;
}

/**
 * The months whose records or orphans differ from up to 12 months before by more than chance, either way. Each count is compared
 * with the median of the months before on the scale of square roots, where the spread of counts does not depend on their size;
 * the spread is that of the months before (median absolute deviation), but never less than chance alone makes. Fewer than four
 * months before say nothing.
 * @param excluded what the edition leaves out, for orphans; empty compares records alone
 * @returns the newest month first
 */
export function unusualMonths(entries: readonly LedgerEntry[], excluded: readonly Excluded[]): Unusual[] {
  const series = [...recordSeries(entries), ...excluded.flatMap((one) => orphanSeries(one, entries))];
  const found = [...series.flatMap(unusualIn), ...unusualIds(entries, MOST_MONTHS)];
  return found.toSorted((a, b) => (a.month < b.month ? 1 : a.month > b.month ? -1 : 0));
}

function recordSeries(entries: readonly LedgerEntry[]): Series[] {
  const byTable = new Map<string, LedgerEntry[]>();
  for (const entry of entries) {
    const key = `${entry.hotline}/${entry.table}`;
    byTable.set(key, [...(byTable.get(key) ?? []), entry]);
  }
  return [...byTable.values()].flatMap((all): Series[] => {
    const [first] = all;
    if (!first) return [];
    const months = new Map(all.flatMap(({ month, inForce }) => (inForce ? [[month, inForce.records] as const] : [])));
    if (months.size <= LEAST_MONTHS) return []; // none has enough months before it
    const of = all.some(({ inForce }) => inForce && holdsPeople(inForce)) ? 'people' : 'events';
    return [{ kind: 'records', hotline: first.hotline, table: first.table, of, months }];
  });
}

const isPeople = (table: string): boolean => table === 'victims' || table === 'traffickers';

const holdsPeople = ({ facts }: ActiveExport): boolean =>
  facts.length > 0 && facts.every(({ table }) => isPeople(table));

/** A month with people but without orphans counts zero. */
function orphanSeries({ hotline, orphansByMonth }: Excluded, entries: readonly LedgerEntry[]): Series[] {
  const own = entries.filter((entry) => entry.hotline === hotline);
  return (['victims', 'traffickers'] as const).map((table): Series => {
    const exported = own.filter(({ inForce }) => inForce?.facts.some((facts) => facts.table === table));
    const months = new Map(exported.map(({ month }) => [month, orphansIn(orphansByMonth, month, table)]));
    return { kind: 'orphans', hotline, table, of: 'people', months };
  });
}

const orphansIn = (all: readonly OrphansOfMonth[], month: Month, table: 'victims' | 'traffickers'): number =>
  all.find((one) => one.month === month)?.[table] ?? 0;

function unusualIn({ kind, hotline, table, of, months }: Series): Unusual[] {
  return [...months].flatMap(([month, now]): Unusual[] => {
    const first = monthsEarlier(month, MOST_MONTHS);
    const before = [...months].filter(([other]) => other >= first && other < month).map(([, count]) => count);
    if (before.length < LEAST_MONTHS || !isUnusual(before, now, SPREAD[of])) return [];
    return [{ kind, hotline, month, table, before: Math.round(median(before)), now }];
  });
}

function isUnusual(before: readonly number[], now: number, leastSpread: number): boolean {
  if (Math.abs(now - median(before)) < LEAST_CHANGE) return false;
  const roots = before.map(root);
  const center = median(roots);
  const spread = Math.max(leastSpread, TO_DEVIATION * median(roots.map((value) => Math.abs(value - center))));
  const uncertain = Math.sqrt(1 + MEDIAN_VARIANCE / before.length); // of the month itself, and of the median
  return Math.abs(root(now) - center) > BOUND * spread * uncertain;
}

/** Anscombe's transform, halved: the square root of a Poisson count has a standard deviation of nearly 0.5 from small means on. */
const root = (count: number): number => Math.sqrt(count + 3 / 8);

/** The standard deviation of a normal distribution is 1.4826 times its median absolute deviation. */
const TO_DEVIATION = 1.4826;
/** The variance of the median of n normal values is pi / 2n. */
const MEDIAN_VARIANCE = Math.PI / 2;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}
