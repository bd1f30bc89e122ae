/** A value of a row, as the engine gives it back: 64-bit integers arrive as numbers, blobs and dates as text. */
export type SqlValue = string | number | boolean | null | readonly string[];

export type SqlRow = Readonly<Record<string, SqlValue>>;

/** A statement that the engine could not carry out. The message never holds a value of a row, and there is no cause. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}

/**
 * A locked-down SQL engine with a private folder: it can read and write nothing outside that folder, loads no extension
 * and stops at its memory limit (adapters/duckdb-engine.ts). Relations live as long as the engine. Statements that fail
 * throw EngineError.
 */
export interface Engine {
  /** The absolute path of the private folder; files a stage hands to the engine go here. */
  readonly folder: string;
  run(sql: string, parameters?: readonly (string | number)[]): Promise<void>;
  rows(sql: string, parameters?: readonly (string | number)[]): Promise<SqlRow[]>;
}

/** Drops the relations of an engine whose names begin so; all of them by default. */
export async function dropRelations(engine: Engine, prefix = ''): Promise<void> {
  const relations = await engine.rows(`SELECT view_name AS name, 'VIEW' AS kind FROM duckdb_views() WHERE NOT internal
    UNION ALL SELECT table_name, 'TABLE' FROM duckdb_tables()`);
  const own = relations.filter(({ name }) => String(name).startsWith(prefix));
  if (own.length > 0) await engine.run(own.map(({ name, kind }) => `DROP ${kind} "${name}"`).join('; '));
}
