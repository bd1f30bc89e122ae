import { formatPrecision } from '../../domain/date-format.ts';
import { type Day, type Month, monthOf, toDay } from '../../domain/month.ts';
import { dateReader } from './code-date.ts';

/** Cells of a date column with the same text or the same day. */
export interface DateCells {
  /** The day that they mean; null if they are unreadable. */
  readonly day: Day | null;
  /** The text of unreadable cells; not needed for readable ones. */
  readonly text: string;
  /** The number of rows that have them. */
  readonly rows: number;
}

/** The number of a column's dates that look as if a program with another locale had swapped day and month. */
export interface SwappedDates {
  readonly swapped: number;
  /** The number of all dates in the column that can be read in one order or the other. */
  readonly dates: number;
}

/** The fewest dates that count as evidence; fewer may be in the export's month by chance. */
const BY_CHANCE = 3;

/**
 * Decides whether day and month look swapped in a column, as a spreadsheet program with another locale writes them:
 * 7/1/2017 for 1 July under DD/MM/YYYY, or a real date of 7 January in a workbook. There are two signs:
 *
 * - More dates can be read only in the swapped order (the "month" exceeds 12) than only in the agreed order.
 * - Most dates of an export are in its month. At least half of the dates outside the month, and at least three, would
 *   be in it if day and month were swapped: in an export of July, all of them are on the 7th of their month.
 *
 * @param formats the agreed formats of the column
 * @param month the export's month; null if it is not known: then only the first sign counts
 * @returns the number of dates that look swapped, or null if neither sign is present
 */
export function swappedDates(
  cells: Iterable<DateCells>,
  formats: readonly string[],
  month: Month | null,
): SwappedDates | null {
  const count = countOrders(cells, formats, month);
  const { onlyAgreed, onlyExchanged, outside, intoMonth, either } = count;
  const moved = onlyExchanged + intoMonth;
  // a single such date is an error with its own reason
  const isOtherOrder = onlyExchanged > onlyAgreed && onlyExchanged + either > 1;
  const isOtherMonth = moved >= BY_CHANCE && moved >= outside - intoMonth;
  if (!isOtherOrder && !isOtherMonth) return null;
  return { swapped: month === null ? onlyExchanged + either : moved, dates: count.dates };
}

/** The possible readings of a date: in one order only, the same day in both (7 July), or a different day in each. */
type Order = 'onlyAgreed' | 'onlyExchanged' | 'same' | 'either';

/** The number of rows by the possible readings of their dates. */
interface Orders extends Record<Order, number> {
  dates: number;
  /** The number of dates outside the export's month. */
  outside: number;
  /** The number of these dates that would be in the month with day and month swapped. */
  intoMonth: number;
}

function countOrders(cells: Iterable<DateCells>, formats: readonly string[], month: Month | null): Orders {
  const withDay = formats.filter((format) => formatPrecision(format) === 'day' && !format.includes('MMMM'));
  const readExchanged = dateReader(withDay.map(exchanged), null);
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

/** Swaps day and month in a format. */
const exchanged = (format: string): string => format.replace(/MM?|DD?/gu, (part) => (part.startsWith('M') ? 'D' : 'M'));

const exchangedDay = (day: Day): Day | null =>
  toDay(Number(day.slice(0, 4)), Number(day.slice(8)), Number(day.slice(5, 7)));
