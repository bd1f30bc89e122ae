import type { Effects } from '../domain/effects.ts';
import type { LedgerEntry, ProblemCount, TableOutcome, UploadRecord } from '../domain/ledger.ts';
import { type Month, monthsThrough, parseMonth } from '../domain/month.ts';
import { parseExportKey, problemsPath } from '../domain/object-keys.ts';
import { type ExpectedFile, filesDue } from '../domain/period.ts';
import type { Severity } from '../domain/problem.ts';
import type { Table } from '../domain/tables.ts';

/**
 * The status of one table of a hotline's month. `active`: it is counted; `rejected`: an upload that is not; `replaced`:
 * an upload whose table now comes from another file; `removed`: its file was deleted; `missing`: nothing was received.
 */
export interface TableStatus {
  readonly hotline: string;
  readonly month: string;
  /** The file name without extension; null for an upload that is rejected entirely. */
  readonly table: string | null;
  readonly state: 'active' | 'rejected' | 'replaced' | 'removed' | 'missing';
  /** The path of the upload below the exports folder; null if nothing was received. */
  readonly file: string | null;
  /** When it was read, ISO 8601. */
  readonly receivedAt: string | null;
  readonly records: number;
  /** Problems of each severity, not rows. */
  readonly errors: number;
  readonly warnings: number;
  /** Why it is rejected, in the hotline's language, without any value. */
  readonly reason: string | null;
  /** What is counted of it, by canonical table. */
  readonly counted: readonly { readonly table: Table; readonly rows: number }[];
  /** The path of its problems.csv below the state; null if it has no problems. */
  readonly problems: string | null;
}

/** The inputs of a status. `isThere` is false for an upload whose file is known to be deleted. */
export interface StatusSource {
  readonly ledger: Pick<Effects['ledger'], 'entriesOf' | 'uploadsOf'>;
  filesOf(hotline: string): readonly ExpectedFile[];
  isThere(key: string): Promise<boolean>;
}

/**
 * Returns the status of the uploads of a hotline, the newest month first; months between two with uploads are listed as
 * missing, if a file is due after them.
 */
export async function uploadStatus(source: StatusSource, hotline: string, only: Month | null): Promise<TableStatus[]> {
  const entries = await source.ledger.entriesOf(hotline);
  const uploads: UploadRecord[] = [];
  for (const upload of await source.ledger.uploadsOf(hotline))
    if (await isListed(source, upload, entries)) uploads.push(upload);
  const months = listMonths([...entries, ...uploads]).filter((month) => only === null || month === only);
  return months.flatMap((month) => {
    const ofMonth = {
      entries: entries.filter((entry) => entry.month === month),
      uploads: uploads.filter((upload) => upload.month === month),
    };
    return monthStatus(hotline, month, source.filesOf(hotline), ofMonth);
  });
}

/** An upload that is not counted and whose file was deleted is not listed. */
async function isListed(
  { isThere }: StatusSource,
  { key }: UploadRecord,
  entries: readonly LedgerEntry[],
): Promise<boolean> {
  return entries.some(({ claimedBy }) => claimedBy === key) || (await isThere(key));
}

function listMonths(rows: readonly { readonly month: string }[]): string[] {
  const months = [...new Set(rows.map(({ month }) => month))].sort();
  const parsed = months.flatMap((month) => parseMonth(month) ?? []);
  const [first, last] = [parsed[0], parsed.at(-1)];
  const between = first && last ? monthsThrough(first, last) : [];
  return [...new Set([...months, ...between])].sort().reverse();
}

interface OfMonth {
  readonly entries: readonly LedgerEntry[];
  readonly uploads: readonly UploadRecord[];
}

function monthStatus(hotline: string, text: string, files: readonly ExpectedFile[], ofMonth: OfMonth): TableStatus[] {
  const month = parseMonth(text);
  const tables = files.map(({ table }) => table);
  const due = month === null ? tables : filesDue(files, month);
  const whole = ofMonth.uploads.flatMap((upload) =>
    upload.outcomes
      .filter(({ table, status }) => status === 'rejected' && (table === null || !tables.includes(table)))
      .map((outcome) => uploadRow(upload, outcome, 'rejected')),
  );
  const rows = tables.flatMap((table): TableStatus[] => {
    const statuses = tableStatus(table, ofMonth);
    if (statuses.length > 0 || !due.includes(table)) return statuses;
    return [{ ...NOTHING, hotline, month: text, table, state: 'missing' }];
  });
  return [...rows, ...whole];
}

function tableStatus(table: string, { entries, uploads }: OfMonth): TableStatus[] {
  const entry = entries.find((ledgerEntry) => ledgerEntry.table === table);
  const active = entry?.inForce ? [activeRow(entry, uploads)] : [];
  const others = uploads.flatMap((upload) =>
    upload.outcomes
      .filter((outcome) => outcome.table === table)
      .flatMap((outcome) => {
        if (outcome.status === 'rejected') return [uploadRow(upload, outcome, 'rejected')];
        if (entry?.inForce && entry.claimedBy === upload.key) return [];
        return [uploadRow(upload, outcome, entry?.inForce ? 'replaced' : 'removed')];
      }),
  );
  const isGone = active.length + others.length === 0 && entry !== undefined && entry.claimedBy === null;
  const { hotline, month } = entry ?? { hotline: '', month: '' };
  return isGone ? [{ ...NOTHING, hotline, month, table, state: 'removed' }] : [...active, ...others];
}

function activeRow(entry: LedgerEntry, uploads: readonly UploadRecord[]): TableStatus {
  const { hotline, month, table, claimedBy, inForce } = entry;
  const upload = uploads.find(({ key, sha256 }) => key === claimedBy && sha256 === inForce?.sha256);
  const outcome = upload?.outcomes.find((tableOutcome) => tableOutcome.table === table);
  return {
    hotline,
    month,
    table,
    state: 'active',
    file: claimedBy === null ? null : uploadFile(claimedBy),
    receivedAt: inForce?.acceptedAt ?? null,
    records: inForce?.records ?? 0,
    errors: countProblems(inForce?.problems ?? [], 'error'),
    warnings: countProblems(inForce?.problems ?? [], 'warning'),
    reason: null,
    counted: (inForce?.facts ?? []).map(({ table: canonical, rows, records }) => ({
      table: canonical,
      rows: records ?? rows,
    })),
    problems: problemsFilePath(outcome?.problemsKey ?? null),
  };
}

const uploadRow = (upload: UploadRecord, outcome: TableOutcome, state: TableStatus['state']): TableStatus => ({
  hotline: upload.hotline,
  month: upload.month,
  table: outcome.table,
  state,
  file: uploadFile(upload.key),
  receivedAt: upload.at,
  records: outcome.records,
  errors: countProblems(outcome.problems, 'error'),
  warnings: countProblems(outcome.problems, 'warning'),
  reason: outcome.reason,
  counted: [],
  problems: problemsFilePath(outcome.problemsKey),
});

const NOTHING: Omit<TableStatus, 'hotline' | 'month' | 'table' | 'state'> = {
  file: null,
  receivedAt: null,
  records: 0,
  errors: 0,
  warnings: 0,
  reason: null,
  counted: [],
  problems: null,
};

const countProblems = (problems: readonly ProblemCount[], severity: Severity): number =>
  problems.filter((problem) => problem.severity === severity).reduce((sum, { count }) => sum + count, 0);

const problemsFilePath = (problemsKey: string | null): string | null =>
  problemsKey === null ? null : problemsPath(problemsKey);

const uploadFile = (key: string): string => parseExportKey(key)?.file ?? key.replace(/^exports\//u, '');
