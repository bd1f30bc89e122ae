import type { CountedExport, TableOfMonth } from './edition.ts';
import type { Month } from './month.ts';
import type { Frequency } from './period.ts';
import type { ProblemCode, Severity } from './problem.ts';
import type { Table } from './tables.ts';
import type { ColumnShapes } from './unusual.ts';

/** Facts of one canonical table, stored as one immutable Parquet object. Readers check its hash and its rows. */
export interface StoredFacts {
  readonly table: Table;
  readonly key: string;
  readonly rows: number;
  /** How many records the rows stand for; missing if every row is one record. */
  readonly records?: number;
  /** SHA-256 of the Parquet file, hex. */
  readonly sha256: string;
}

/**
 * How often one kind of problem occurred in one column: all that logs, messages and the ledger may contain of problems.
 */
export interface ProblemCount {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly column: string | null;
  readonly count: number;
}

/** An accepted export of one table of a month. */
export interface ActiveExport {
  /** SHA-256 of the uploaded object, hex. */
  readonly sha256: string;
  /**
   * The fingerprint of the reader: a hash of hotline mapping, code lists and id key. If it changes, the export is
   * re-read.
   */
  readonly reading: string;
  /** The id of the key that hashes its ids. */
  readonly idKey: string;
  readonly facts: readonly StoredFacts[];
  readonly records: number;
  /** What it covers; missing for a month's records only. */
  readonly covers?: Frequency;
  /** The shapes of its ids, column by column. */
  readonly idShapes: readonly ColumnShapes[];
  readonly problems: readonly ProblemCount[];
  /** When it was accepted, ISO 8601. */
  readonly acceptedAt: string;
}

/**
 * The ledger's entry for one table of one hotline's month: which object may provide it, and which export is active.
 * Every write increases the generation by 1 and succeeds only if the generation read is still the current one.
 */
export interface LedgerEntry extends TableOfMonth {
  readonly generation: number;
  /** The key of the object that provides the table; null after a withdrawal. */
  readonly claimedBy: string | null;
  readonly inForce: ActiveExport | null;
}

/** Returns the active exports among entries. */
export const activeExports = (entries: readonly LedgerEntry[]): CountedExport[] =>
  entries.flatMap(({ hotline, month, table, inForce }) =>
    inForce ? [{ hotline, month, table, sha256: inForce.sha256 }] : [],
  );

/** Whether a table's active export has these bytes and was read with this reader fingerprint. */
export const isActiveExport = (
  { inForce }: Pick<LedgerEntry, 'inForce'>,
  { sha256, reading }: Pick<ActiveExport, 'sha256' | 'reading'>,
): boolean => inForce?.sha256 === sha256 && inForce.reading === reading;

/** The outcome of the last reading of one uploaded object, table by table. */
export interface UploadRecord {
  readonly key: string;
  readonly hotline: string;
  readonly month: string;
  readonly file: string;
  readonly sha256: string;
  /** The reader fingerprint, as in ActiveExport.reading; null if it was refused unread. */
  readonly reading: string | null;
  readonly at: string;
  /** Empty if reading began and its outcome is not known. */
  readonly outcomes: readonly TableOutcome[];
  /** How often reading these bytes with this reader failed (was not rejected) in a row; missing for 0. */
  readonly failures?: number;
}

export interface TableOutcome {
  /** The table's file name without extension; null for the entire object (a wrong key, an unreadable archive). */
  readonly table: string | null;
  readonly status: 'accepted' | 'rejected';
  readonly records: number;
  readonly problems: readonly ProblemCount[];
  /** The reason for the rejection, in one sentence without any value of the file; null if accepted. */
  readonly reason: string | null;
  /** The key of its problems.csv, which contains values; null if it has no problems. */
  readonly problemsKey: string | null;
}

/** The export ledger. Reads are consistent. */
export interface Ledger {
  entriesOf(hotline: string, month?: Month): Promise<LedgerEntry[]>;
  /** Returns the entries of a hotline's months from the first to the last, inclusive. */
  entriesBetween(hotline: string, first: Month, last: Month): Promise<LedgerEntry[]>;
  /** Writes the entry if the stored generation is the entry's minus 1; returns false if another write came first. */
  put(entry: LedgerEntry): Promise<boolean>;
  /** Returns the outcome of the last reading of one object; null if it was never read. */
  upload(hotline: string, month: string, file: string): Promise<UploadRecord | null>;
  recordUpload(record: UploadRecord): Promise<void>;
  uploadsOf(hotline: string): Promise<UploadRecord[]>;
}
