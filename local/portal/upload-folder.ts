import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { Failure } from '../../src/domain/failure.ts';
import type { PortalContext } from '../../src/portal/portal-options.ts';
import { type CheckedTable, checkFile } from '../../src/steps/check-file/check-file.ts';
import { checkSummary } from '../../src/steps/check-file/check-summary.ts';
import { ReadingFailed } from '../../src/steps/ingest-export/upload-reader.ts';
import type { LocalEffects } from '../pipeline/local-runtime.ts';
import type { PipelineContext } from '../pipeline/run-pipeline.ts';

/** The parts of the pipeline that uploads need. */
interface UploadMachine extends Pick<PipelineContext, 'exports'> {
  readonly definitions: Pick<PipelineContext['definitions'], 'current'>;
}

/** Writes a stream to a file that only its owner can read. Returns its SHA-256 in hex. */
async function written(body: ReadableStream<Uint8Array>, path: string): Promise<string> {
  const hash = createHash('sha256');
  const through = new Transform({
    transform(chunk, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(Readable.fromWeb(body), through, createWriteStream(path, { mode: 0o600 }));
  return hash.digest('hex');
}

/**
 * Reads a file as an ingest would, without storing anything. Its copy is in the reader's private folder, which is
 * removed with the reader.
 */
export const checkUpload =
  ({ definitions }: UploadMachine, effects: LocalEffects): PortalContext['checkUpload'] =>
  async ({ hotline, month, name, language, body }, size) => {
    const reader = await effects.openReader(size);
    try {
      const path = join(reader.folder, 'upload');
      const sha256 = await written(body, path);
      const file = { name, path, size: (await stat(path)).size, hotline, table: null, month, language };
      const known = definitions.current.definitions;
      const read = (failure: ReadingFailed | null): Promise<CheckedTable[]> =>
        checkFile(reader, known, file, { now: effects.clock.now(), failure });
      const checked = await read(null).catch((error: unknown) => {
        if (!(error instanceof ReadingFailed)) throw error;
        return read(error);
      });
      return { sha256, size: file.size, tables: checked.map(checkSummary) };
    } finally {
      await reader.close();
    }
  };

/**
 * Puts a file into the exports folder, completely or not at all: writes it under a hidden name in the same folder,
 * compares it with the hash of the checked file, and renames it.
 */
export const storeUpload =
  ({ exports }: Pick<UploadMachine, 'exports'>): PortalContext['storeUpload'] =>
  async ({ hotline, month, name, body }, expected) => {
    const path = join(exports, hotline, month, name);
    const beside = join(dirname(path), `.${name}.${process.pid}.part`);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    try {
      const sha256 = await written(body, beside);
      if (sha256 !== expected)
        throw new Failure(
          'ExportUnreadable',
          `${name}: the file that arrived differs from the one that was checked; upload it again`,
        );
      await rename(beside, path);
    } finally {
      await rm(beside, { force: true });
    }
  };
