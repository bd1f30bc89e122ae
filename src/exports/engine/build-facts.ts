import type { Engine } from '../../domain/engine.ts';
import { FACT_COLUMNS, findOwnId, PRECISION, WEIGHT } from '../../domain/facts-columns.ts';
import type { FactsQuery } from '../../domain/facts-file.ts';
import type { Month } from '../../domain/month.ts';
import type { Table } from '../../domain/tables.ts';
import { literal } from '../../domain/text/escape.ts';
import type { RawRecords } from './dictionary.ts';
import { type HashPads, hmac, placeBlob } from './id-hash.ts';
import type { IdColumn, TableRecords } from './table-records.ts';

/** The origin of facts, and the pads that hash their ids. */
export interface FactsOrigin {
  readonly hotline: string;
  readonly month: Month | null;
  /** The stem of the file. */
  readonly file: string;
  /** The tables that several files of the hotline feed: the ids of records without ids then include the file. */
  readonly sharedTables: ReadonlySet<Table>;
  readonly pads: HashPads;
}

/** The facts of one table, and the relations (or subqueries) of their records. */
export interface TableFacts {
  readonly query: FactsQuery;
  readonly records: readonly string[];
}

/**
 * Builds a query that returns the facts of one table: its coded cells and hashed ids. The rows have no particular
 * order, because sorting a million rows costs 200 MB.
 *
 * @param excluded relations (or subqueries) with a column `record`: these records do not become facts
 * @param shared the columns of links whose hashes are computed once for each distinct id (`sharedLinks`)
 */
export function buildFacts(
  table: TableRecords,
  origin: FactsOrigin,
  excluded: readonly string[],
  shared: ReadonlySet<string>,
): TableFacts {
  const values = table.dictionaries.flatMap(({ values: coded }, at) =>
    coded.map(({ column, name }) => [column.name, `d${at}.${name}`] as const),
  );
  const ids = table.ids.map((id) => [id.column.name, idHash(table, id, { origin, shared })] as const);
  const expressions = new Map<string, string>([...values, ...ids]);
  const columns = table.mapping.columns.map(
    ({ column: { name, type } }) => `(${expressions.get(name)})::${type} AS ${name}`,
  );
  const joins = [
    ...table.dictionaries.map(({ relation: entries, on }, at) => `JOIN ${entries} d${at} ON ${on('r', `d${at}`)}`),
    ...table.ids.filter(({ column }) => shared.has(column.name)).map((id) => linkHashes(table, id)),
  ];
  const without = excluded.map((name) => `AND record NOT IN (SELECT record FROM ${name})`).join(' ');
  const rows = `(SELECT * FROM ${table.raw.relation} WHERE ${table.where} ${without})`;
  const withdrawn = withdrawnIds(table, rows, without);
  const sql = [
    `SELECT ${originColumns(origin, false)}, (${expressions.get(WEIGHT.name) ?? '1'})::INTEGER AS weight, ${expressions.get(PRECISION.name) ?? "'day'"} AS precision, ${columns.join(', ')} FROM ${rows} r ${joins.join(' ')}`,
    ...(withdrawn
      ? [
          `SELECT ${originColumns(origin, true)}, 0 AS weight, 'day' AS precision, ${withdrawnColumns(table)} FROM ${withdrawn} r`,
        ]
      : []),
  ].join(' UNION ALL ');
  const { inner, outer } = origin.pads;
  const parameters = sql.includes(INNER_PAD) ? [inner, outer] : [];
  const canonical = new Set(FACT_COLUMNS[table.mapping.table].map(({ name }) => name));
  const extra = table.mapping.columns.map(({ column }) => column).filter(({ name }) => !canonical.has(name));
  const query = { table: table.mapping.table, extra, name: `${table.name}_facts`, sql, parameters };
  return { query, records: withdrawn ? [rows, withdrawn] : [rows] };
}

/**
 * Returns a subquery of the ids that the filters exclude from the table, with the first record of each (`id`,
 * `record`). Returns null if no filter excludes any record, or if the records have no ids.
 */
