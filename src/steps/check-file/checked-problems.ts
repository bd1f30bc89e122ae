import type { Definitions } from '../../definitions/load-definitions.ts';
import type { UserLanguage } from '../../domain/languages.ts';
import type { ProblemLine } from '../../domain/problem.ts';
import {
  problemListCsv,
  readProblemLines,
  type ValuedProblemLine,
  withoutValue,
} from '../../exports/problems/read-problems.ts';
import type { OpenReader } from '../ingest-export/upload-reader.ts';
import { type CheckedTable, checkFile, type LooseFile } from './check-file.ts';

type Csv = AsyncIterable<Uint8Array>;

/** Yields the problems of a checked file from its tables' problems.csv, without values. */
export async function* checkedProblems(tables: readonly Csv[], language: UserLanguage): AsyncGenerator<ProblemLine> {
  for await (const line of linesOf(tables, language)) yield withoutValue(line);
}

/** Yields the problems of a checked file as CSV with the cells' values. */
export const checkedWithValues = (tables: readonly Csv[], language: UserLanguage): AsyncGenerator<string> =>
  problemListCsv(linesOf(tables, language), language, true);

async function* linesOf(tables: readonly Csv[], language: UserLanguage): AsyncGenerator<ValuedProblemLine> {
  for (const csv of tables) yield* readProblemLines(csv, language);
}

/** The codes of a file that has other headings, or another name, than its hotline's files. */
const OTHER_FORM: ReadonlySet<string> = new Set([
  'heading-missing',
  'heading-not-first',
  'no-such-table',
  'not-decodable',
  'separator-unlisted',
]);

/** Files larger than this are not compared with other hotlines, in bytes: each comparison reads the file once more. */
const LARGEST_COMPARED_BYTES = 16 * 1024 * 1024;

/** What reading a file again needs. */
export interface Comparing {
  readonly reader: OpenReader;
  readonly definitions: Definitions;
  readonly now: Date;
}

/**
 * Returns the id of another hotline that reads a file which its own hotline rejects for its headings or its name; null
 * if there is none. People drop files on the page of the wrong hotline.
 */
export async function hotlineOfHeadings(
  { reader, definitions, now }: Comparing,
  file: LooseFile,
  tables: readonly CheckedTable[],
): Promise<string | null> {
  const rejections = tables.flatMap(({ groups }) => groups.filter(({ severity }) => severity === 'rejection'));
  if (file.size > LARGEST_COMPARED_BYTES || !rejections.some(({ code }) => OTHER_FORM.has(code))) return null;
  for (const id of definitions.hotlines.keys()) {
    if (id === file.hotline) continue;
    const read = await checkFile(reader, definitions, { ...file, hotline: id }, { now }).catch(() => []);
    if (read.length > 0 && read.every(({ rejections: count, records }) => count === 0 && records > 0)) return id;
  }
  return null;
}
