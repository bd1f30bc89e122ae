import type { Month } from '../../domain/month.ts';
import { MONTHS_IN, type Period } from '../../domain/period.ts';
import { dateReader } from '../../exports/coding/code-date.ts';
import type { SampleColumn } from '../../exports/survey/survey-text.ts';

/** The formats that dates are tried in. Both orders of day and month are tried: only one may fit every date. */
const FORMATS = [
  'YYYY-MM-DD',
  'DD/MM/YYYY',
  'MM/DD/YYYY',
  'DD-MM-YYYY',
  'MM-DD-YYYY',
  'DD.MM.YYYY',
  'YYYY/MM/DD',
  'YYYYMMDD',
  'D de MMMM de YYYY',
  'D MMMM YYYY',
  'D-MMMM-YYYY',
  'MMMM D, YYYY',
  'YYYY-MM',
  'MM/YYYY',
  'MMMM YYYY',
  'MMMM de YYYY',
  'YYYY',
];

/** The share of dates that a format must fit: others may be mistakes. */
const ENOUGH = 0.9;
/** A column is known after this many different dates. */
const MOST = 5000;

/** How a column writes dates. */
export interface DateGuess {
  readonly formats: readonly string[];
  /** The other order of day and month, if it fits every date as well. */
  readonly otherOrder: string | null;
  readonly first: Month;
  readonly last: Month;
  /** Whether times have an offset from UTC, so that the hotline needs a time zone. */
  readonly hasOffsets: boolean;
}

/** Returns how a column writes dates; null if it does not consist of dates. */
export function guessDates({ cells }: Pick<SampleColumn, 'cells'>): DateGuess | null {
  const texts = [...cells.keys()].slice(0, MOST);
  if (texts.length === 0) return null;
  const fits = FORMATS.map((format) => ({ format, days: daysIn(texts, format) }));
  const most = Math.max(...fits.map(({ days }) => days.length));
  const best = fits.find(({ days }) => days.length === most);
  if (!best || most < ENOUGH * texts.length || !areYears(best.format, best.days)) return null;
  const other = exchanged(best.format);
  const isEither = fits.some(({ format, days }) => format === other && days.length === most);
  // a year alone begins in January, although its day is the last one
  const months = best.days.flatMap((day) => [best.format === 'YYYY' ? `${day.slice(0, 4)}-01` : '', day.slice(0, 7)]);
  const sorted = months.filter((month) => month !== '').sort();
  return {
    formats: [best.format],
    otherOrder: isEither ? other : null,
    first: (sorted[0] ?? '') as Month,
    last: (sorted.at(-1) ?? '') as Month,
    hasOffsets: texts.some((text) => /\d(?:Z|[+-]\d{2}:?\d{2})$/u.test(text)),
  };
}

function daysIn(texts: readonly string[], format: string): string[] {
  const reader = dateReader([format], 'UTC');
  return texts.flatMap((text) => reader(text).day ?? []);
}

/** A column of numbers like 12345678 or 2045 is not one of dates. */
const areYears = (format: string, days: readonly string[]): boolean =>
  !/^Y+(?:MMDD)?$/u.test(format) || days.every((day) => day >= '1950' && day < '2040');

const exchanged = (format: string): string =>
  format.startsWith('DD')
    ? format.replace('DD', '?').replace('MM', 'DD').replace('?', 'MM')
    : format.replace('MM', '?').replace('DD', 'MM').replace('?', 'DD');

/** Returns how often a file is sent that has records of these months. */
export function guessPeriod({ first, last, formats }: Pick<DateGuess, 'first' | 'last' | 'formats'>): Period {
  if (formats.includes('YYYY')) return 'year';
  const index = (month: Month): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  const periods: readonly Period[] = ['month', 'quarter', 'half-year'];
  const isIn = (period: Period): boolean =>
    Math.floor(index(first) / MONTHS_IN[period]) === Math.floor(index(last) / MONTHS_IN[period]);
  return periods.find(isIn) ?? 'year';
}
