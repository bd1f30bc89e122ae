import { visible } from '../domain/codes.ts';
import { type Day, dayOf, lastDay, type Month } from '../domain/month.ts';
import { type CellFault, error } from './cell-coding.ts';
import { detailOf } from './detail-phrases.ts';

/** A time of day after a date, in any of the ways reports write it; it is checked and dropped. */
const TIME =
  /(?:T|\s*,\s*|\s+)(?:[01]?\d|2[0-4])[:.][0-5]\d(?:[:.][0-5]\d(?:[.,]\d{1,9})?)?(?:\s*[ap]\.?\s?m\.?)?(?:\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$/iu;

const FORMAT_PARTS = /YYYY|MM?|DD?|[^YMD]/gu;

interface DatePattern {
  readonly expression: RegExp;
  readonly order: readonly string[];
}

function pattern(format: string): DatePattern {
  const parts = format.match(FORMAT_PARTS) ?? [];
  const expression = parts.map((part) =>
    part === 'YYYY' ? '(\\d{4})' : /^[MD]/u.test(part) ? '(\\d{1,2})' : `[${part}]`,
  );
  const order = parts.flatMap((part) => (/^[YMD]/u.test(part) ? [part.charAt(0)] : []));
  return { expression: new RegExp(`^${expression.join('')}$`, 'u'), order };
}

/** Reads days written in one of the formats, with or without a time; `M` and `MM` both take one digit or two. */
export function dateReader(formats: readonly string[]): (cell: string) => Day | null {
  const patterns = formats.map(pattern);
  return (cell) => {
    const date = visible(cell).trim().replace(TIME, '').trim();
    for (const { expression, order } of patterns) {
      const match = expression.exec(date);
      if (!match) continue;
      const part = (name: string): number => Number(match[order.indexOf(name) + 1]);
      const day = dayOf(part('Y'), part('M'), part('D'));
      if (day) return day;
    }
    return null;
  };
}

/** Whether a cell is written in one of the formats, and no calendar has its day: 31 June. */
function isNoSuchDay(cell: string, formats: readonly string[]): boolean {
  const date = visible(cell).trim().replace(TIME, '').trim();
  return formats.some((format) => pattern(format).expression.test(date));
}

/** The fault of a date, or none: unreadable, or after the end of the export's month (null: no month to compare with). */
export function dateFault(
  day: Day | null,
  month: Month | null,
  column: string,
  cell: string,
  formats: readonly string[],
): CellFault[] {
  if (!day)
    return [
      error(
        'date-unreadable',
        column,
        detailOf(isNoSuchDay(cell, formats) ? 'no-such-day' : 'date-formats', { formats }),
        cell,
      ),
    ];
  if (month && day > lastDay(month))
    return [error('date-after-month', column, detailOf('after-month', { day: lastDay(month) }), cell)];
  return [];
}
