import { join } from 'node:path';
import type { Definitions } from '../definitions/load-definitions.ts';
import type { Effects } from '../domain/effects.ts';
import { checkListKey, checkResultKey, parseStagedKey } from '../domain/object-keys.ts';
import type { ProblemLine } from '../domain/problem.ts';
import type { EffectsOf } from '../domain/step-effects.ts';
import { type CheckedTable, checkFile, type LooseFile } from './check-file/check-file.ts';
import { checkSummary, type TableSummary } from './check-file/check-summary.ts';
import { checkedProblems } from './check-file/checked-problems.ts';
import { type OpenReader, type OpenReaderFor, ReadingFailed } from './ingest-export/upload-reader.ts';

/** The result of a check, without a single value. The hash identifies the bytes that were checked. */
export interface CheckResult {
  readonly name: string;
  /** SHA-256, hex. */
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
  readonly tables: readonly TableSummary[];
}

export interface CheckUploadEffects extends EffectsOf<'check-upload'> {
  readonly openReader: OpenReaderFor;
  /** Reads a file of the reader's folder. */
  readonly read: (path: string) => AsyncIterable<Uint8Array>;
  readonly clock: Effects['clock'];
}

/** A list with more problems is not stored: an answer of a function in AWS has at most 6 MB. */
export const MOST_LISTED = 20_000;

/**
 * Checks a staged file with the reader that ingests exports, and stores what it found for the person who sent it. A key
 * of another form and a file that is removed already are ignored.
 */
export async function checkUpload(
  { stagedUploads, checkResults, openReader, read, clock }: CheckUploadEffects,
  definitions: Definitions,
  key: string,
): Promise<void> {
  const staged = parseStagedKey(key);
  const size = staged && definitions.hotlines.has(staged.hotline) ? await stagedUploads.size(key) : null;
  if (!staged || size === null) return;
  const reader = await openReader(size);
  try {
    const path = join(reader.folder, 'upload');
    const fetched = await stagedUploads.fetch(key, path);
    if (!fetched) return;
    const { name, hotline, month, language } = staged;
    const file = { name, path, size, hotline, table: null, month, language };
    const checked = await checkedTables(reader, definitions, file, clock.now());
    const csvs = checked.map(({ problemsCsv }) => read(problemsCsv));
    const list = await listOf(checkedProblems(csvs, language));
    // first: whoever sees the result may ask for the list
    if (list) await checkResults.putBytes(checkListKey(staged), new TextEncoder().encode(JSON.stringify(list)));
    const result: CheckResult = { name, sha256: fetched.sha256, size, tables: checked.map(checkSummary) };
    await checkResults.putBytes(checkResultKey(staged), new TextEncoder().encode(JSON.stringify(result)));
  } finally {
    await reader.close();
  }
}

/** Returns the problems of a check; null if there are too many for a list. */
async function listOf(lines: AsyncIterable<ProblemLine>): Promise<ProblemLine[] | null> {
  const list: ProblemLine[] = [];
  for await (const line of lines) {
    if (list.length === MOST_LISTED) return null;
    list.push(line);
  }
  return list;
}

/** Checks a file in a reader's folder. If its bytes make the reading fail, that is its one problem. */
async function checkedTables(
  reader: OpenReader,
  definitions: Definitions,
  file: LooseFile,
  now: Date,
): Promise<CheckedTable[]> {
  const read = (failure: ReadingFailed | null) => checkFile(reader, definitions, file, { now, failure });
  return read(null).catch((error: unknown) => {
    if (!(error instanceof ReadingFailed)) throw error;
    return read(error);
  });
}
