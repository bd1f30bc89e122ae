import type { UserLanguage } from '../../domain/languages.ts';
import type { TableOutcome, UploadRecord } from '../../domain/ledger.ts';
import { problemsKey } from '../../domain/object-keys.ts';
import type { Problem } from '../../domain/problem.ts';
import { shortName } from '../../domain/short-name.ts';
import { detailOf } from '../../exports/problems/detail-phrases.ts';
import { withoutPartNames } from '../../exports/problems/part-names.ts';
import { problem } from '../../exports/problems/problem.ts';
import {
  placedText,
  problemText,
  tooManyErrors,
  type Wording,
  wordingIn,
} from '../../exports/problems/problem-words.ts';
import { problemsCsvLines } from '../../exports/problems/problems-csv.ts';
import type { ReadFile } from '../../exports/read-export.ts';
import type { IngestEffects, Upload } from './upload.ts';

/** How many problems of a rejected table are described in words; the rest are in its problems.csv. */
const EXAMPLES = 5;

/** Returns the outcome of one table, without any value of it. */
export function tableOutcome(file: ReadFile, upload: Upload, problemsKey: string | null): TableOutcome {
  const { table, status, records, problems } = file;
  const { hotline } = upload.identified;
  const reason =
    status === 'rejected' ? rejectionReason(file, hotline.errorTolerance, fileWording(file, hotline.language)) : null;
  return { table, status, records, problems: problems.counts, reason, problemsKey: problemsKey };
}

/** Returns the wording for a file's problems, which names its rows and columns like a spreadsheet. */
const fileWording = ({ headingRow, columns }: ReadFile, language: UserLanguage): Wording => ({
  language,
  headingRow,
  columns,
});

function rejectionReason({ problems }: ReadFile, tolerance: number, wording: Wording): string {
  const [rejection] = problems.first.filter(({ severity }) => severity === 'rejection');
  return rejection
    ? placedText({ ...withoutPartNames(rejection), column: null }, wording)
    : tooManyErrors(problems.rowsInError, tolerance, wording.language);
}

/**
 * Describes the first problems of rejected tables, each with its place and in the language of its hotline: never a
 * value.
 */
export const problemExamples = (files: readonly ReadFile[], language: UserLanguage): string[] =>
  files
    .filter(({ status }) => status === 'rejected')
    .flatMap((file) =>
      file.problems.first
        .slice(0, EXAMPLES)
        .map((problem) => placedText(withoutPartNames(problem), fileWording(file, language))),
    );

/** Stores a table's problems.csv, as confidential as the upload; returns null if it has no problems. */
export async function storeProblems(effects: IngestEffects, upload: Upload, file: ReadFile): Promise<string | null> {
  if (file.problems.counts.length === 0) return null;
  const key = tableProblemsKey(upload, file.table);
  await effects.problems.putFile(key, file.problemsCsv);
  return key;
}

/** A CSV has one table, whose problems need no separate folder. */
const tableProblemsKey = ({ identified, file, sha256 }: Upload, table: string | null): string =>
  uploadProblemsKey(
    { hotline: identified.hotline.id, month: identified.month, file },
    sha256,
    identified.file === null ? table : null,
  );

/** Returns the key of an upload's problems. Names of uploads can have any length, and a key at most 1,024 bytes. */
export const uploadProblemsKey = (
  { hotline, month, file }: { readonly hotline: string; readonly month: string; readonly file: string },
  sha256: string,
  table: string | null = null,
): string =>
  problemsKey({ hotline: shortName(hotline), month: shortName(month), file: shortName(file), sha256, table });

/** Rejects a table that another object already provides. */
export const rejectAsSecond = (
  effects: IngestEffects,
  upload: Upload,
  table: string,
  first: string,
): Promise<TableOutcome> => reject(effects, upload, table, providedBy(first));

/** Rejects a table without records where the month has some. */
export const rejectAsEmpty = (effects: IngestEffects, upload: Upload, table: string): Promise<TableOutcome> =>
  reject(effects, upload, table, problem('rejection', 'empty-replacement', ''));

/** The problem of a table that another upload provides. */
export const providedBy = (first: string): Problem =>
  problem('rejection', 'second-object', detailOf('provided-by', { key: first }));

/** Rejects an entire upload for one reason. */
export const rejectUpload = (effects: IngestEffects, upload: Upload, problem: Problem): Promise<TableOutcome> =>
  reject(effects, upload, null, problem);

async function reject(
  effects: IngestEffects,
  upload: Upload,
  table: string | null,
  problem: Problem,
): Promise<TableOutcome> {
  const { language } = upload.identified.hotline;
  const key = tableProblemsKey(upload, table);
  await effects.problems.putBytes(key, await problemsFile(problem, wordingIn(language)));
  return { ...unreadOutcome(problem, language), table, problemsKey: key };
}

/** Returns the outcome of an upload that is rejected entirely for one reason, without a file of problems. */
export const unreadOutcome = (problem: Problem, language: UserLanguage): TableOutcome => ({
  table: null,
  status: 'rejected',
  records: 0,
  problems: [{ code: problem.code, severity: problem.severity, column: null, count: 1 }],
  reason: problemText(withoutPartNames(problem), wordingIn(language)),
  problemsKey: null,
});

/** Returns the record of an upload's outcome; `failures` as in UploadRecord. */
export const uploadRecord = (
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

/** Returns a problems.csv with one problem of an entire object. */
export async function problemsFile(problem: Problem, wording: Wording): Promise<Uint8Array> {
  const lines: string[] = [];
  for await (const line of problemsCsvLines([[problem]], wording)) lines.push(line);
  return new TextEncoder().encode(lines.join(''));
}
