import type { Engine } from '../../domain/engine.ts';
import { findOwnId } from '../../domain/facts-columns.ts';
import type { FactsFile, FactsQuery } from '../../domain/facts-file.ts';
import type { Month } from '../../domain/month.ts';
import { literal } from '../../domain/sql-literal.ts';
import { type HashPads, hmac, placeBlob } from './id-hash.ts';
import type { IdColumn, TableRecords } from './table-records.ts';

/** Where facts come from, the pads their ids are hashed with, and what becomes of them. */
export interface FactsMaking {
  readonly hotline: string;
  readonly month: Month | null;
  readonly pads: HashPads;
  write(query: FactsQuery): Promise<FactsFile>;
}

/** The name of the file that a table's facts are written to. */
export const factsName = (table: string): string => `${table}_facts`;

/**
 * Writes the facts of one table: its coded cells and hashed ids, in no particular order (sorting a million rows costs 200 MB).
 *
 * @param left relations (or subqueries) with a column `record`: records that are no facts
 */
export async function buildFacts(
  engine: Engine,
  table: TableRecords,
  making: FactsMaking,
  left: readonly string[],
): Promise<FactsFile> {
  const values = table.dictionaries.flatMap(({ values: coded }, at) =>
    coded.map(({ column, name }) => [column.name, `d${at}.${name}`] as const),
  );
  const ids = table.ids.map((id) => [id.column.name, idHash(table, id, making)] as const);
  const expressions = new Map<string, string>([...values, ...ids]);
  const columns = table.mapping.columns.map(
    ({ column: { name, type } }) => `(${expressions.get(name)})::${type} AS ${name}`,
  );
  const joins = [
    ...table.dictionaries.map(({ relation: entries, on }, at) => `JOIN ${entries} d${at} ON ${on('r', `d${at}`)}`),
    ...table.ids.flatMap((id) => linkHashes(table, id)),
  ];
  const without = left.map((name) => `AND record NOT IN (SELECT record FROM ${name})`).join(' ');
  const rows = `(SELECT * FROM ${table.raw.relation} WHERE ${table.where} ${without})`;
  const withdrawn = withdrawnIds(table, rows, without);
  const sql = [
    `SELECT ${originColumns(making, false)}, ${columns.join(', ')} FROM ${rows} r ${joins.join(' ')}`,
    ...(withdrawn ? [`SELECT ${originColumns(making, true)}, ${withdrawnColumns(table)} FROM ${withdrawn} r`] : []),
  ].join(' UNION ALL ');
  const facts = await making.write({
    table: table.mapping.table,
    name: factsName(table.name),
    sql,
    parameters: sql.includes(INNER_PAD) ? [making.pads.inner, making.pads.outer] : [],
  });
  await refuseLoss(engine, table, [rows, ...(withdrawn ? [withdrawn] : [])], facts.rows);
  return facts;
}

/**
 * A subquery of the ids that the filters exclude from the table, with the first record of each (`id`, `record`). Null where no filter
 * excludes any, or records have no ids.
 */
function withdrawnIds({ raw: { relation }, ids, left }: TableRecords, rows: string, without: string): string | null {
  const id = findOwnId(ids)?.raw ?? null;
  if (left === null || id === null) return null;
  return `(SELECT ${id} AS id, min(record) AS record FROM ${relation} WHERE ${left} AND ${id} <> '' ${without}
    AND ${id} NOT IN (SELECT ${id} FROM ${rows}) GROUP BY 1)`;
}

function withdrawnColumns({ mapping, ids }: TableRecords): string {
  const own = findOwnId(ids)?.column.name;
  const columns = mapping.columns.map(({ column: { name, type } }) => {
    const value = name === own ? hmac('encode(r.id)', INNER_PAD, OUTER_PAD) : type === 'VARCHAR[]' ? '[]' : 'NULL';
    return `(${value})::${type} AS ${name}`;
  });
  return columns.join(', ');
}

/** The values of `ORIGIN_COLUMNS`, of a row `r`. */
const originColumns = ({ hotline, month }: FactsMaking, isWithdrawn: boolean): string =>
  `${literal(hotline)} AS hotline, ${month === null ? 'NULL' : literal(month)}::VARCHAR AS month, r.record, ${isWithdrawn} AS withdrawn`;

/**
 * Cells are joined to what they are coded as by their text, and a text that the join does not find would take its record with
 * it: a wrong number without a word. So records are counted on both sides.
 */
async function refuseLoss(
  engine: Engine,
  { mapping }: TableRecords,
  parts: readonly string[],
  facts: number,
): Promise<void> {
  const counts = parts.map((rows) => `(SELECT count(*) FROM ${rows})`);
  const [counted] = await engine.rows(`SELECT ${counts.join(' + ')} AS records`);
  const records = Number(counted?.records ?? 0);
  if (records === facts) return;
  throw new Error(
    `${records} records of ${mapping.table} became ${facts} facts: a defect of the reader, nothing is kept`,
  );
}

/** The pads as they are bound: parameters of the query, never part of its text. */
const INNER_PAD = 'unhex($1)';
const OUTER_PAD = 'unhex($2)';

/** People share their cases: the hashes of a link's distinct ids, each computed once, as a relation to join. */
function linkHashes({ raw: { relation } }: TableRecords, { column, raw }: IdColumn): string[] {
  if (raw === null || column.holds !== 'link') return [];
  const hash = hmac('encode(id)', INNER_PAD, OUTER_PAD);
  return [
    `LEFT JOIN (SELECT id, ${hash} AS hash FROM (SELECT DISTINCT ${raw} AS id FROM ${relation} WHERE ${raw} <> ''))
       h_${column.name} ON h_${column.name}.id = r.${raw}`,
  ];
}

/**
 * SQL of an id's hash. A record without an id column is hashed by its place; an absent reference, or one whose column the
 * mapping or file lacks, is NULL.
 */
function idHash({ mapping }: TableRecords, { column, raw }: IdColumn, making: FactsMaking): string {
  if (raw !== null && column.holds === 'link') return `h_${column.name}.hash`;
  if (raw !== null) return `CASE WHEN r.${raw} <> '' THEN ${hmac(`encode(r.${raw})`, INNER_PAD, OUTER_PAD)} END`;
  if (column.holds !== 'own-id') return 'NULL';
  return hmac(placeBlob(making.hotline, making.month ?? '', mapping.table, 'r.record'), INNER_PAD, OUTER_PAD);
}
