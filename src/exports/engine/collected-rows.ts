import type { TableMapping } from '../../definitions/hotline.ts';
import type { Engine } from '../../domain/engine.ts';
import { literal } from '../../domain/text/escape.ts';
import { COLLECTED } from '../../domain/vocabulary.ts';
import type { CellCoding } from '../coding/cell-coding.ts';
import { sourceKey, tableSources } from '../layout/sources.ts';
import type { RawRecords } from './dictionary.ts';
import { joinedKey } from './joined-ids.ts';

/** The rows to collect: the mapping, the column of its id, and SQL conditions of the rows that are and are not records. */
export interface RowsToCollect {
  readonly mapping: TableMapping;
  /** The name of the view to create. */
  readonly name: string;
  readonly id: string | null;
  readonly where: string;
  readonly excluded: string | null;
}

/**
 * Creates a view of a table's rows with one row per id: the first record number, the values of the collected columns
 * joined, and every other column of the table as it is. Rows of one id that differ in another column remain apart, so
 * they are reported as a conflict.
 *
 * @returns the view as rows, and the conditions that are true of its records and of its rows that are not records
 */
export async function collectRows(
  engine: Engine,
  raw: RawRecords,
  { mapping, name, id, where, excluded }: RowsToCollect,
): Promise<{ readonly raw: RawRecords; readonly where: string; readonly excluded: string | null }> {
  const collected = namesOf(raw, mapping.collected.map(sourceKey));
  const joined = mapping.columns.flatMap(({ origin }) => (origin.from === 'joined' ? joinedKey(origin) : []));
  const cells = tableSources({ ...mapping, where: [] }).map(sourceKey);
  const others = [...namesOf(raw, [...cells, ...joined])].filter((column) => !collected.has(column));
  const values = Array.from(
    collected,
    (column) =>
      `coalesce(string_agg(DISTINCT ${column}, ${literal(COLLECTED)} ORDER BY ${column}) FILTER (${column} <> ''), '') AS ${column}`,
  );
  // a row without an id is a record of its own, and an error
  const apart = id === null ? 'record' : `CASE WHEN ${id} = '' THEN record END`;
  await engine.run(`CREATE OR REPLACE TABLE ${name} AS SELECT min(record) AS record, '' AS lineError,
      ${[`(${where}) AS is_record`, `(${excluded ?? 'false'}) AS is_excluded`, ...others, ...values].join(', ')}
    FROM ${raw.relation} WHERE lineError = '' GROUP BY ${[apart, 'is_record', 'is_excluded', ...others].join(', ')}`);
  return { raw: { ...raw, relation: name }, where: 'is_record', excluded: excluded === null ? null : 'is_excluded' };
}

const namesOf = ({ columns }: RawRecords, keys: readonly string[]): Set<string> =>
  new Set(keys.flatMap((key) => columns.get(key) ?? []));

/**
 * Returns a coding of collected cells that reports only what is wrong with their values together. What is wrong with a
 * value is reported of the row that has it.
 */
export const codeTogether = (coding: CellCoding): CellCoding => ({
  ...coding,
  code(cells) {
    const coded = coding.code(cells);
    const problems = coded.problems.filter(({ value }) => value.includes(COLLECTED));
    return {
      ...coded,
      problems: problems.map((problem) => ({ ...problem, value: problem.value.replaceAll(COLLECTED, '; ') })),
    };
  },
});
