import type { CountedExport, TableOfMonth } from './edition.ts';
import type { ColumnShapes } from './id-shapes.ts';
import type { Month } from './month.ts';
import type { ProblemCode, Severity } from './problem.ts';
import type { Table } from './tables.ts';

/** Facts of one canonical table, kept as one immutable Parquet object. Whoever reads it checks its hash and its rows. */
export interface KeptFacts {
  readonly table: Table;
  readonly key: string;
  readonly rows: number;
  /** SHA-256 of the Parquet file, hex. */
  readonly sha256: string;
}

/** How often one kind of problem occurred in one column; what logs, messages and the ledger may say of problems. */
export interface ProblemCount {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly column: string | null;
  readonly count: number;
}

/** An accepted export of one table of a month. */
export interface ExportInForce {
  /** SHA-256 of the uploaded object, hex. */
  readonly sha256: string;
  /** What it was read with: a hash of hotline mapping, code lists and id key. Another one asks for reading it anew. */
  readonly reading: string;
  /** The id of the key its ids are hashed with. */
  readonly idKey: string;
  readonly facts: readonly KeptFacts[];
  readonly records: number;
  /** What its ids look like, column by column. */
  readonly idShapes: readonly ColumnShapes[];
  readonly problems: readonly ProblemCount[];
  /** When it was accepted, ISO 8601. */
  readonly acceptedAt: string;
}

/**
 * What the ledger says of one table of one hotline's month: which object may provide it, and which export is in force.
 * Every write raises the generation by one and holds only if the generation read is still the current one.
 */
export interface LedgerEntry extends TableOfMonth {
  readonly generation: number;
  /** The key of the object that provides the table; null after a withdrawal. */
  readonly claimedBy: string | null;
  readonly inForce: ExportInForce | null;
}

/** The exports in force among entries. */
export const exportsInForce = (entries: readonly LedgerEntry[]): CountedExport[] =>
  entries.flatMap(({ hotline, month, table, inForce }) =>
    inForce ? [{ hotline, month, table, sha256: inForce.sha256 }] : [],
  );

/** Whether a table is in force as these bytes give it, read with the same. */
export const isInForce = (
  { inForce }: Pick<LedgerEntry, 'inForce'>,
  { sha256, reading }: Pick<ExportInForce, 'sha256' | 'reading'>,
): boolean => inForce?.sha256 === sha256 && inForce.reading === reading;

/** What became of one uploaded object, table by table, when it was last read. */
export interface UploadRecord {
  readonly key: string;
  readonly hotline: string;
  readonly month: string;
  readonly file: string;
  readonly sha256: string;
  /** What it was read with, as ExportInForce.reading; null when it was refused unread. */
  readonly reading: string | null;
  readonly at: string;
  /** Empty where the reading began and nothing more is known. */
  readonly outcomes: readonly TableOutcome[];
  /** How often reading these bytes in this way has failed (not been rejected) in a row; absent for 0. */
  readonly failures?: number;
}

export interface TableOutcome {
  /** The file stem; null for the object as a whole (a wrong key, an unreadable archive). */
  readonly table: string | null;
  readonly status: 'accepted' | 'rejected';
  readonly records: number;
  readonly problems: readonly ProblemCount[];
  /** Why it is rejected, in one sentence without any value of the file; null when it is accepted. */
  readonly reason: string | null;
  /** The key of its problems.csv, values included; null when it has no problem. */
  readonly problemsKey: string | null;
}

/** The export ledger. Reads are consistent. */
export interface Ledger {
  entriesOf(hotline: string, month?: Month): Promise<LedgerEntry[]>;
  /** The entries of a hotline's months from the first to the last, both included. */
  entriesBetween(hotline: string, first: Month, last: Month): Promise<LedgerEntry[]>;
  /** Writes the entry if its table's generation is still one less than the entry's; false when another write came first. */
  put(entry: LedgerEntry): Promise<boolean>;
  /** What became of one object when it was last read; null when it never was. */
  upload(hotline: string, month: string, file: string): Promise<UploadRecord | null>;
  recordUpload(record: UploadRecord): Promise<void>;
  uploadsOf(hotline: string): Promise<UploadRecord[]>;
}
