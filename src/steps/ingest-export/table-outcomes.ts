import type { Language } from '../../domain/languages.ts';
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

/** How many problems of a rejected table are told in words; the rest stand in its problems.csv. */
const EXAMPLES = 5;

/** What became of one table, without any value of it. */
export function outcomeOf(file: ReadFile, upload: Upload, kept: string | null): TableOutcome {
  const { table, status, records, problems } = file;
  const { hotline } = upload.identified;
  const reason =
    status === 'rejected' ? reasonOf(file, hotline.errorTolerance, wordingOf(file, hotline.language)) : null;
  return { table, status, records, problems: problems.counts, reason, problemsKey: kept };
}

/** The words for a file's problems, which name its rows and columns as a spreadsheet does. */
export const wordingOf = ({ headingRow, columns }: ReadFile, language: Language): Wording => ({
  language,
  headingRow,
  columns,
});

function reasonOf({ problems }: ReadFile, tolerance: number, wording: Wording): string {
  const [rejection] = problems.first.filter(({ severity }) => severity === 'rejection');
  return rejection
    ? placedText({ ...withoutPartNames(rejection), column: null }, wording)
    : tooManyErrors(problems.rowsInError, tolerance, wording.language);
}

/** The first problems of what was rejected, each with its place and in the language of its hotline: never a value. */
export const examplesOf = (files: readonly ReadFile[], language: Language): string[] =>
  files
    .filter(({ status }) => status === 'rejected')
    .flatMap((file) =>
      file.problems.first
        .slice(0, EXAMPLES)
        .map((problem) => placedText(withoutPartNames(problem), wordingOf(file, language))),
    );

/** Keeps a table's problems.csv with the confidentiality of the upload; null when it has no problem. */
export async function keepProblems(effects: IngestEffects, upload: Upload, file: ReadFile): Promise<string | null> {
  if (file.problems.counts.length === 0) return null;
  const key = keyOf(upload, file.table);
  await effects.problems.putFile(key, file.problemsCsv);
  return key;
}

/** A CSV holds one table, whose problems need no folder of their own. */
const keyOf = ({ identified, file, sha256 }: Upload, table: string | null): string =>
  problemsKeyOf(
    { hotline: identified.hotline.id, month: identified.month, file },
    sha256,
    identified.file === null ? table : null,
  );

/** The key of an upload's problems; names of any length are given to uploads, and a key takes 1,024 bytes. */
export const problemsKeyOf = (
  { hotline, month, file }: { readonly hotline: string; readonly month: string; readonly file: string },
  sha256: string,
  table: string | null = null,
): string => problemsKey(shortName(hotline), shortName(month), shortName(file), sha256, table);

/** A table that another object provides already. */
export const rejectedAsSecond = (
  effects: IngestEffects,
  upload: Upload,
  table: string,
  first: string,
): Promise<TableOutcome> => rejectedFor(effects, upload, table, providedBy(first));

/** The problem of a table that another upload provides. */
export const providedBy = (first: string): Problem =>
  problem('rejection', 'second-object', detailOf('provided-by', { key: first }));

/** An upload that is rejected as a whole, for one reason. */
export const rejectedWhole = (effects: IngestEffects, upload: Upload, problem: Problem): Promise<TableOutcome> =>
  rejectedFor(effects, upload, null, problem);

async function rejectedFor(
  effects: IngestEffects,
  upload: Upload,
  table: string | null,
  problem: Problem,
): Promise<TableOutcome> {
  const { language } = upload.identified.hotline;
  const key = keyOf(upload, table);
  await effects.problems.putBytes(key, await problemsFile(problem, wordingIn(language)));
  return { ...unreadOutcome(problem, language), table, problemsKey: key };
}

/** The outcome of an upload that is rejected as a whole for one reason, without a file of problems. */
export const unreadOutcome = (problem: Problem, language: Language): TableOutcome => ({
  table: null,
  status: 'rejected',
  records: 0,
  problems: [{ code: problem.code, severity: problem.severity, column: null, count: 1 }],
  reason: problemText(withoutPartNames(problem), wordingIn(language)),
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
export async function problemsFile(problem: Problem, wording: Wording): Promise<Uint8Array> {
  const lines: string[] = [];
  for await (const line of problemsCsvLines([[problem]], wording)) lines.push(line);
  return new TextEncoder().encode(lines.join(''));
}
