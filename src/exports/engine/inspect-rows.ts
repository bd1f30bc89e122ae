import type { RowFilter } from '../../definitions/hotline.ts';
import type { Engine } from '../../domain/engine.ts';
import { literal } from '../../domain/text/escape.ts';
import { nameMatcher } from '../../domain/text/name-pattern.ts';
import { WITHOUT_VALUE } from '../container/workbook/unreadable-cells.ts';
import { isCompleteId, type LaidOutText, type NeededColumn } from '../layout/lay-out-text.ts';
import { sourceKey } from '../layout/sources.ts';
import { detailOf } from '../problems/detail-phrases.ts';
import { rejection } from '../problems/problem.ts';
import type { ProblemRelation } from '../problems/problem-relation.ts';
import { LONGEST_CELL } from './exact-rows.ts';
import { ALTERED, alterationDetail, formPattern, WITH_APOSTROPHE, WITH_DECIMALS } from './id-forms.ts';
import { storeRows } from './stored-rows.ts';

/** Properties of a file's rows before their cells are coded. */
export interface InspectedRows {
  /** The number of rows with content, complete or broken. */
  readonly records: number;
  /** Whether some row is broken, or lacks an id that every record needs. */
  readonly hasGaps: boolean;
}

/** The rows of a file, and the filters that its tables have. */
interface RowsToInspect extends Pick<LaidOutText, 'columns' | 'isWorkbook'> {
  readonly filters: readonly RowFilter[];
  /** The size of the file's text, in bytes. */
  readonly bytes: number;
}

/**
 * The most rows with a cell of the maximum length. More rows mean that a column of narratives is under the heading of a
 * code, or that the file is an attack on memory.
 */
const MOST_LONG_ROWS = 1000;

/**
 * Counts the rows of a relation, and adds a problem for each altered id and each row that looks like a total. Restores
 * ids whose original form is certain (`2001.0`, `'0001`). Most files have neither, which one statement determines. A
 * total that a filter of the hotline's file lists is not a problem: the filter decides about its row.
 *
 * @throws Rejection `too-large-or-slow` if too many rows have a cell that is longer than any code, date or id
 */
export async function inspectRows(
  engine: Engine,
  relation: string,
  { columns, isWorkbook, filters, bytes }: RowsToInspect,
  problems: ProblemRelation,
): Promise<InspectedRows> {
  const ids = columns.filter(isCompleteId);
  const counted = await countSuspects(engine, relation, columns, ids);
  if (counted.long > MOST_LONG_ROWS)
    throw rejection('too-large-or-slow', `${counted.long} rows have a cell of ${LONGEST_CELL} characters or more`);
  if (counted.altered > 0 || ids.some(({ forms }) => forms.length > 0)) {
    for (const column of ids) await problems.addWorded(idProblems(relation, column, isWorkbook));
    if (counted.altered > 0) await restoreIds(engine, relation, ids, bytes);
  }
  if (counted.totals > 0) {
    const listed = await listedTotals(engine, relation, columns, filters);
    await problems.addWorded(totalRows(relation, columns, listed));
  }
  return { records: counted.records, hasGaps: counted.gaps > 0 };
}

async function countSuspects(
  engine: Engine,
  relation: string,
  columns: readonly NeededColumn[],
  ids: readonly NeededColumn[],
): Promise<Record<'records' | 'long' | 'gaps' | 'altered' | 'totals', number>> {
  const cells = joinCells(columns);
  const conditions = {
    records: 'true',
    long: columns.map(({ name }) => `strlen(${name}) >= ${LONGEST_CELL}`).join(' OR ') || 'false',
    gaps: ["lineError <> ''", ...columns.filter(({ isRequired }) => isRequired).map(({ name }) => `${name} = ''`)].join(
      ' OR ',
    ),
    altered: matches(joinCells(ids), `(?m)${ALTERED}`),
    totals: `contains(lower(${cells}), 'total')`,
  };
  const counts = Object.entries(conditions).map(
    ([name, condition]) => `count(*) FILTER (WHERE ${condition}) AS ${name}`,
  );
  const [row] = await engine.rows(`SELECT ${counts.join(', ')} FROM ${relation}`);
  const of = (name: keyof typeof conditions): number => Number(row?.[name] ?? 0);
  return { records: of('records'), long: of('long'), gaps: of('gaps'), altered: of('altered'), totals: of('totals') };
}

