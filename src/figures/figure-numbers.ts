import type { CodeLists } from '../domain/codes.ts';
import { cellCodes, secondDimension, specOf } from '../domain/dimensions.ts';
import type { SqlRow } from '../domain/engine.ts';
import type { Family } from '../domain/family.ts';
import { firstOfSeries, monthOf } from '../domain/month.ts';
import type { FigureDefinition, Merge, Sheet } from '../domain/sheet.ts';
import type { Table } from '../domain/tables.ts';
import { literal } from '../domain/text/escape.ts';
import { isSeries } from '../domain/time-series.ts';
import type { Answering } from './answers.ts';
import { anyOf, memberColumn } from './population.ts';

/** The numbers of one figure, for one sheet. */
export interface FigureNumbers {
  total: number;
  known: number;
  /** One row for each cell: `key`, `count`; of a cross `first`, `second`, `count`. */
  readonly rows: SqlRow[];
}

export const NO_RECORDS: FigureNumbers = { total: 0, known: 0, rows: [] };

/** The member that has all records, where they are not counted by member. */
export const ALL = '';

/** The sheet that figures are counted for, and the family whose members they are counted for instead. */
interface NumbersSource {
  readonly sheet: Sheet;
  readonly codes: CodeLists;
  readonly family?: Family;
}

/** Returns the relation of tallied records with each member that counts them; records without a code are left out. */
function tallied(table: Table, family: Family | undefined): string {
  const column = family && memberColumn(family);
  const member = column?.multi ? `unnest(list_distinct(${column.name}))` : (column?.name ?? literal(ALL));
  return `(SELECT *, ${member} AS member FROM tallied_${table})`;
}

/**
 * Counts one figure over the population from `gatherPopulation`, in one query for all members.
 * @returns its numbers by the member's code; without a family, by `ALL`. Members without records are missing.
 */
export async function countNumbers(
  engine: Answering,
  figure: FigureDefinition,
  source: NumbersSource,
): Promise<Map<string, FigureNumbers>> {
  const from = `FROM ${tallied(figure.counts, source.family)} WHERE ${condition(figure, source.sheet)}`;
  const numbers = new Map<string, FigureNumbers>();
  const add = async (sql: string, put: (to: FigureNumbers, row: SqlRow) => void): Promise<void> => {
    for (const row of await engine.rows(sql)) {
      const member = String(row.member);
      const own = numbers.get(member) ?? { total: 0, known: 0, rows: [] };
      put(own, row);
      numbers.set(member, own);
    }
  };
  await add(`SELECT member, sum(records) AS total ${from} GROUP BY member`, (to, { total }) => {
    to.total = Number(total);
  });
  if (figure.by) await add(cellsQuery(figure, from, source), ({ rows }, row) => rows.push(row));
  if (figure.classes)
    await add(knownQuery(figure, from, source), (to, { known }) => {
      to.known = Number(known);
    });
  return numbers;
}

/**
 * Returns the SQL condition of a figure's own population: the cell that it is part of, and recursively that figure's.
 */
function condition(figure: FigureDefinition, sheet: Sheet): string {
  const whole = sheet.figures.find(({ id }) => id === figure.partOf?.figure);
  if (!whole?.by || !figure.partOf) return 'true';
  const cell = figure.partOf.cell;
  const codes = mergesOf(whole, sheet).find(({ key }) => key === cell)?.codes ?? [cell];
  const column = columnOf(whole);
  const own = isMulti(whole) ? anyOf(column, codes) : `${column} IN (${codes.map(literal).join(', ')})`;
  return `${own} AND ${condition(whole, sheet)}`;
}

/**
 * Returns the query of the records per member and cell; a record counts once in a cell, however often its values name
 * it. The rows of a cross have two codes.
 */
function cellsQuery(figure: FigureDefinition, from: string, { sheet }: NumbersSource): string {
  const column = columnOf(figure);
  if (figure.cross) {
    const second = specOf(secondDimension(figure))?.column;
    return `SELECT member, ${column} AS first, ${second} AS second, sum(records) AS count ${from} GROUP BY ALL`;
  }
  const merged = mergesOf(figure, sheet).flatMap(({ key, codes }) =>
    codes.map((code) => `WHEN ${literal(code)} THEN ${literal(key)}`),
  );
  const keyOf = (value: string): string =>
    merged.length > 0 ? `CASE ${value} ${merged.join(' ')} ELSE ${value} END` : value;
  const keys = `unnest(list_distinct(list_transform(value, lambda code: ${keyOf('code')})))`;
  // lists are grouped before they are unnested, because few of them are distinct
  return `SELECT member, key, sum(count) AS count
    FROM (SELECT member, ${isMulti(figure) ? keys : keyOf('value')} AS key, count
      FROM (SELECT member, ${column} AS value, sum(records) AS count ${from} GROUP BY ALL)) GROUP BY ALL`;
}

/** Returns the merged codes of a figure: its own merges or, for a series, the first, partial month with the next. */
function mergesOf({ by, merge }: FigureDefinition, { period }: Sheet): readonly Pick<Merge, 'key' | 'codes'>[] {
  const first = firstOfSeries(period.from);
  const partial = monthOf(period.from);
  return isSeries(by) && partial !== first ? [{ key: first, codes: [partial, first] }] : merge;
}

/** Returns the query of the records with at least one place among the figure's cells, per member. */
function knownQuery(figure: FigureDefinition, from: string, { codes }: NumbersSource): string {
  const places = anyOf('states', cellCodes(figure, codes));
  return `SELECT member, sum(records) AS known ${from} AND ${places} GROUP BY member`;
}

/** The column of the tallied relations that has a figure's dimension. */
const columnOf = (figure: FigureDefinition): string => specOf(figure)?.column ?? 'on_month';

export const isMulti = (figure: FigureDefinition): boolean => specOf(figure)?.multi ?? false;
