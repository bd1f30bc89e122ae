import type { TableMapping } from '../../definitions/hotline.ts';
import type { Engine } from '../../domain/engine.ts';
import { lastDay, type Month, parseDay } from '../../domain/month.ts';
import type { Problem } from '../../domain/problem.ts';
import { type DateCells, swappedDates } from '../coding/swapped-dates.ts';
import { detailOf } from '../problems/detail-phrases.ts';
import { problem } from '../problems/problem.ts';
import type { DaySpan, Dictionary, RawRecords } from './dictionary.ts';
import { asStored, guarded } from './sql.ts';

/** A table's coded columns. */
interface CodedTable {
  readonly mapping: TableMapping;
  readonly dictionaries: readonly Dictionary[];
}

/** A date column of a file, with the dictionary that has its days. */
interface DateColumn {
  readonly heading: string;
  readonly formats: readonly string[];
  readonly dictionary: Dictionary;
  /** The dictionary's column of the day. */
  readonly name: string;
}

/** Different unreadable texts that are looked at; a column has few, or is no column of dates. */
const MOST_TEXTS = 10_000;

/**
 * What is wrong with the date columns of a file as columns, one problem each: day and month look exchanged, or every date is
 * unreadable and written the same way. Neither names a record: the errors of single dates do.
 */
export async function dateColumnProblems(
  engine: Engine,
  raw: RawRecords,
  tables: readonly CodedTable[],
  month: Month | null,
): Promise<Problem[]> {
  const suspects = tables.flatMap(dateColumns).filter(({ dictionary }) => isSuspect(dictionary.days, month));
  const columns = new Map(suspects.map((column) => [column.heading, column]));
  const problems: Problem[] = [];
  for (const column of columns.values()) {
    const found = columnProblem(column, await cellsOf(engine, raw, column), month);
    if (found) problems.push(found);
  }
  return problems;
}

/** Whether some date is unreadable or outside the month: only then can day and month be exchanged. Most columns have none. */
const isSuspect = (days: DaySpan | null, month: Month | null): boolean =>
  days !== null && (days.hasUnreadable || (month !== null && !(days.first >= month && days.last <= lastDay(month))));

function dateColumns({ mapping, dictionaries }: CodedTable): DateColumn[] {
  return mapping.columns.flatMap(({ column, origin }) => {
    if (column.holds !== 'date' || origin.from !== 'cells') return [];
    return dictionaries.flatMap((dictionary) => {
      const name = dictionary.values.find((value) => value.column.name === column.name)?.name;
      return name === undefined ? [] : [{ heading: origin.source.heading, formats: origin.formats, dictionary, name }];
    });
  });
}

/** The column's days, and its unreadable texts, each with its rows. */
async function cellsOf(
  engine: Engine,
  { relation }: RawRecords,
  { dictionary: { where, relation: entries, on }, name }: DateColumn,
): Promise<DateCells[]> {
  const rows =
    await engine.rows(`SELECT d.${name} AS day, CASE WHEN d.${name} IS NULL THEN ${guarded('d.c0')} END AS text,
      count(*) AS rows FROM (SELECT * FROM ${relation} WHERE ${where}) r JOIN ${entries} d ON ${on('r', 'd')}
    GROUP BY 1, 2 ORDER BY text NULLS FIRST, day LIMIT ${MOST_TEXTS}`);
  return rows.map(({ day, text, rows: count }) => ({
    day: day === null ? null : parseDay(String(day)),
    text: text === null ? '' : asStored(text),
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

/** Whether no date of several can be read, and all that are filled in are written alike. */
function isOfOtherFormat(cells: readonly DateCells[]): boolean {
  const filled = cells.filter(({ day, text }) => day !== null || text.trim() !== '');
  const rows = filled.reduce((sum, cell) => sum + cell.rows, 0);
  return (
    rows > 1 && filled.every(({ day }) => day === null) && new Set(filled.map(({ text }) => shape(text))).size === 1
  );
}

/** How a text is written: 01/07/17 and 5/7/17 alike, 1 jul 2017 and 12 agosto 2017 alike. */
const shape = (text: string): string =>
  text
    .trim()
    .replace(/\d+/gu, '9')
    .replace(/\p{L}+/gu, 'a');
