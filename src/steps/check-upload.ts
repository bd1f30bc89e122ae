import { join } from 'node:path';
import type { Definitions } from '../definitions/load-definitions.ts';
import type { Effects } from '../domain/effects.ts';
import {
  type CheckedValuesOf,
  checkedValuesKey,
  checkListKey,
  checkResultKey,
  parseStagedKey,
  parseValueRequestKey,
  stagedPrefix,
} from '../domain/object-keys.ts';
import type { ProblemLine } from '../domain/problem.ts';
import type { EffectsOf } from '../domain/step-effects.ts';
import type { StagedFile } from '../domain/upload-offer.ts';
import { type CheckedTable, checkFile, type LooseFile } from './check-file/check-file.ts';
import { checkSummary, type TableSummary } from './check-file/check-summary.ts';
import { checkedProblems, checkedWithValues } from './check-file/checked-problems.ts';
import { MOST_VALUE_BYTES } from './checked-values.ts';
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
 * Checks a staged file with the reader that ingests exports, and stores what it found for the person who sent it; or, for
 * the key of a request for values, reads the file again and stores its problems with values. A key of another form and a
 * file that is removed already are ignored.
 */
export async function checkUpload(effects: CheckUploadEffects, definitions: Definitions, key: string): Promise<void> {
  const asked = parseValueRequestKey(key);
  if (asked) return listValues(effects, definitions, asked);
  const staged = parseStagedKey(key);
  if (!staged) return;
  await withChecked(effects, definitions, { staged, key }, async ({ tables, sha256, size }) => {
    const csvs = tables.map(({ problemsCsv }) => effects.read(problemsCsv));
    const list = await listOf(checkedProblems(csvs, staged.language));
    // first: whoever sees the result may ask for the list
    if (list) await putJson(effects, checkListKey(staged), list);
    const result: CheckResult = { name: staged.name, sha256, size, tables: tables.map(checkSummary) };
    await putJson(effects, checkResultKey(staged), result);
  });
}

async function listValues(effects: CheckUploadEffects, definitions: Definitions, of: CheckedValuesOf): Promise<void> {
  const [key = ''] = await effects.stagedUploads.list(stagedPrefix(of));
  const found = parseStagedKey(key);
  if (!found) return;
  const staged = { ...found, language: of.language };
  await withChecked(effects, definitions, { staged, key }, async ({ tables }) => {
    const csvs = tables.map(({ problemsCsv }) => effects.read(problemsCsv));
    const csv = await textWithin(MOST_VALUE_BYTES, checkedWithValues(csvs, of.language));
    await effects.checkedValues.putBytes(checkedValuesKey(of), csv);
  });
}

/** What a check of a staged file found. Its lists of problems are in the reader's folder. */
interface CheckedFile {
  readonly tables: readonly CheckedTable[];
  /** SHA-256, hex. */
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
}

/** Reads a staged file, if it is still there, and uses what was found before the reader's folder is removed. */
async function withChecked(
  { stagedUploads, openReader, clock }: CheckUploadEffects,
  definitions: Definitions,
  { staged, key }: { readonly staged: StagedFile; readonly key: string },
  use: (checked: CheckedFile) => Promise<void>,
): Promise<void> {
  const { name, hotline, month, language } = staged;
  const size = definitions.hotlines.has(hotline) ? await stagedUploads.size(key) : null;
  if (size === null) return;
  const reader = await openReader(size);
  try {
    const path = join(reader.folder, 'upload');
    const fetched = await stagedUploads.fetch(key, path);
    if (!fetched) return;
    const file = { name, path, size, hotline, table: null, month, language };
    await use({ tables: await checkedTables(reader, definitions, file, clock.now()), sha256: fetched.sha256, size });
  } finally {
    await reader.close();
  }
}

const putJson = (
  { checkResults }: Pick<CheckUploadEffects, 'checkResults'>,
  key: string,
  value: CheckResult | readonly ProblemLine[],
) => checkResults.putBytes(key, new TextEncoder().encode(JSON.stringify(value)));

/** Returns the problems of a check; null if there are too many for a list. */
async function listOf(lines: AsyncIterable<ProblemLine>): Promise<ProblemLine[] | null> {
  const list: ProblemLine[] = [];
  for await (const line of lines) {
    if (list.length === MOST_LISTED) return null;
    list.push(line);
  }
  return list;
}

/** Returns a text as UTF-8; no bytes if it is longer than a limit. */
async function textWithin(limit: number, chunks: AsyncIterable<string>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    const part = new TextEncoder().encode(chunk);
    size += part.byteLength;
    if (size > limit) return new Uint8Array();
    parts.push(part);
  }
  return Uint8Array.from(Buffer.concat(parts));
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
