/** A value of a row as the engine returns it: 64-bit integers as numbers, blobs and dates as text. */
export type SqlValue = string | number | boolean | null | readonly string[];

export type SqlRow = Readonly<Record<string, SqlValue>>;

/**
 * Thrown when the engine cannot run a statement. The message never contains a value of a row, and there is no cause.
 */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}

/**
 * A locked-down SQL engine with a private folder. It reads and writes only in that folder, loads no extensions and
 * stops at its memory limit (adapters/duckdb-engine.ts). Relations exist as long as the engine. Statements that fail
 * throw EngineError.
 */
export interface Engine {
  /** The absolute path of the private folder, for files that a stage passes to the engine. */
  readonly folder: string;
  run(sql: string, parameters?: readonly (string | number)[]): Promise<void>;
  rows(sql: string, parameters?: readonly (string | number)[]): Promise<SqlRow[]>;
  /** Returns the columns of a query of values of type DOUBLE, none of them NULL: for millions of numbers. */
  columns(sql: string): Promise<Float64Array[]>;
}

/** Drops the engine's relations whose names begin with a prefix; by default all. */
export async function dropRelations(engine: Engine, prefix = ''): Promise<void> {
  const relations = await engine.rows(`SELECT view_name AS name, 'VIEW' AS kind FROM duckdb_views() WHERE NOT internal
    UNION ALL SELECT table_name, 'TABLE' FROM duckdb_tables()`);
  const matching = relations.filter(({ name }) => String(name).startsWith(prefix));
  if (matching.length > 0) await engine.run(matching.map(({ name, kind }) => `DROP ${kind} "${name}"`).join('; '));
}
