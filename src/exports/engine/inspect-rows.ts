import type { Engine } from '../../domain/engine.ts';
import { literal } from '../../domain/sql-literal.ts';
import { WITHOUT_VALUE } from '../container/workbook/odd-cells.ts';
import type { LaidOutText, NeededColumn } from '../layout/lay-out-text.ts';
import { detailOf } from '../problems/detail-phrases.ts';
import { rejection } from '../problems/problem.ts';
import type { ProblemRelation } from '../problems/problem-relation.ts';
import { LONGEST_CELL } from './exact-rows.ts';
import { ALTERED, alterationDetail, formPattern, WITH_APOSTROPHE, WITH_DECIMALS } from './id-forms.ts';
import { linesName } from './load-records.ts';

/** What is known of a file's rows before their cells are coded. */
export interface InspectedRows {
  /** Rows with content, whole or broken. */
  readonly records: number;
  /** Whether some row is broken, or lacks an id that every record needs. */
  readonly hasGaps: boolean;
}

/** Rows with a cell as long as is read of any: a column of narratives under the heading of a code, or an attack on memory. */
const MOST_LONG_ROWS = 1000;

/**
 * Counts the rows of a relation, and adds a problem for each id that has lost its form and each row that looks like a total. Ids whose
 * form can be given back (`2001.0`, `'0001`) are given it back. Most files have nothing of the kind, which one statement finds out.
 *
 * @throws Rejection `too-large-or-slow` where too many rows have a cell longer than any code, date or id
 */
export async function inspectRows(
  engine: Engine,
  relation: string,
  { columns, isWorkbook }: Pick<LaidOutText, 'columns' | 'isWorkbook'>,
  problems: ProblemRelation,
): Promise<InspectedRows> {
  const ids = columns.filter(({ isId }) => isId);
  const counted = await countSuspects(engine, relation, columns, ids);
  if (counted.long > MOST_LONG_ROWS)
    throw rejection('too-large-or-slow', `${counted.long} rows have a cell of ${LONGEST_CELL} characters or more`);
  if (counted.altered > 0 || ids.some(({ forms }) => forms.length > 0)) {
    for (const column of ids) await problems.addWorded(idProblems(relation, column, isWorkbook));
    await restoreIds(engine, relation, ids);
  }
  if (counted.totals > 0) await problems.addWorded(totalRows(relation, columns));
  return { records: counted.records, hasGaps: counted.gaps > 0 };
}

async function countSuspects(
  engine: Engine,
  relation: string,
  columns: readonly NeededColumn[],
  ids: readonly NeededColumn[],
): Promise<Record<'records' | 'long' | 'gaps' | 'altered' | 'totals', number>> {
  const cells = joined(columns);
  const conditions = {
    records: 'true',
    long: columns.map(({ name }) => `strlen(${name}) >= ${LONGEST_CELL}`).join(' OR ') || 'false',
    gaps: ["fault <> ''", ...ids.filter(({ isRequired }) => isRequired).map(({ name }) => `${name} = ''`)].join(' OR '),
    altered: matches(joined(ids), `(?m)${ALTERED}`),
    totals: `contains(lower(${cells}), 'total')`,
  };
  const counts = Object.entries(conditions).map(
    ([name, condition]) => `count(*) FILTER (WHERE ${condition}) AS ${name}`,
  );
  const [row] = await engine.rows(`SELECT ${counts.join(', ')} FROM ${relation}`);
  const of = (name: keyof typeof conditions): number => Number(row?.[name] ?? 0);
  return { records: of('records'), long: of('long'), gaps: of('gaps'), altered: of('altered'), totals: of('totals') };
}

const joined = (columns: readonly NeededColumn[]): string =>
  `concat_ws(chr(10), ${["''", ...columns.map(({ name }) => name)].join(', ')})`;

/** An id in the form that the hotline's file gives is trusted, whatever else it looks like. */
function idProblems(relation: string, { name, heading, forms }: NeededColumn, isWorkbook: boolean): string {
  // an error of a workbook's cell is a problem already: the cell has no value
  const own = isWorkbook ? `fault = '' AND ${name} <> ${literal(WITHOUT_VALUE)}` : "fault = ''";
  const inForm = forms.map((form) => matches(name, formPattern(form))).join(' OR ') || 'false';
  const problem = (condition: string, code: string, detail: string, phrase = 'NULL'): string =>
    `SELECT record, ${literal(heading)}, 'warning', '${code}', ${detail}, ${name}, ${phrase} FROM ${relation}
     WHERE ${own} AND NOT (${inForm}) AND ${condition}`;
  const altered = problem(matches(name, ALTERED), 'id-altered', alterationDetail(name, literal));
  if (forms.length === 0) return altered;
  const { detail, phrase } = detailOf('id-forms', { forms });
  const expected = [literal(detail), literal(JSON.stringify(phrase))] as const;
  return `${altered} UNION ALL ${problem(`${name} <> '' AND NOT ${matches(name, ALTERED)}`, 'id-form', ...expected)}`;
}

/** "Total", "Grand totals (24 records)", "Subtotal:", "Total de casos: 24", folded. */
const TOTAL =
  '^[^a-z]*(?:gran|grand)?[^a-z]*(?:sub[- ]?)?total(?:s|es|is)?(?: general| geral| global)?(?: (?:de|of) [a-z ]+)?[^a-z]*(?:[(].*[)])?[^a-z]*$';

/** The problems of rows whose filled cells are a total's label and numbers. */
function totalRows(relation: string, columns: readonly NeededColumn[]): string {
  const names = columns.map(({ name }) => name);
  const isLabel = (name: string): string => matches(`lower(strip_accents(${name}))`, TOTAL);
  const isPlain = (name: string): string => `(${matches(name, '^[0-9 .,%$-]*$')} OR ${isLabel(name)})`;
  return `SELECT record, NULL, 'error', 'total-row', '', NULL, NULL FROM ${relation}
    WHERE fault = '' AND (${names.map(isLabel).join(' OR ')}) AND ${names.map(isPlain).join(' AND ')}`;
}

async function restoreIds(engine: Engine, relation: string, ids: readonly NeededColumn[]): Promise<void> {
  for (const { name } of ids)
    for (const pattern of [WITH_DECIMALS, WITH_APOSTROPHE])
      await engine.run(
        `UPDATE ${linesName(relation)} SET ${name} = regexp_replace(${name}, ${literal(pattern)}, '\\1') WHERE ${matches(name, pattern)}`,
      );
}

const matches = (text: string, pattern: string): string => `regexp_matches(${text}, ${literal(pattern)})`;
