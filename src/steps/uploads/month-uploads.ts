import type { Effects } from '../../domain/effects.ts';
import type { UserLanguage } from '../../domain/languages.ts';
import type { LedgerEntry, ProblemCount, UploadRecord } from '../../domain/ledger.ts';
import type { Month } from '../../domain/month.ts';
import type { ProblemLine, Severity } from '../../domain/problem.ts';
import {
  problemListCsv,
  readProblemLines,
  type ValuedProblemLine,
  withoutValue,
} from '../../exports/problems/read-problems.ts';

/** One table of an upload. */
export interface UploadedTable {
  /** The file name without extension; null for the entire upload. */
  readonly table: string | null;
  readonly status: 'accepted' | 'rejected';
  /** Whether the table of the month comes from this upload now. */
  readonly isCounted: boolean;
  readonly records: number;
  readonly errors: number;
  readonly warnings: number;
  /** Why it is rejected, in the hotline's language, without any value. */
  readonly reason: string | null;
  readonly problems: readonly ProblemCount[];
  /** The key of its problems.csv; null if it has no problems. */
  readonly problemsKey: string | null;
}

/** One uploaded file of a hotline's month, as it was last read. */
export interface UploadedFile {
  readonly name: string;
  /** SHA-256, hex. */
  readonly sha256: string;
  /** ISO 8601. */
  readonly at: string;
  /** Empty while it is being read. */
  readonly tables: readonly UploadedTable[];
  /** The tables of the month that have records from this upload, or from an earlier version of it. */
  readonly filled: readonly string[];
}

/** What is needed to list the uploads of a month. `isThere` is false for an upload whose file is known to be deleted. */
export interface UploadsSource {
  readonly ledger: Pick<Effects['ledger'], 'entriesOf' | 'uploadsOf'>;
  isThere(key: string): Promise<boolean>;
}

/** Returns the uploads of a hotline's month whose files still exist, by name. */
export async function monthUploads(source: UploadsSource, hotline: string, month: Month): Promise<UploadedFile[]> {
  const entries = await source.ledger.entriesOf(hotline, month);
  const uploads = (await source.ledger.uploadsOf(hotline)).filter((upload) => upload.month === month);
  const files: UploadedFile[] = [];
  for (const upload of uploads) if (await source.isThere(upload.key)) files.push(fileOf(upload, entries));
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const fileOf = (upload: UploadRecord, entries: readonly LedgerEntry[]): UploadedFile => ({
  name: upload.file,
  sha256: upload.sha256,
  at: upload.at,
  tables: upload.outcomes.map(({ table, status, records, reason, problems, problemsKey }) => ({
    table,
    status,
    isCounted: entries.some(
      (entry) => entry.table === table && entry.claimedBy === upload.key && entry.inForce?.sha256 === upload.sha256,
    ),
    records,
    errors: total(problems, 'error') + total(problems, 'rejection'),
    warnings: total(problems, 'warning'),
    reason,
    problems,
    problemsKey,
  })),
  filled: entries.flatMap(({ table, claimedBy, inForce }) =>
    claimedBy === upload.key && inForce && inForce.records > 0 ? [table] : [],
  ),
});

const total = (problems: readonly ProblemCount[], severity: Severity): number =>
  problems.filter((one) => one.severity === severity).reduce((sum, { count }) => sum + count, 0);

type ProblemsStore = Pick<Effects['problems'], 'bytes'>;

/** Yields the problems of an upload, table by table, without values. */
export async function* uploadLines(
  problems: ProblemsStore,
  file: UploadedFile,
  language: UserLanguage,
): AsyncGenerator<ProblemLine> {
  for await (const line of valuedLines(problems, file, language)) yield withoutValue(line);
}

/**
 * Yields the problems of an upload as CSV with the cells' values: only for an analyst of its hotline who asks for them.
 * @param language that of the hotline, in which the problems were stored
 */
export const uploadValuesCsv = (
  problems: ProblemsStore,
  file: UploadedFile,
  language: UserLanguage,
): AsyncGenerator<string> => problemListCsv(valuedLines(problems, file, language), language, true);

async function* valuedLines(
  problems: ProblemsStore,
  { tables }: UploadedFile,
  language: UserLanguage,
): AsyncGenerator<ValuedProblemLine> {
  for (const { problemsKey } of tables)
    if (problemsKey !== null) yield* readProblemLines([await problems.bytes(problemsKey)], language);
}
