import type { UserLanguage } from '../../domain/languages.ts';
import type { ProblemCount } from '../../domain/ledger.ts';
import type { ProblemLine, Severity } from '../../domain/problem.ts';
import { problemListCsv } from '../../exports/problems/read-problems.ts';
import { WORDS } from '../../words/words.ts';
import type { UploadedFile } from './month-uploads.ts';

/** Some problems of one kind in one column, in the order of their rows. */
export interface ProblemPage {
  readonly total: number;
  readonly rows: readonly ProblemLine[];
  /** The cursor of the next page; null after the last one. */
  readonly next: number | null;
}

/** The problems that a page shows: of one kind in one column; null for any. */
export interface ProblemsAsked {
  readonly code: string | null;
  readonly column: string | null;
  /** A kind can be a warning about a column and an error in its rows; null for any. */
  readonly severity: Severity | null;
  /** How many of them the pages before have shown. */
  readonly after: number;
  readonly limit: number;
}

/** Returns one page of problems, and how many there are in all. Reads every line, because the total must be true. */
export async function pageOfProblems(
  lines: AsyncIterable<ProblemLine>,
  { code, column, severity, after, limit }: ProblemsAsked,
): Promise<ProblemPage> {
  const rows: ProblemLine[] = [];
  let total = 0;
  for await (const line of lines) {
    if (code !== null && (line.code !== code || line.column !== column)) continue;
    if (severity !== null && line.severity !== severity) continue;
    if (total >= after && rows.length < limit) rows.push(line);
    total++;
  }
  const next = after + rows.length;
  return { total, rows, next: rows.length > 0 && next < total ? next : null };
}

/** Yields problems as CSV for a spreadsheet program, without values. */
export const problemsAsCsv = (lines: AsyncIterable<ProblemLine>, language: UserLanguage): AsyncIterable<string> =>
  problemListCsv(lines, language, false);

/** Problems of one kind in one column of an uploaded file, in the words of the page. */
export interface UploadedKind extends ProblemCount {
  readonly sentence: string;
  readonly remedy: string;
}

/** Returns the kinds of problems of an uploaded file, the most severe first, with true counts. */
export function problemKinds({ tables }: UploadedFile, language: UserLanguage): UploadedKind[] {
  const kinds = new Map<string, UploadedKind>();
  for (const problem of tables.flatMap(({ problems }) => problems)) {
    const key = `${problem.severity} ${problem.code} ${problem.column ?? ''}`;
    const { sentence, remedy } = WORDS[language].problems[problem.code];
    const count = (kinds.get(key)?.count ?? 0) + problem.count;
    kinds.set(key, { ...problem, count, sentence, remedy });
  }
  const rank = ['rejection', 'error', 'warning'];
  return [...kinds.values()].sort((a, b) => rank.indexOf(a.severity) - rank.indexOf(b.severity) || b.count - a.count);
}
