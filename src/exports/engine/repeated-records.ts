import type { Engine } from '../../domain/engine.ts';
import { findOwnId } from '../../domain/facts-columns.ts';
import { literal } from '../../domain/text/escape.ts';
import { recordPhraseSql } from '../problems/detail-phrases.ts';
import type { ProblemRelation } from '../problems/problem-relation.ts';
import type { TableRecords } from './table-records.ts';

/** Returns the name of the relation of a table's records that share their id with an earlier record. */
const laterName = (table: string): string => `${table}_later`;

/**
 * Finds records of one table that share an id. If they are equal in every mapped cell (by code; unknown values by their
 * folded text), the later record gets a warning and is not counted. If they differ, the later record gets an error that
 * names the first. Records that already have an error are ignored.
 *
 * @returns the relation of records that repeat another (`record`), or null if there are none
 */
export async function findRepeats(
  engine: Engine,
  table: TableRecords,
  problems: ProblemRelation,
): Promise<string | null> {
  const own = findOwnId(table.ids);
  const id = own?.raw ?? null;
  if (!own || id === null) return null;
  const { relation } = table.raw;
  const ids = `SELECT ${id} AS id FROM ${relation} WHERE ${table.where} AND ${id} <> ''`;
  const isSmall = table.raw.records <= FIRST;
  if ((isSmall || (await ascend(engine, ids, FIRST))) && (await ascend(engine, ids))) return null;
  const shared = `${table.name}_shared`;
  if ((await findShared(engine, shared, ids, table.raw.records)) === 0) return null;
  const rows = `(SELECT * FROM ${relation} WHERE ${table.where}
    ${problems.isMade ? `AND record NOT IN (SELECT record FROM ${problems.name} WHERE severity = 'error' AND record IS NOT NULL)` : ''})`;
  await compareWithFirst(engine, table, { id, rows, shared });
  const later = laterName(table.name);
  const heading = literal(own.heading);
  await problems.addWorded(`SELECT record, ${heading}, 'error', 'id-conflict', 'the same id as record ' || first_record || ', with other content', id,
      ${recordPhraseSql('same-id', 'first_record')}
    FROM ${later} WHERE NOT same`);
  await problems.addWorded(`SELECT record, ${heading}, 'warning', 'row-repeated', 'equal to record ' || first_record || ', counted once', id,
      ${recordPhraseSql('equal-row', 'first_record')}
    FROM ${later} WHERE same`);
  await engine.run(`DELETE FROM ${later} WHERE NOT same`);
  return later;
}

/** The number of ids that shows whether checking the order of all ids is worthwhile. */
const FIRST = 10_000;

/**
 * Returns whether each id is greater than the one before it. Then no id occurs twice; grouping a million ids to find
 * out takes three times as long. Exports are often sorted by their ids.
 */
async function ascend(engine: Engine, ids: string, first?: number): Promise<boolean> {
  const some = first === undefined ? ids : `${ids} LIMIT ${first}`;
  const [row] = await engine.rows(
    `SELECT count(*) AS falls FROM (SELECT id > lag(id) OVER () AS rises FROM (${some})) WHERE NOT rises`,
  );
  return row?.falls === 0;
}

/** The ids that are grouped at once; one takes about 80 bytes of memory. */
const IDS_OF_PASS = 500_000;

/**
 * Creates a table of the ids that occur more than once (`id`). Groups many ids in passes, each over a part of them by
 * their hash, so that memory does not grow with the file.
 *
 * @param records at least the number of ids
 * @returns the number of ids in the table
 */
async function findShared(engine: Engine, shared: string, ids: string, records: number): Promise<number> {
  const passes = Math.max(1, Math.ceil(records / IDS_OF_PASS));
  let found = 0;
  for (let pass = 0; pass < passes; pass++) {
    const into = pass === 0 ? `CREATE OR REPLACE TABLE ${shared} AS` : `INSERT INTO ${shared}`;
    const part = passes === 1 ? ids : `SELECT id FROM (${ids}) WHERE hash(id) % ${passes} = ${pass}`;
    const [written] = await engine.rows(`${into} SELECT id FROM (${part}) GROUP BY 1 HAVING count(*) > 1`);
    found += Number(written?.Count);
  }
  return found;
}

/**
 * Creates `<table>_later`: every record that shares its id with an earlier one, and whether it equals the first.
 * `id` is the column, `rows` is SQL for the records to compare, and `shared` is the table of the ids that occur twice.
 */
async function compareWithFirst(
  engine: Engine,
  table: TableRecords,
  { id, rows, shared }: { readonly id: string; readonly rows: string; readonly shared: string },
): Promise<void> {
  const references = table.ids.flatMap(({ raw }) => (raw === null || raw === id ? [] : [`r.${raw}`]));
  const forms = table.dictionaries.map((_dictionary, at) => `d${at}.form`);
  const joins = table.dictionaries.map(({ relation, on }, at) => `JOIN ${relation} d${at} ON ${on('r', `d${at}`)}`);
  await engine.run(`CREATE OR REPLACE TABLE ${laterName(table.name)} AS
    SELECT record, id, first_value(record) OVER same_id AS first_record, content = first_value(content) OVER same_id AS same
    FROM (SELECT r.record, r.${id} AS id, [${[...references, ...forms, "''"].join(', ')}] AS content
      FROM ${rows} r JOIN ${shared} s ON s.id = r.${id} ${joins.join(' ')})
    WINDOW same_id AS (PARTITION BY id ORDER BY record)
    QUALIFY record <> first_record`);
}