function withdrawnIds(
  { raw: { relation }, ids, excluded }: TableRecords,
  rows: string,
  without: string,
): string | null {
  const id = findOwnId(ids)?.raw ?? null;
  if (excluded === null || id === null) return null;
  return `(SELECT ${id} AS id, min(record) AS record FROM ${relation} WHERE ${excluded} AND ${id} <> '' ${without}
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

/** Returns the SQL values of the columns of every fact, except its weight and precision, for a row `r`. */
const originColumns = ({ hotline, month }: FactsOrigin, isWithdrawn: boolean): string =>
  `${literal(hotline)} AS hotline, ${month === null ? 'NULL' : literal(month)}::VARCHAR AS month, r.record, ${isWithdrawn} AS withdrawn`;

/**
 * Asserts that every record became a fact. A join matches cells to their codes by text. If it missed a text, it would
 * drop the record and give a wrong number without a message.
 *
 * @param written the number of facts that were written
 * @throws Error if the numbers of records and facts differ
 */
export async function assertComplete(engine: Engine, { query, records }: TableFacts, written: number): Promise<void> {
  const counts = records.map((rows) => `(SELECT count(*) FROM ${rows})`);
  const [counted] = await engine.rows(`SELECT ${counts.join(' + ')} AS records`);
  const expected = Number(counted?.records ?? 0);
  if (expected === written) return;
  throw new Error(
    `${expected} records of ${query.table} became ${written} facts: an error of the reader, nothing is stored`,
  );
}

/** The pads are bound as parameters of the query and are never part of its text. */
const INNER_PAD = 'unhex($1)';
const OUTER_PAD = 'unhex($2)';

/** Up to this number of records, hashes of links are shared without counting them. */
const FEW_RECORDS = 50_000;
/** The most ids whose hashes are held in memory to be shared: 200 bytes each. */
const MOST_SHARED = 350_000;
/** The least records for each id: with fewer, a hash for each record costs no more time than sharing them. */
const LEAST_RECORDS = 1.5;

/**
 * Returns the columns of a table's links whose hashes are computed once for each distinct id, because several people
 * share a case, and are then held in memory. Others are computed for each record, so that memory does not grow with the
 * file.
 */
export async function sharedLinks(engine: Engine, { raw, ids }: TableRecords): Promise<ReadonlySet<string>> {
  const shared = new Set<string>();
  for (const { column, raw: name } of ids) {
    if (name === null || column.holds !== 'link') continue;
    if (raw.records <= FEW_RECORDS || (await isWorthSharing(engine, raw, name))) shared.add(column.name);
  }
  return shared;
}

async function isWorthSharing(engine: Engine, { relation, records }: RawRecords, name: string): Promise<boolean> {
  const [row] = await engine.rows(`SELECT approx_count_distinct(${name}) AS ids FROM ${relation}`);
  const ids = Number(row?.ids);
  return ids <= MOST_SHARED && ids * LEAST_RECORDS <= records;
}

/** Joins the hashes of a link's distinct ids, each computed once. */
function linkHashes({ raw: { relation } }: TableRecords, { column, raw }: IdColumn): string {
  const hash = hmac('encode(id)', INNER_PAD, OUTER_PAD);
  return `LEFT JOIN (SELECT id, ${hash} AS hash FROM (SELECT DISTINCT ${raw} AS id FROM ${relation} WHERE ${raw} <> ''))
       h_${column.name} ON h_${column.name}.id = r.${raw}`;
}

/** The origin of facts, and the columns of links whose hashes are joined. */
interface Hashing {
  readonly origin: FactsOrigin;
  readonly shared: ReadonlySet<string>;
}

/**
 * Returns the SQL expression of an id's hash. A record without an id column is hashed by its place. If the row itself
 * is the id of a person's or signal's case, the hash is that of the case in the row. An absent reference, or one whose
 * column is not in the mapping or file, is NULL.
 */
function idHash({ mapping }: TableRecords, { column, raw, isRow }: IdColumn, { origin, shared }: Hashing): string {
  if (shared.has(column.name)) return `h_${column.name}.hash`;
  if (raw !== null) return `CASE WHEN r.${raw} <> '' THEN ${hmac(`encode(r.${raw})`, INNER_PAD, OUTER_PAD)} END`;
  if (column.holds !== 'own-id' && !isRow) return 'NULL';
  const table = column.holds === 'own-id' ? mapping.table : 'cases';
  const file = origin.sharedTables.has(table) ? origin.file : null;
  const part = column.holds === 'own-id' ? mapping.part : mapping.casePart;
  const place = { hotline: origin.hotline, month: origin.month ?? '', file, table, part };
  return hmac(placeBlob(place, 'r.record'), INNER_PAD, OUTER_PAD);
}
