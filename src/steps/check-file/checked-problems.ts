import type { Hotline } from '../../definitions/hotline.ts';
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
 * Returns the id of another hotline whose files have the headings of a file that its own hotline rejects for its headings
 * or its name; null if there is none. People drop files on the page of the wrong hotline, also renamed ones, and with errors.
 */
export async function hotlineOfHeadings(
  comparing: Comparing,
  file: LooseFile,
  tables: readonly CheckedTable[],
): Promise<string | null> {
  if (file.size > LARGEST_COMPARED_BYTES || !tables.some(hasOtherForm)) return null;
  for (const hotline of comparing.definitions.hotlines.values())
    if (hotline.id !== file.hotline && (await hasHeadingsOf(hotline, comparing, file))) return hotline.id;
  return null;
}

/** Tries the file's own name first, then every table of the hotline. */
async function hasHeadingsOf(
  { id, files }: Hotline,
  { reader, definitions, now }: Comparing,
  file: LooseFile,
): Promise<boolean> {
  for (const table of [null, ...files.map(({ stem }) => stem)]) {
    const read = await checkFile(reader, definitions, { ...file, hotline: id, table }, { now }).catch(() => []);
    if (read.length > 0 && read.every((one) => one.records > 0 && !hasOtherForm(one))) return true;
  }
  return false;
}

const hasOtherForm = ({ groups }: CheckedTable): boolean =>
  groups.some(({ severity, code }) => severity === 'rejection' && OTHER_FORM.has(code));
