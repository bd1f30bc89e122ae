import type { Engine } from '../domain/engine.ts';
import { FACT_COLUMNS } from '../domain/facts-columns.ts';
import type { Table } from '../domain/tables.ts';
import { literal } from '../domain/text/escape.ts';
import type { TokenList } from './token-piece.ts';

/** Files of facts of one table in the engine's folder. */
export interface TableFiles {
  readonly table: Table;
  readonly paths: readonly string[];
  /** The number of the first among the files that are compared; the others have the next numbers. */
  readonly first: number;
}

/**
 * Adds the tokens of the files' records to a table with the columns `file`, `row` and `token`.
 *
 * A token is 48 bits of a hash of what one record can have in common with another: its own id, because the later of two
 * versions counts; its case, because people count with it; and the case of another hotline that it names, because one of
 * the two is a copy. Records that are not connected by tokens, directly or through others, are counted independently of
 * each other. Different ids with the same token are possible, and connect records without need; that costs time only.
 *
 * The hash is DuckDB's, which may change with its version: tokens are compared only within one version of the program.
 * @param hotlines those of the sheet: only their cases can be copies
 */
export async function addTokens(
  engine: Engine,
  into: string,
  files: readonly TableFiles[],
  hotlines: readonly string[],
): Promise<void> {
  if (files.length === 0) return;
  // one statement: it opens files while others are read
  const queries = files.flatMap((some) => tokenQueries(some, hotlines));
  await engine.run(`INSERT INTO ${into} ${queries.join(' UNION ALL ')}`);
}

/** Returns queries of the tokens of a table's files: of each record, and of the records that name cases. */
function tokenQueries({ table, paths, first }: TableFiles, hotlines: readonly string[]): string[] {
  const source = `read_parquet([${paths.map(literal).join(', ')}], hive_partitioning=false)`;
  const select = (token: string, rest: string): string =>
    `SELECT ${first} + file_index, file_row_number, ${token} FROM ${source} ${rest}`;
  const ids = FACT_COLUMNS[table].flatMap(({ name, holds }) => {
    if (holds === 'own-id') return select(tokenSql(table, 'hotline', name), '');
    return holds === 'link' ? select(tokenSql('cases', 'hotline', name), `WHERE ${name} IS NOT NULL`) : [];
  });
  const others = `(SELECT unnest([${hotlines.map(literal).join(', ')}]::VARCHAR[]) AS other)`;
  const named = select(
    tokenSql('cases', 'other', 'partner_case_id'),
    `JOIN ${others} ON other <> hotline WHERE partner_case_id IS NOT NULL`,
  );
  return table === 'cases' ? [...ids, named] : ids;
}

const tokenSql = (table: Table, hotline: string, id: string): string =>
  `(hash(${literal(table)}, ${hotline}, ${id}) >> 16)::BIGINT`;

/**
 * Returns the last day in each of the files that has one, by path: of signals or cases. One query for all files, because
 * each query takes as long as reading several of them.
 */
export async function lastDays(
  engine: Engine,
  { table, paths }: Pick<TableFiles, 'table' | 'paths'>,
): Promise<ReadonlyMap<string, string>> {
  const date = FACT_COLUMNS[table].find(({ holds }) => holds === 'date');
  if (!date || paths.length === 0) return new Map();
  const rows = await engine.rows(`SELECT file_index AS file, max(${date.name})::VARCHAR AS last
    FROM read_parquet([${paths.map(literal).join(', ')}], hive_partitioning=false) GROUP BY 1`);
  return new Map(
    rows.flatMap(({ file, last }): [string, string][] => {
      const path = paths[Number(file)];
      return path !== undefined && typeof last === 'string' ? [[path, last]] : [];
    }),
  );
}

/** Returns the tokens of a table with the columns `token` and `file`, such as `addTokens` fills. */
export async function readTokens(engine: Engine, table: string): Promise<TokenList> {
  const [tokens, files] = await engine.columns(`SELECT token::DOUBLE, file::DOUBLE FROM ${table} ORDER BY token, file`);
  if (!tokens || !files) throw new Error('a query of two columns has two');
  return { tokens, files };
}
