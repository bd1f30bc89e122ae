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
  const relation = factsName(table.name);
  const values = table.dictionaries.flatMap(({ values: coded }, at) =>
    coded.map(({ column, name }) => [column.name, `d${at}.${name}`] as const),
  );
  const ids = table.ids.map((id, at) => [id.column.name, idHash(table, id, origin, `h${at}`)] as const);
  const expressions = new Map<string, string>([...values, ...ids]);
  const columns = table.mapping.columns.map(
    ({ column: { name, type } }) => `${expressions.get(name)}::${type} AS ${name}`,
  );
  const joins = [
    ...table.dictionaries.map(({ relation: entries, on }, at) => `JOIN ${entries} d${at} ON ${on('r', `d${at}`)}`),
    ...table.ids.map((id, at) => hashJoin(table, id, `h${at}`)),
  ];
  const without = left.map((name) => `AND record NOT IN (SELECT record FROM ${name})`).join(' ');
  await engine.run(
    `CREATE OR REPLACE TABLE ${relation} AS WITH pads AS (SELECT unhex(?) AS inner_pad, unhex(?) AS outer_pad)
     SELECT ${literal(origin.hotline)} AS hotline, ${origin.month === null ? 'NULL' : literal(origin.month)}::VARCHAR AS month,
       r.record, ${columns.join(', ')}
     FROM (SELECT * FROM ${table.raw.relation} WHERE ${table.where} ${without}) r CROSS JOIN pads ${joins.join(' ')}`,
    [origin.pads.inner, origin.pads.outer],
  );
  const [count] = await engine.rows(`SELECT count(*) AS rows FROM ${relation}`);
  return { table: table.mapping.table, relation, rows: Number(count?.rows ?? 0) };
}

/** The columns of the pads in the query: bound once, however many ids it hashes. */
const padColumns = { inner: 'pads.inner_pad', outer: 'pads.outer_pad' };

/** The relation that a table's facts are in. */
export const factsName = (table: string): string => `${table}_facts`;

/** SQL of an id's hash. A record without an id column is hashed by its place; an absent reference is NULL. */
function idHash({ mapping }: TableRecords, { column, raw }: IdColumn, origin: FactsOrigin, alias: string): string {
  const { inner, outer } = padColumns;
  if (column.holds !== 'own-id') return raw === null ? 'NULL' : `${alias}.hash`;
  if (raw !== null) return hmac(`encode(r.${raw})`, inner, outer);
  return hmac(placeBlob(origin.hotline, origin.month ?? '', mapping.table, 'r.record'), inner, outer);
}

/** Cases repeat from person to person: each distinct id of another record is hashed once. */
function hashJoin({ raw: { relation }, where }: TableRecords, { column, raw }: IdColumn, alias: string): string {
  if (column.holds === 'own-id' || raw === null) return '';
  const ids = `SELECT DISTINCT ${raw} AS id FROM ${relation} WHERE ${where} AND ${raw} <> ''`;
  const hash = hmac('encode(id)', padColumns.inner, padColumns.outer);
  const join = column.holds === 'reference' ? 'LEFT JOIN' : 'JOIN';
  return `${join} (SELECT id, ${hash} AS hash FROM (${ids}), pads) ${alias} ON ${alias}.id = r.${raw}`;
}
