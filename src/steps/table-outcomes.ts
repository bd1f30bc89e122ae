import { problemsKey } from '../contract/object-keys.ts';
import type { TableOutcome, UploadRecord } from '../domain/ledger.ts';
import type { Problem } from '../domain/problem.ts';
import { shortName } from '../domain/short-name.ts';
import { problemText } from '../exports/problem-texts.ts';
import type { ReadFile } from '../exports/read-file.ts';
import type { IngestEffects, Upload } from './ingest-export.ts';

/** The name under which the problems of an object as a whole are kept. */
const WHOLE = '_object';

/** How many problems of a rejected table are told in words; the rest stand in its problems.csv. */
const EXAMPLES = 5;

/** What became of one table, without any value of it. */
export function outcomeOf(file: ReadFile, upload: Upload, kept: string | null): TableOutcome {
  const { table, status, records, problems } = file;
  const reason = status === 'rejected' ? reasonOf(file, upload.identified.hotline.errorTolerance) : null;
  return { table, status, records, problems: problems.counts, reason, problemsKey: kept };
}

function reasonOf({ problems }: ReadFile, tolerance: number): string {
  const [rejection] = problems.first.filter(({ severity }) => severity === 'rejection');
  if (rejection) return problemText(rejection);
  const records = problems.rowsInError === 1 ? '1 record is' : `${problems.rowsInError} records are`;
  return `${records} in error; its hotline tolerates ${tolerance}`;
}

/** The first problems of what was rejected: record, column and problem, never a value. */
export const examplesOf = (files: readonly ReadFile[]): string[] =>
  files
    .filter(({ status }) => status === 'rejected')
    .flatMap(({ problems }) => problems.first.slice(0, EXAMPLES).map(placed));

/** A problem with its place. */
export function placed(problem: Problem): string {
  const place = [problem.record === null ? null : `record ${problem.record}`, problem.column].filter(
    (part) => part !== null,
  );
  return [...place, problemText(problem)].join(', ').replace(/, (?=[^,]*$)/u, place.length > 0 ? ': ' : ', ');
}

/** Keeps a table's problems.csv with the confidentiality of the upload; null when it has no problem. */
export async function keepProblems(effects: IngestEffects, upload: Upload, file: ReadFile): Promise<string | null> {
  if (file.problems.counts.length === 0) return null;
  const key = keyOf(upload, file.table ?? WHOLE);
  await effects.problems.putFile(key, file.problemsCsv);
  return key;
}

const keyOf = ({ identified, file, sha256 }: Upload, table: string): string =>
  problemsKeyOf({ hotline: identified.hotline.id, month: identified.month, file }, sha256, table);

/** The key of an upload's problems; names of any length are given to uploads, and a key takes 1,024 bytes. */
export const problemsKeyOf = (
  { hotline, month, file }: { readonly hotline: string; readonly month: string; readonly file: string },
  sha256: string,
  table = WHOLE,
): string => problemsKey(shortName(hotline), shortName(month), shortName(file), sha256, table);

/** A table that another object provides already. */
export const rejectedAsSecond = (
  effects: IngestEffects,
  upload: Upload,
  table: string,
  first: string,
): Promise<TableOutcome> => rejectedFor(effects, upload, table, { ...REJECTION, code: 'second-object', detail: first });

/** An upload that is rejected as a whole, for one reason. */
export const rejectedWhole = (effects: IngestEffects, upload: Upload, problem: Problem): Promise<TableOutcome> =>
  rejectedFor(effects, upload, null, problem);

const REJECTION = { severity: 'rejection', record: null, column: null } as const;

async function rejectedFor(
  effects: IngestEffects,
  upload: Upload,
  table: string | null,
  problem: Problem,
): Promise<TableOutcome> {
  const key = keyOf(upload, table ?? WHOLE);
  await effects.problems.putBytes(key, new TextEncoder().encode(problemsFile(problem)));
  return { ...unreadOutcome(problem), table, problemsKey: key };
}

/** The outcome of an upload that is rejected as a whole for one reason, without a file of problems. */
export const unreadOutcome = (problem: Problem): TableOutcome => ({
  table: null,
  status: 'rejected',
  records: 0,
  problems: [{ code: problem.code, severity: problem.severity, column: null, count: 1 }],
  reason: problemText(problem),
  problemsKey: null,
});

/** The record of what became of an upload; `failures` as in UploadRecord. */
export const recordOf = (
  { clock }: Pick<IngestEffects, 'clock'>,
  { key, file, sha256, reading, identified }: Upload,
  outcomes: readonly TableOutcome[],
  failures = 0,
): UploadRecord => ({
  key,
  hotline: identified.hotline.id,
  month: identified.month,
  file,
  sha256,
  reading,
  at: clock.now().toISOString(),
  outcomes,
  ...(failures > 0 && { failures }),
});

/** A problems.csv of one problem of a whole object. */
export const problemsFile = ({ code, severity, detail }: Problem): string =>
  `record,column,severity,problem,value\n,,${severity},"${`${code}: ${detail}`.replaceAll('"', '""')}",\n`;
