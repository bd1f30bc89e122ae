import type { Dimension } from './figure.ts';
import { type Day, firstOfSeries, lastDay, type Month, monthOf, monthsThrough, parseMonth } from './month.ts';

/** The dimensions whose cells are periods, one after another. */
const SERIES: readonly Dimension[] = ['month', 'quarter', 'year'];

/** Whether a figure by a dimension is a series of periods. */
export const isSeries = (by: Dimension | undefined): boolean => by !== undefined && SERIES.includes(by);

/** Returns the key of the period that a month is in: `2016-08`, `2016-Q3` or `2016`. */
export function periodKey(by: Dimension, month: Month): string {
  const year = month.slice(0, 4);
  if (by === 'year') return year;
  return by === 'quarter' ? `${year}-Q${Math.ceil(Number(month.slice(5)) / 3)}` : month;
}

/** The first and the last day of a period. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

/** Returns the days of the period with a key; null for other texts. */
export function periodOfKey(key: string): Period | null {
  const [, year, quarter] = /^(\d{4})(?:-Q([1-4]))?$/u.exec(key) ?? [];
  const [first, last] = quarter ? [Number(quarter) * 3 - 2, Number(quarter) * 3] : [1, 12];
  const month = (number: number): Month | null => parseMonth(`${year}-${String(number).padStart(2, '0')}`);
  const [from, to] = year === undefined ? [parseMonth(key), parseMonth(key)] : [month(first), month(last)];
  return from && to ? { from: `${from}-01` as Day, to: lastDay(to) } : null;
}

/**
 * Lists the keys of a series. The days of a first, partial month are counted with the next month: a period of a few
 * days would be small in every edition.
 */
export const seriesKeys = (by: Dimension, from: Day, through: Day): string[] => [
  ...new Set(monthsThrough(firstOfSeries(from), monthOf(through)).map((month) => periodKey(by, month))),
];

/** Returns the days of a period that a series counts, where they are not the whole period. */
export function countedPart(key: string, by: Dimension, { from, to }: Period): Partial<Period> {
  const period = periodOfKey(key);
  const isFirst = key === periodKey(by, firstOfSeries(from));
  return {
    ...(period && isFirst && period.from !== from && { from }),
    ...(period && period.to > to && { to }),
  };
}
