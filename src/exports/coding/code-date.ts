import { removeInvisible } from '../../domain/codes.ts';
import { type DatePrecision, formatPrecision } from '../../domain/date-format.ts';
import { type Day, daysIn, lastDay, type Month, toDay } from '../../domain/month.ts';
import { monthNumber } from '../../domain/month-names.ts';
import { findZone, type Zone } from '../../domain/schedule/zone-time.ts';
import { detailOf } from '../problems/detail-phrases.ts';
import { type CellProblem, error } from './cell-coding.ts';

/** A time of day after a date, in any notation that reports use. Without an offset, it is checked and dropped. */
const TIME =
  /(?:T|\s*,\s*|\s+)(?<hour>[01]?\d|2[0-4])[:.](?<minute>[0-5]\d)(?:[:.](?<second>[0-5]\d)(?:[.,]\d{1,9})?)?(?:\s*(?<half>[ap])\.?\s?m\.?)?(?:\s*(?<offset>Z|(?:UTC|GMT)?\s?[+\-\u2212]\d{1,2}(?::?[0-5]\d)?|UTC|GMT))?$/iu;

const OFFSET = /(?<sign>[+\-\u2212])(?<hours>\d{1,2})(?::?(?<minutes>\d{2}))?$/u;

/**
 * The maximum length of a date and time. The search for a time takes time proportional to the square of a text's
 * length.
 */
const LONGEST = 100;

/** The format in which programs write a time stamp with an offset, whichever date format the hotline has agreed on. */
const ISO = 'YYYY-MM-DD';

const FORMAT_PARTS = /YYYY|YY|MMMM|MM?|DD?|[^YMD]+/gu;

interface DatePattern {
  readonly expression: RegExp;
  readonly order: readonly string[];
  readonly precision: DatePrecision;
}

function pattern(format: string): DatePattern {
  const parts = format.match(FORMAT_PARTS) ?? [];
  const isCompact = parts.length > 1 && parts.every((part) => /^[YMD]/u.test(part));
  const expression = parts.map((part) => {
    if (part.startsWith('Y')) return `(\\d{${part.length}})`;
    if (part === 'MMMM') return '(\\p{L}+\\.?)';
    if (/^[MD]/u.test(part)) return isCompact ? `(\\d{${part.length}})` : '(\\d{1,2})';
    return part.length === 1 ? `[${part}]` : part.replaceAll(' ', ' +');
  });
  const order = parts.flatMap((part) => (/^[YMD]/u.test(part) ? [part.charAt(0)] : []));
  return { expression: new RegExp(`^${expression.join('')}$`, 'iu'), order, precision: formatPrecision(format) };
}

/** Why a date cannot be read; `date-formats` gives only the expected format. */
type DateError = 'empty' | 'no-such-day' | 'exchanged' | 'short-year' | 'serial' | 'no-time-zone' | 'date-formats';

/**
 * The result of reading a date: its day (the last one of its month or year, if no more is known), or null and why
 * it cannot be read.
 */
export type DateReading =
  | { readonly day: Day; readonly precision: DatePrecision; readonly reason: null }
  | { readonly day: null; readonly precision: 'day'; readonly reason: DateError };

/** Year, month and day as numbers. They need not be a day of the calendar. Without a month or a day, the last one. */
type DateNumbers = Readonly<Record<'Y' | 'M' | 'D', number>> & { readonly precision: DatePrecision };

/**
 * Returns a function that reads days in one of the formats, with or without a time. `M` and `MM` both match one or two
 * digits. A time stamp with an offset (Z, +02:00, UTC) becomes the day in the hotline's time zone at that instant. Any
 * hotline may write it in ISO form.
 *
 * @param timeZone the hotline's IANA time zone; if null, a time stamp with an offset cannot be read
 */
export function dateReader(formats: readonly string[], timeZone: string | null): (cell: string) => DateReading {
  const patterns = formats.map(pattern);
  const stamps = [...formats.filter((format) => formatPrecision(format) === 'day'), ISO].map(pattern);
  const short = formats.map((format) => pattern(format.replace('YYYY', 'YY')));
  const dayAt = dayReader(timeZone === null ? null : findZone(timeZone));
  return (cell) => {
    const { date, time } = dateAndTime(cell);
    const stamp = time?.offset === undefined ? null : time;
    for (const numbers of matches(date, stamp ? stamps : patterns)) {
      const day = toDay(numbers.Y, numbers.M, numbers.D);
      if (day) return stamp ? dayInZone(numbers, stamp, dayAt) : { day, precision: numbers.precision, reason: null };
    }
    return { day: null, precision: 'day', reason: reasonOf(date, patterns, short) };
  };
}

