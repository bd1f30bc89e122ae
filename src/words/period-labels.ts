import type { Language } from '../domain/languages.ts';
import { type Day, type Month, monthOf, parseMonth } from '../domain/month.ts';
import { type Period, periodOfKey } from '../domain/time-series.ts';
import { formatMonth, formatMonthFrom } from './dates-and-counts.ts';

/** A cell of a series: its key, and the days counted if they are not the entire period. */
export interface PeriodCell {
  readonly key: string;
  readonly from?: Day;
  readonly to?: Day;
}

/**
 * Names the period of a cell: `September 2016`, `2016`, `July – September 2016`. A period that is counted in part is
 * named by what is counted: `January – July 2017`, `September 30 – December 31, 2015`.
 * @returns the key, if it is not that of a period
 */
export function formatPeriod({ key, from, to }: PeriodCell, language: Language): string {
  const month = parseMonth(key);
  if (month) return from ? formatMonthFrom(month, from, language) : formatMonth(month, language);
  const period = periodOfKey(key);
  if (!period) return key;
  const isWhole = from === undefined && to === undefined;
  return isWhole && /^\d{4}$/u.test(key)
    ? key
    : formatDays({ from: from ?? period.from, to: to ?? period.to }, language);
}

/** Names months if all days between are counted, and days otherwise. */
function formatDays({ from, to }: Period, language: Language): string {
  const isOfMonths = from.endsWith('-01');
  if (isOfMonths && monthOf(from) === monthOf(to)) return formatMonth(monthOf(to), language);
  const format = new Intl.DateTimeFormat(language, {
    ...{ year: 'numeric', month: 'long', timeZone: 'UTC' },
    ...(isOfMonths ? {} : { day: 'numeric' }),
  });
  return format.formatRange(dateOf(from), dateOf(to)).replace(THIN_SPACES, ' ');
}

const dateOf = (day: Day | Month): Date => new Date(`${day}T00:00:00Z`);

/** The fonts of pages do not have the thin spaces that ranges contain. */
const THIN_SPACES = /[\u2009\u202F\u00A0]/gu;
