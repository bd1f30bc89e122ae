import { type Counter, fill } from './fill.ts';
import type { UserTexts } from './user-texts.ts';

/** One table that was checked, as far as its line needs it. */
export interface CheckedCounts {
  readonly status: 'accepted' | 'rejected';
  readonly records: number;
  readonly rowsInError: number;
  /** How many rows with errors the hotline's agreement allows. */
  readonly tolerance: number;
  readonly warnings: number;
}

/** What `factsheets check` prints besides the problems themselves. */
export const checkCommandWords = (texts: UserTexts['check'], counter: Counter) => ({
  /** The outcome of a table; `place` is its file, and its name where the file has several. */
  result: (place: string, { status, records, rowsInError, tolerance, warnings }: CheckedCounts): string => {
    const allowed = tolerance === 0 ? texts.noneAllowed : counter.text(texts.allowed, tolerance);
    return fill(texts.result, {
      place,
      status: texts.statuses[status],
      records: counter.text(texts.records, records),
      errors: `${counter.text(texts.errors, rowsInError)}${rowsInError > 0 ? ` ${allowed}` : ''}`,
      warnings: counter.text(texts.warnings, warnings),
    });
  },
  value: (value: string, count: number, nearest: readonly string[]): string => {
    const quoted = (name: string): string => fill(texts.quoted, { name });
    const times = counter.text(texts.times, count);
    const near = nearest.length > 0 ? fill(texts.nearest, { values: nearest.map(quoted).join(', ') }) : '';
    return `    ${quoted(value)}, ${times}${near}`;
  },
  moreValues: (count: number): string => `    ${counter.text(texts.moreValues, count)}`,
  missing: (hotline: string, month: string, tables: readonly string[]): string =>
    fill(texts.missing, { hotline, month, tables: tables.join(', ') }),
  noMonth: texts.noMonth,
});

/** What `factsheets status` prints about uploads. */
export const statusCommandWords = (texts: UserTexts['status'], counter: Counter) => ({
  ...texts,
  records: (count: number): string => counter.text(texts.records, count),
  errors: (count: number): string => counter.text(texts.errors, count),
  warnings: (count: number): string => counter.text(texts.warnings, count),
});