/** The parts of a time of day by name, as written in the cell. */
type Time = Readonly<Record<string, string | undefined>>;

function dateAndTime(cell: string): { date: string; time: Time | null } {
  const text = removeInvisible(cell).trim();
  const found = text.length > LONGEST ? null : TIME.exec(text);
  return found ? { date: text.slice(0, found.index).trim(), time: found.groups ?? {} } : { date: text, time: null };
}

function matches(date: string, patterns: readonly DatePattern[]): DateNumbers[] {
  return patterns.flatMap(({ expression, order, precision }) => {
    const match = expression.exec(date);
    if (!match) return [];
    const part = (name: string): string => match[order.indexOf(name) + 1] ?? '';
    const Y = Number(part('Y'));
    const M = precision === 'year' ? 12 : (monthNumber(part('M')) ?? Number(part('M')));
    return [{ Y, M, D: precision === 'day' ? Number(part('D')) : daysIn(Y, M), precision }];
  });
}

const MINUTE = 60_000;
/** The most minutes whose day is cached; a month has 44,640. */
const MINUTES_KEPT = 100_000;

/**
 * Returns a function that gives the day in a zone at an instant. It looks up each minute only once, because the lookup
 * takes longer than all other work for a cell.
 */
function dayReader(zone: Zone | null): ((instant: number) => Day | null) | null {
  if (!zone) return null;
  const days = new Map<number, Day | null>();
  return (instant) => {
    const minute = Math.floor(instant / MINUTE);
    const kept = days.get(minute);
    if (kept !== undefined) return kept;
    if (days.size >= MINUTES_KEPT) days.clear();
    const { year, month, day } = zone.dayAt(minute * MINUTE);
    const found = toDay(year, month, day);
    days.set(minute, found);
    return found;
  };
}

function dayInZone(
  { Y, M, D }: DateNumbers,
  { half, hour, minute, second, offset }: Time,
  dayAt: ReturnType<typeof dayReader>,
): DateReading {
  if (!dayAt) return { day: null, precision: 'day', reason: 'no-time-zone' };
  const afternoon = half?.toLowerCase() === 'p' ? 12 : 0;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + afternoon;
  const wall = Date.UTC(Y, M - 1, D, hours, Number(minute), Number(second ?? 0));
  const day = dayAt(wall - offsetOf(offset ?? '') * MINUTE);
  return day ? { day, precision: 'day', reason: null } : { day: null, precision: 'day', reason: 'no-such-day' };
}

/** Parses an offset from UTC, in minutes. */
function offsetOf(text: string): number {
  const { sign, hours = '0', minutes = '0' } = OFFSET.exec(text)?.groups ?? {};
  return (sign === undefined || sign === '+' ? 1 : -1) * (Number(hours) * 60 + Number(minutes));
}

function reasonOf(date: string, patterns: readonly DatePattern[], short: readonly DatePattern[]): DateError {
  const [numbers] = matches(date, patterns);
  if (date === '') return 'empty';
  if (numbers) return numbers.M > 12 && numbers.D <= 12 ? 'exchanged' : 'no-such-day';
  if (matches(date, short).length > 0) return 'short-year';
  return /^\d{5}(?:[.,]\d+)?$/u.test(date) ? 'serial' : 'date-formats';
}

/**
 * Returns the problem of a date, if it has one: it is unreadable, or all of it is after the end of the export's month
 * (null: there is no month to compare with).
 */
export function dateProblems(
  reading: DateReading,
  {
    cell,
    column,
    month,
    formats,
  }: {
    readonly cell: string;
    readonly column: string;
    readonly month: Month | null;
    readonly formats: readonly string[];
  },
): CellProblem[] {
  const { reason } = reading;
  if (reason !== null)
    return [error('date-unreadable', column, reason === 'empty' ? 'empty' : detailOf(reason, { formats }), cell)];
  if (month && firstDay(reading) > lastDay(month))
    return [error('date-after-month', column, detailOf('after-month', { day: lastDay(month) }), cell)];
  return [];
}

/** Returns the first day of what is known of a date: of its year, of its month, or the day itself. */
const firstDay = ({ day, precision }: Extract<DateReading, { reason: null }>): string => {
  if (precision === 'day') return day;
  return precision === 'month' ? `${day.slice(0, 7)}-01` : `${day.slice(0, 4)}-01-01`;
};
