import type { TableMapping } from '../../definitions/hotline.ts';
import type { Engine } from '../../domain/engine.ts';
import { PRECISION } from '../../domain/facts-columns.ts';
import { lastDay, type Month, parseDay } from '../../domain/month.ts';
import type { Problem } from '../../domain/problem.ts';
import { type DateCells, swappedDates } from '../coding/swapped-dates.ts';
import { detailOf } from '../problems/detail-phrases.ts';
import { problem } from '../problems/problem.ts';
import type { DaySpan, Dictionary } from './dictionary.ts';
import { escapeBom, unescapeBom } from './sql.ts';

interface CodedTable {
  readonly mapping: TableMapping;
  readonly dictionaries: readonly Dictionary[];
}

/** A date column of a file, with the dictionary that contains its days. */
interface DateColumn {
  readonly heading: string;
  readonly formats: readonly string[];
  readonly dictionary: Dictionary;
  /** The columns of the dictionary that contain the day and how much of it is known. */
  readonly name: string;
  readonly precision: string;
}

/** The most distinct texts that are examined. A column of dates has few unreadable ones. */
const MOST_TEXTS = 10_000;

/**
 * Returns the problems that affect an entire date column, at most one per column: day and month look swapped, or every
 * date is unreadable and written in the same way. These problems do not name a record; the errors of single dates do.
 */
export async function dateColumnProblems(
  engine: Engine,
  tables: readonly CodedTable[],
  month: Month | null,
): Promise<Problem[]> {
  const suspects = tables.flatMap(dateColumns).filter(({ dictionary }) => isSuspect(dictionary.days, month));
  const columns = new Map(suspects.map((column) => [column.heading, column]));
  const problems: Problem[] = [];
  for (const column of columns.values()) {
    const found = columnProblem(column, await cellsOf(engine, column), month);
    if (found) problems.push(found);
  }
  return problems;
}

/**
 * Returns whether some date is unreadable or outside the month. Only then can day and month be swapped, and most
 * columns have no such date.
 */
const isSuspect = (days: DaySpan | null, month: Month | null): boolean =>
  days !== null && (days.hasUnreadable || (month !== null && !(days.first >= month && days.last <= lastDay(month))));

function dateColumns({ mapping, dictionaries }: CodedTable): DateColumn[] {
  return mapping.columns.flatMap(({ column, origin }) => {
    if (column.holds !== 'date' || origin.from !== 'cells') return [];
    return dictionaries.flatMap((dictionary) => {
      const nameOf = (wanted: string) => dictionary.values.find((value) => value.column.name === wanted)?.name;
      const name = nameOf(column.name);
      const precision = nameOf(PRECISION.name);
      if (name === undefined || precision === undefined) return [];
      return [{ heading: origin.source.heading, formats: origin.formats, dictionary, name, precision }];
    });
  });
}

/** Returns the column's days and its unreadable texts, each with its number of rows; dates not known are left out. */
async function cellsOf(
  engine: Engine,
  { dictionary: { rows: relation, where, relation: entries, on }, name, precision }: DateColumn,
): Promise<DateCells[]> {
  const rows =
    await engine.rows(`SELECT d.${name} AS day, CASE WHEN d.${name} IS NULL THEN ${escapeBom('d.c0')} END AS text,
      count(*) AS rows FROM (SELECT * FROM ${relation} WHERE ${where}) r JOIN ${entries} d ON ${on('r', 'd')}
    WHERE d.${precision} <> 'unknown' GROUP BY 1, 2 ORDER BY text NULLS FIRST, day LIMIT ${MOST_TEXTS}`);
  return rows.map(({ day, text, rows: count }) => ({
    day: day === null ? null : parseDay(String(day)),
    text: text === null ? '' : unescapeBom(text),
    rows: Number(count),
  }));
}

function columnProblem(
  { heading, formats }: DateColumn,
  cells: readonly DateCells[],
  month: Month | null,
): Problem | null {
  const place = { column: heading };
  const swapped = swappedDates(cells, formats, month);
  if (swapped) return problem('warning', 'dates-swapped', detailOf('dates-exchanged', { ...swapped, formats }), place);
  if (!isOfOtherFormat(cells)) return null;
  return problem('warning', 'date-unreadable', detailOf('all-in-other-format', { formats }), place);
}

/**
 * Returns whether the column has several dates, none can be read, and all nonempty ones are written in the same way.
 */
function isOfOtherFormat(cells: readonly DateCells[]): boolean {
  const filled = cells.filter(({ day, text }) => day !== null || text.trim() !== '');
  const rows = filled.reduce((sum, cell) => sum + cell.rows, 0);
  return (
    rows > 1 && filled.every(({ day }) => day === null) && new Set(filled.map(({ text }) => shape(text))).size === 1
  );
}

/** Returns the pattern of a text: 01/07/17 and 5/7/17 have the same one, and so do 1 jul 2017 and 12 agosto 2017. */
const shape = (text: string): string =>
  text
    .trim()
    .replace(/\d+/gu, '9')
    .replace(/\p{L}+/gu, 'a');