const joinCells = (columns: readonly NeededColumn[]): string =>
  `concat_ws(chr(10), ${["''", ...columns.map(({ name }) => name)].join(', ')})`;

/**
 * Returns SQL for the problems of an id column. An id in a form from the hotline's file is trusted, whatever else it
 * looks like.
 */
function idProblems(relation: string, { name, heading, forms }: NeededColumn, isWorkbook: boolean): string {
  // an error in a workbook's cell is already a problem: the cell has no value
  const own = isWorkbook ? `lineError = '' AND ${name} <> ${literal(WITHOUT_VALUE)}` : "lineError = ''";
  const inForm = forms.map((form) => matches(name, formPattern(form))).join(' OR ') || 'false';
  const problem = (condition: string, code: string, detail: string, phrase = 'NULL'): string =>
    `SELECT record, ${literal(heading)}, 'warning', '${code}', ${detail}, ${name}, ${phrase} FROM ${relation}
     WHERE ${own} AND NOT (${inForm}) AND ${condition}`;
  const altered = problem(matches(name, ALTERED), 'id-altered', alterationDetail(name));
  if (forms.length === 0) return altered;
  const { detail, phrase } = detailOf('id-forms', { forms });
  const expected = [literal(detail), literal(JSON.stringify(phrase))] as const;
  return `${altered} UNION ALL ${problem(`${name} <> '' AND NOT ${matches(name, ALTERED)}`, 'id-form', ...expected)}`;
}

/** "Total", "Grand totals (24 records)", "Subtotal:", "Total de casos: 24", folded. */
const TOTAL =
  '^[^a-z]*(?:gran|grand)?[^a-z]*(?:sub[- ]?)?total(?:s|es|is)?(?: general| geral| global)?(?: (?:de|of) [a-z ]+)?[^a-z]*(?:[(].*[)])?[^a-z]*$';

const isLabel = (name: string): string => matches(`lower(strip_accents(${name}))`, TOTAL);

/** Returns the SQL conditions that a cell is a total's label which a filter lists. */
async function listedTotals(
  engine: Engine,
  relation: string,
  columns: readonly NeededColumn[],
  filters: readonly RowFilter[],
): Promise<string[]> {
  const conditions: string[] = [];
  for (const { key, name } of columns) {
    const own = filters.filter(({ source }) => sourceKey(source) === key);
    const isListed = nameMatcher(own.flatMap(({ values, ignored }) => [...values, ...ignored]));
    const rows =
      own.length === 0
        ? []
        : await engine.rows(`SELECT DISTINCT ${name} AS cell FROM ${relation} WHERE ${isLabel(name)}`);
    const listed = rows.map(({ cell }) => String(cell)).filter((cell) => isListed(cell) !== null);
    if (listed.length > 0) conditions.push(`${name} IN (${listed.map(literal).join(', ')})`);
  }
  return conditions;
}

/**
 * Returns SQL for the problems of rows whose nonempty cells are only a total's label and numbers.
 *
 * @param listed SQL conditions of rows that are known
 */
function totalRows(relation: string, columns: readonly NeededColumn[], listed: readonly string[]): string {
  const names = columns.map(({ name }) => name);
  const isPlain = (name: string): string => `(${matches(name, '^[0-9 .,%$-]*$')} OR ${isLabel(name)})`;
  return `SELECT record, NULL, 'error', 'total-row', '', NULL, NULL FROM ${relation}
    WHERE lineError = '' AND (${names.map(isLabel).join(' OR ')}) AND ${names.map(isPlain).join(' AND ')}
      AND NOT (${listed.join(' OR ') || 'false'})`;
}

/** Replaces the relation, a view, by a view of stored rows with restored ids. */
async function restoreIds(
  engine: Engine,
  relation: string,
  ids: readonly NeededColumn[],
  bytes: number,
): Promise<void> {
  const restored = ids.map(({ name }) => `${restoredId(name)} AS ${name}`).join(', ');
  const rows = `${relation}_restored`;
  await storeRows(engine, rows, `SELECT * REPLACE (${restored}) FROM ${relation}`, bytes);
  await engine.run(`CREATE OR REPLACE VIEW ${relation} AS SELECT * EXCLUDE line FROM ${rows}`);
}

const restoredId = (name: string): string =>
  [WITH_DECIMALS, WITH_APOSTROPHE].reduce((id, pattern) => `regexp_replace(${id}, ${literal(pattern)}, '\\1')`, name);

const matches = (text: string, pattern: string): string => `regexp_matches(${text}, ${literal(pattern)})`;
