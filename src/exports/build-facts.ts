import type { Table } from '../contract/tables.ts';
import type { Engine } from '../domain/engine.ts';
import type { Month } from '../domain/month.ts';
import { type HashPads, hmac, placeBlob } from './id-hash.ts';
import { literal } from './sql.ts';
import type { IdColumn, TableRecords } from './table-records.ts';

/** The facts of one table as a relation of the engine, with exactly the canonical columns and types. */
export interface FactsRelation {
  readonly table: Table;
  readonly relation: string;
  readonly rows: number;
}

/** Where facts come from, and the pads their ids are hashed with. */
export interface FactsOrigin {
  readonly hotline: string;
  readonly month: Month | null;
  readonly pads: HashPads;
}

/**
 * Makes the facts of one table: its coded cells and hashed ids, without the records in `left` (errors) and `repeats`.
 *
 * @param left a relation with a column `record`, or null
 */
export async function buildFacts(
  engine: Engine,
  table: TableRecords,
  origin: FactsOrigin,
  left: readonly string[],
): Promise<FactsRelation> {
  const relation = `${table.name}_facts`;
  const hashed: string[] = [];
  for (const id of table.ids) hashed.push(await hashColumn(engine, table, id, origin));
  const values = table.dictionaries.flatMap(({ values: coded }, at) =>
    coded.map(({ column, name }) => [column.name, `d${at}.${name}`] as const),
  );
  const ids = table.ids.map(({ column }, at) => [column.name, `h${at}.hash`] as const);
  const expressions = new Map<string, string>([...values, ...ids]);
  const columns = table.mapping.columns.map(
    ({ column }) => `${expressions.get(column.name)}::${column.type} AS ${column.name}`,
  );
  const joins = [
    ...table.dictionaries.map(({ relation: name, join }, at) => `JOIN ${name} d${at} ON ${join('r', `d${at}`)}`),
    ...table.ids.map((id, at) => hashJoin(id, hashed[at] ?? '', `h${at}`)),
  ];
  const without = left.map((name) => `AND record NOT IN (SELECT record FROM ${name})`).join(' ');
  await engine.run(`CREATE OR REPLACE TABLE ${relation} AS
    SELECT ${literal(origin.hotline)} AS hotline, ${origin.month === null ? 'NULL' : literal(origin.month)}::VARCHAR AS month,
      r.record, ${columns.join(', ')}
    FROM (SELECT * FROM ${table.raw.relation} WHERE ${table.where} ${without}) r ${joins.join(' ')} ORDER BY r.record`);
  const [count] = await engine.rows(`SELECT count(*) AS rows FROM ${relation}`);
  return { table: table.mapping.table, relation, rows: Number(count?.rows ?? 0) };
}

/** Each distinct id of a column with its hash; where there is no column, each record with the hash of its place. */
async function hashColumn(engine: Engine, table: TableRecords, id: IdColumn, origin: FactsOrigin): Promise<string> {
  const relation = `${table.name}_${id.column.name}`;
  const own = id.raw === null && id.column.holds === 'own-id';
  const from = `${table.raw.relation} WHERE ${table.where}`;
  const { inner, outer } = origin.pads;
  const parameters = [outer, inner];
  if (own) {
    const blob = placeBlob(origin.hotline, origin.month ?? '', table.mapping.table, 'record');
    await engine.run(
      `CREATE TABLE ${relation} AS SELECT record, ${hmac(blob, 'unhex(?)', 'unhex(?)')} AS hash FROM ${from}`,
      parameters,
    );
  } else if (id.raw !== null) {
    const hash = hmac('encode(id)', 'unhex(?)', 'unhex(?)');
    const ids = `SELECT DISTINCT ${id.raw} AS id FROM ${from} AND ${id.raw} <> ''`;
    await engine.run(`CREATE TABLE ${relation} AS SELECT id, ${hash} AS hash FROM (${ids})`, parameters);
  }
  return relation;
}

/** An absent reference, or one whose column the mapping or file lacks, is NULL. */
function hashJoin({ column, raw }: IdColumn, relation: string, alias: string): string {
  if (raw !== null)
    return `${column.holds === 'reference' ? 'LEFT JOIN' : 'JOIN'} ${relation} ${alias} ON ${alias}.id = r.${raw}`;
  if (column.holds === 'own-id') return `JOIN ${relation} ${alias} ON ${alias}.record = r.record`;
  return `CROSS JOIN (SELECT NULL AS hash) ${alias}`;
}
