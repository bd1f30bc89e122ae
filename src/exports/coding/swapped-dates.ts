import { type Day, type Month, monthOf, toDay } from '../../domain/month.ts';
import { dateReader } from './code-date.ts';

/** Cells of a date column that are the same, or the same day. */
export interface DateCells {
  /** The day they are read as; null where they are unreadable. */
  readonly day: Day | null;
  /** The text of unreadable cells; of readable ones it is not needed. */
  readonly text: string;
  /** How many rows have them. */
  readonly rows: number;
}

/** How many of a column's dates look as if a program of another locale had exchanged day and month. */
export interface SwappedDates {
  readonly swapped: number;
  /** All dates of the column that can be read, in one order or the other. */
  readonly dates: number;
}

/** So few dates may fall on the day of the export's month by chance. */
const BY_CHANCE = 3;

/**
 * Decides whether day and month look exchanged in a column, as a spreadsheet program of another locale leaves them: 7/1/2017 for
 * 1 July under DD/MM/YYYY, or a real date of 7 January in a workbook. There are two signs of it:
 *
 * - dates that can only be read in the exchanged order (the "month" exceeds 12) outnumber those that can only be read as agreed;
 * - of the dates outside the export's month, which holds most dates of an export, at least half (and three) would be in it if day and
 *   month were exchanged: all of them on the 7th of their month, in an export of July.
 *
 * @param formats the agreed formats of the column
 * @param month the export's month; null where it is not known: the first sign alone counts then
 * @returns how many dates look exchanged, or null where nothing points to it
 */
export function swappedDates(
  cells: Iterable<DateCells>,
  formats: readonly string[],
  month: Month | null,
): SwappedDates | null {
  const count = countOrders(cells, formats, month);
  const { onlyAgreed, onlyExchanged, outside, intoMonth, either } = count;
  const moved = onlyExchanged + intoMonth;
  // one such date alone is an error with its own reason
  const isOtherOrder = onlyExchanged > onlyAgreed && onlyExchanged + either > 1;
  const isOtherMonth = moved >= BY_CHANCE && moved >= outside - intoMonth;
  if (!isOtherOrder && !isOtherMonth) return null;
  return { swapped: month === null ? onlyExchanged + either : moved, dates: count.dates };
}

/** What a date may be: read in one order only, the same day in both (7 July), or another day in each. */
type Order = 'onlyAgreed' | 'onlyExchanged' | 'same' | 'either';

/** Rows by what their dates may be. */
interface Orders extends Record<Order, number> {
  dates: number;
  /** Dates outside the export's month. */
  outside: number;
  /** Of these, dates that would be in the month with day and month exchanged. */
  intoMonth: number;
}

function countOrders(cells: Iterable<DateCells>, formats: readonly string[], month: Month | null): Orders {
  const readExchanged = dateReader(formats.map(exchanged), null);
  const count: Orders = { dates: 0, onlyAgreed: 0, onlyExchanged: 0, same: 0, either: 0, outside: 0, intoMonth: 0 };
  for (const { day, text, rows } of cells) {
    const other = day === null ? readExchanged(text).day : exchangedDay(day);
    const order = orderOf(day, other);
    if (order === null) continue;
    count.dates += rows;
    count[order] += rows;
    if (day === null || month === null || monthOf(day) === month) continue;
    count.outside += rows;
    if (other !== null && monthOf(other) === month) count.intoMonth += rows;
  }
  return count;
}

function orderOf(day: Day | null, other: Day | null): Order | null {
  if (day === null) return other === null ? null : 'onlyExchanged';
  if (other === null) return 'onlyAgreed';
  return other === day ? 'same' : 'either';
}

/** A format with day and month in each other's place. */
const exchanged = (format: string): string => format.replace(/MM?|DD?/gu, (part) => (part.startsWith('M') ? 'D' : 'M'));

const exchangedDay = (day: Day): Day | null =>
  toDay(Number(day.slice(0, 4)), Number(day.slice(8)), Number(day.slice(5, 7)));
