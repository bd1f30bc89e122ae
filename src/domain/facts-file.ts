import type { Engine } from './engine.ts';
import type { Table } from './tables.ts';

/** The facts of one table as a query with exactly the canonical columns and types, ids hashed. */
export interface FactsQuery {
  readonly table: Table;
  /** What the file is called, without its ending. */
  readonly name: string;
  readonly sql: string;
  /** Bound, for what ids are hashed with is part of no statement. */
  readonly parameters: readonly string[];
}

/** The facts of one table as a Parquet file in the engine's folder. */
export interface FactsFile {
  readonly table: Table;
  readonly path: string;
  readonly rows: number;
}

/**
 * Runs a query of facts and writes what it makes as they come, a file of the same name replaced: laying a million of them
 * out in the engine first costs as much as coding them.
 *
 * @param idKey the id of the key that their ids are hashed with
 */
export type WriteFacts = (engine: Engine, query: FactsQuery, idKey: string) => Promise<FactsFile>;
