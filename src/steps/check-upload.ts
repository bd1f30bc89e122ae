import { join } from 'node:path';
import type { Definitions } from '../definitions/load-definitions.ts';
import type { Effects } from '../domain/effects.ts';
import { checkResultKey, parseStagedKey } from '../domain/object-keys.ts';
import type { EffectsOf } from '../domain/step-effects.ts';
import { checkFile, type LooseFile } from './check-file/check-file.ts';
import { checkSummary, type TableSummary } from './check-file/check-summary.ts';
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
  readonly clock: Effects['clock'];
}

/**
 * Checks a staged file with the reader that ingests exports, and stores what it found for the person who sent it. A key
 * of another form and a file that is removed already are ignored.
 */
export async function checkUpload(
  { stagedUploads, checkResults, openReader, clock }: CheckUploadEffects,
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
    const tables = await checkedTables(reader, definitions, file, clock.now());
    const result: CheckResult = { name, sha256: fetched.sha256, size, tables };
    await checkResults.putBytes(checkResultKey(staged), new TextEncoder().encode(JSON.stringify(result)));
  } finally {
    await reader.close();
  }
}

/** Checks a file in a reader's folder. If its bytes make the reading fail, that is its one problem. */
export async function checkedTables(
  reader: OpenReader,
  definitions: Definitions,
  file: LooseFile,
  now: Date,
): Promise<TableSummary[]> {
  const read = (failure: ReadingFailed | null) => checkFile(reader, definitions, file, { now, failure });
  const checked = await read(null).catch((error: unknown) => {
    if (!(error instanceof ReadingFailed)) throw error;
    return read(error);
  });
  return checked.map(checkSummary);
}
