import type { Excluded, OrphansOfMonth } from '../domain/excluded.ts';
import type { ActiveExport, LedgerEntry } from '../domain/ledger.ts';
import { type Month, monthsEarlier } from '../domain/month.ts';
import { type ExpectedFile, MONTHS_IN } from '../domain/period.ts';
import type { Unusual } from '../domain/unusual.ts';
import { byFile, unusualIds } from './unusual-ids.ts';

/** The most and the fewest periods (months, for most files) before a period that are compared with it. */
const MOST_PERIODS = 12;
const LEAST_PERIODS = 4;

/** Smaller changes are not reported, however regular the months before are. */
const LEAST_CHANGE = 5;

/**
 * The number of standard deviations from the median of the months before that is more than chance: one month in 150 of
 * a Poisson series.
 */
const BOUND = 2.75;

/**
 * The smallest standard deviation of a count's square root. Reports and cases arrive one by one (Poisson: 0.5 at any
 * mean); people arrive by case, so their counts vary more (a variance of 2.6 times the mean).
 */
const SPREAD = { events: 0.5, people: 0.8 } as const;

/** Returns how many months before a month its exports are compared with, given the files that the hotline sends. */
export const comparedMonths = (files: readonly ExpectedFile[]): number =>
  MOST_PERIODS * Math.max(1, ...files.map(({ every }) => MONTHS_IN[every]));

/** One number per period, by its last month; periods without one are omitted. */
interface Series extends Pick<Unusual, 'kind' | 'hotline' | 'table'> {
  /** The number of months in a period. */
  readonly step: number;
  readonly counts: keyof typeof SPREAD;
  readonly months: ReadonlyMap<Month, number>;
}

/**
 * Finds the periods whose records or orphans differ from up to 12 periods before by more than chance, in either
 * direction. A period is a month unless the file is sent less often. Cumulative files are not compared, because their
 * records can only grow. Each count is compared with the median of the months before on the scale of square roots,
 * where the spread of counts does not depend on their size; the spread is that of the months before (median absolute
 * deviation), but at least that of chance alone. Fewer than four periods before are not enough.
 * @param excluded the records that the edition excludes, for orphans; empty compares records only
 * @param only the month that is judged; by default all are
 * @returns the newest month first
 */
export function unusualMonths(entries: readonly LedgerEntry[], excluded: readonly Excluded[], only?: Month): Unusual[] {
  const series = [...recordSeries(entries), ...excluded.flatMap((item) => orphanSeries(item, entries))];
  const unusual = [...series.flatMap((one) => findUnusual(one, only)), ...unusualIds(entries, MOST_PERIODS, only)];
  return unusual.toSorted((a, b) => (a.month < b.month ? 1 : a.month > b.month ? -1 : 0));
}

function recordSeries(entries: readonly LedgerEntry[]): Series[] {
  return byFile(entries).flatMap((all): Series[] => {
    const [first] = all;
    if (!first) return [];
    const months = new Map(
      all.flatMap(({ month, inForce }) => (inForce ? [[month, recordsIn(inForce)] as const] : [])),
    );
    const step = periodLength(all);
    if (step === null || months.size <= LEAST_PERIODS) return []; // no period has enough periods before it
    const counts = all.some(({ inForce }) => inForce && holdsPeople(inForce)) ? 'people' : 'events';
    return [{ kind: 'records', hotline: first.hotline, table: first.table, counts, months, step }];
  });
}

/** Returns the records of an export: those that its counts stand for, otherwise its rows. */
function recordsIn({ facts, records }: ActiveExport): number {
  const counted = facts.flatMap((table) => table.records ?? []);
  return counted.length > 0 ? Math.max(...counted) : records;
}

/** Returns the number of months that each export of a file covers; null for a cumulative file. */
function periodLength(entries: readonly LedgerEntry[]): number | null {
  const covers = entries.flatMap(({ inForce }) => inForce?.covers ?? []);
  if (covers.some(({ cumulative }) => cumulative)) return null;
  return Math.max(1, ...covers.map(({ every }) => MONTHS_IN[every]));
}

const isPeople = (table: string): boolean => table === 'victims' || table === 'traffickers';

const holdsPeople = ({ facts }: ActiveExport): boolean =>
  facts.length > 0 && facts.every(({ table }) => isPeople(table));

/** A period with people but without orphans counts as zero. */
function orphanSeries({ hotline, orphansByMonth }: Excluded, entries: readonly LedgerEntry[]): Series[] {
  const own = entries.filter((entry) => entry.hotline === hotline);
  return (['victims', 'traffickers'] as const).flatMap((table): Series[] => {
    const exported = own.filter(({ inForce }) => inForce?.facts.some((facts) => facts.table === table));
    const months = new Map(exported.map(({ month }) => [month, orphansIn(orphansByMonth, month, table)]));
    const step = periodLength(exported);
    return step === null ? [] : [{ kind: 'orphans', hotline, table, counts: 'people', months, step }];
  });
}

const orphansIn = (all: readonly OrphansOfMonth[], month: Month, table: 'victims' | 'traffickers'): number =>
  all.find((orphansOfMonth) => orphansOfMonth.month === month)?.[table] ?? 0;

function findUnusual({ kind, hotline, table, counts, months, step }: Series, only?: Month): Unusual[] {
  const sorted = [...months].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const most = MOST_PERIODS * step;
  return sorted.flatMap(([month, now], at): Unusual[] => {
    if (only !== undefined && month !== only) return [];
    const first = monthsEarlier(month, most);
    const near = sorted.slice(Math.max(0, at - most), at);
    const before = near.filter(([other]) => other >= first).map(([, count]) => count);
    if (before.length < LEAST_PERIODS || !isUnusual(before, now, SPREAD[counts])) return [];
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

/**
 * Anscombe's transform, halved: the square root of a Poisson count has a standard deviation of nearly 0.5 even for
 * small means.
 */
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
