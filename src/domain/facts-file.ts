import type { Engine } from './engine.ts';
import type { FileColumn } from './facts-columns.ts';
import type { Table } from './tables.ts';

/** The facts of one table as a query with the canonical columns and those of its hotline, ids hashed. */
export interface FactsQuery {
  readonly table: Table;
  /** The columns that the hotline maps besides the canonical ones. */
  readonly extra?: readonly FileColumn[];
  /** The file's name without extension. */
  readonly name: string;
  readonly sql: string;
  /** Bound as parameters, so that no statement contains the hash key. */
  readonly parameters: readonly string[];
}

/** The facts of one table as a Parquet file in the engine's folder. */
export interface FactsFile {
  readonly table: Table;
  readonly path: string;
  readonly rows: number;
  /** How many records the rows stand for; missing if every row is one record. */
  readonly records?: number;
}

/**
 * Runs a query of facts and streams its result to a file, replacing a file of the same name. Storing a million of them
 * in the engine first would cost as much as coding them.
 *
 * @param idKey the id of the key that hashes their ids
 */
export type WriteFacts = (engine: Engine, query: FactsQuery, idKey: string) => Promise<FactsFile>;
