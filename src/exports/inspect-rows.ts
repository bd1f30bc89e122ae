import type { Engine } from '../domain/engine.ts';
import { literal } from '../domain/sql-literal.ts';
import { ALTERED, alterationDetail, formPattern, WITH_APOSTROPHE, WITH_DECIMALS } from './id-forms.ts';
import type { LaidOutText, NeededColumn } from './lay-out-text.ts';
import { linesName } from './load-records.ts';
import type { ProblemRelation } from './problem-relation.ts';
import { WITHOUT_VALUE } from './reading.ts';

/** Rows of a file and what of them is suspicious as a row, whatever their codes are. */
export interface InspectedRows {
  /** Rows with content, whole or broken. */
  readonly records: number;
}

/** A kind of suspicious row: a SQL condition, and a query of its problems. */
interface Suspicion {
  readonly condition: string;
  readonly problems: string;
}

/**
 * Counts the rows of a relation, and adds a problem for each id that has lost its form and each row that looks like a total. Ids whose
 * form can be given back (`2001.0`, `'0001`) are given it back.
 */
export async function inspectRows(
  engine: Engine,
  relation: string,
  { columns, isWorkbook }: Pick<LaidOutText, 'columns' | 'isWorkbook'>,
  problems: ProblemRelation,
): Promise<InspectedRows> {
  const ids = columns.filter(({ isId }) => isId);
  const suspicions = [
    ...ids.flatMap((column) => idSuspicions(relation, column, isWorkbook)),
    ...(columns.length > 0 ? [totalRow(relation, columns)] : []),
  ];
  const counts = suspicions.map(({ condition }, at) => `count(*) FILTER (WHERE ${condition}) AS n${at}`);
  const [counted] = await engine.rows(`SELECT ${['count(*) AS records', ...counts].join(', ')} FROM ${relation}`);
  const found = suspicions.filter((_suspicion, at) => Number(counted?.[`n${at}`]) > 0);
  for (const { problems: query } of found) await problems.addQuery(query);
  if (found.length > 0) await restoreIds(engine, relation, ids);
  return { records: Number(counted?.records ?? 0) };
}

/** An id in the form that the hotline's file gives is trusted, whatever else it looks like. */
function idSuspicions(relation: string, { name, heading, forms }: NeededColumn, isWorkbook: boolean): Suspicion[] {
  const inForm = forms.map((form) => matches(name, formPattern(form))).join(' OR ');
  // an error of a workbook's cell is a problem already: the cell has no value
  const own = isWorkbook ? `fault = '' AND ${name} <> ${literal(WITHOUT_VALUE)}` : "fault = ''";
  const altered = `${own} AND ${matches(name, ALTERED)}${inForm === '' ? '' : ` AND NOT (${inForm})`}`;
  const detail = alterationDetail(name, literal);
  const suspicion = (condition: string, code: string, text: string): Suspicion => ({
    condition,
    problems: `SELECT record, ${literal(heading)}, 'warning', '${code}', ${text}, ${name} FROM ${relation} WHERE ${condition}`,
  });
  if (inForm === '') return [suspicion(altered, 'id-altered', detail)];
  const formless = `${own} AND ${name} <> '' AND NOT ${matches(name, ALTERED)} AND NOT (${inForm})`;
  return [
    suspicion(altered, 'id-altered', detail),
    suspicion(formless, 'id-form', literal(`expected the form ${forms.join(' or ')}`)),
  ];
}

/** "Total", "Grand totals (24 records)", "Subtotal:", "Total de casos: 24", folded. */
const TOTAL =
  '^[^a-z]*(?:gran|grand)?[^a-z]*(?:sub[- ]?)?total(?:s|es|is)?(?: general| geral| global)?(?: (?:de|of) [a-z ]+)?[^a-z]*(?:[(].*[)])?[^a-z]*$';

/** A row whose filled cells are a total's label and numbers. Most files hold no such word, which is found out first. */
function totalRow(relation: string, columns: readonly NeededColumn[]): Suspicion {
  const names = columns.map(({ name }) => name);
  const hasWord = names.map((name) => `contains(lower(${name}), 'total')`).join(' OR ');
  const isLabel = (name: string): string => matches(`lower(strip_accents(${name}))`, TOTAL);
  const isPlain = (name: string): string => `(${matches(name, '^[0-9 .,%$-]*$')} OR ${isLabel(name)})`;
  const condition = `fault = '' AND (${hasWord}) AND (${names.map(isLabel).join(' OR ')}) AND ${names.map(isPlain).join(' AND ')}`;
  return {
    condition,
    problems: `SELECT record, NULL, 'error', 'total-row', '', NULL FROM ${relation} WHERE ${condition}`,
  };
}

async function restoreIds(engine: Engine, relation: string, ids: readonly NeededColumn[]): Promise<void> {
  for (const { name } of ids)
    for (const pattern of [WITH_DECIMALS, WITH_APOSTROPHE])
      await engine.run(
        `UPDATE ${linesName(relation)} SET ${name} = regexp_replace(${name}, ${literal(pattern)}, '\\1') WHERE ${matches(name, pattern)}`,
      );
}

const matches = (text: string, pattern: string): string => `regexp_matches(${text}, ${literal(pattern)})`;
