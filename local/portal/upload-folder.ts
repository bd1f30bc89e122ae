import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { makeFolder } from '../../src/adapters/local/make-folder.ts';
import { Failure, ifNotFound } from '../../src/domain/failure.ts';
import type { PortalContext, UploadPlace } from '../../src/portal/portal-options.ts';
import { fileHash } from '../../src/steps/verify-state/verify-files.ts';
import { statIfExists } from '../state/read-stored.ts';

/** The folders of uploads. */
export interface UploadFolders {
  readonly exports: string;
  readonly state: string;
  /** Opens a file for writing; by default on the disk. */
  readonly openFile?: (path: string) => Writable;
}

/** Opens a file that only its owner can read; it is on the disk when the stream has ended. */
const onDisk = (path: string): Writable => createWriteStream(path, { mode: 0o600, flush: true });

/** Writes a stream to a file. Returns its SHA-256 in hex. */
export async function writeStream(
  body: ReadableStream<Uint8Array>,
  file: Writable,
  signal: AbortSignal,
): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  const through = new Transform({
    transform(chunk: Uint8Array, _, done) {
      hash.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(Readable.fromWeb(body), through, file, { signal });
  return { sha256: hash.digest('hex'), size };
}

/**
 * Puts a file into the exports folder, completely or not at all: writes it under a hidden name in the same folder,
 * compares it with the hash of the checked file, and renames it.
 */
export const storeUpload =
  ({ exports, openFile = onDisk }: UploadFolders): PortalContext['storeUpload'] =>
  async ({ hotline, month, name, body, signal }, expected) => {
    const folder = join(exports, hotline, month);
    // two tabs may send the same file at a time
    const beside = join(folder, `.${name}.${randomUUID()}.part`);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      const { sha256 } = await writeStream(body, openFile(beside), signal);
      if (sha256 !== expected)
        throw new Failure(
          'ExportUnreadable',
          `${name}: the file that arrived differs from the one that was checked; upload it again`,
        );
      await rename(beside, join(folder, await nameInFolder(folder, name)));
    } finally {
      await rm(beside, { force: true });
    }
  };

/**
 * Moves a file to `withdrawn/` in the state, where no one counts it. The watch loop then withdraws its tables from the
 * ledger, as for a file that a person deletes.
 */
export const withdrawUpload =
  ({ exports, state }: UploadFolders): PortalContext['withdrawUpload'] =>
  async ({ hotline, month, name }: UploadPlace, sha256) => {
    const folder = join(exports, hotline, month);
    const path = join(folder, await nameInFolder(folder, name));
    if (!(await statIfExists(path))?.isFile() || (await fileHash(path)) !== sha256) return false;
    const target = join(state, 'withdrawn', hotline, month, `${new Date().toISOString().replaceAll(':', '')} ${name}`);
    await makeFolder(dirname(target));
    await rename(path, target).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EXDEV') throw error;
      await copyFile(path, target); // the exports are on another disk
      await rm(path);
    });
    return true;
  };

/**
 * Returns the name under which a folder already has a file. A Mac may have written the accents of the same name as
 * separate characters (NFD).
 */
async function nameInFolder(folder: string, name: string): Promise<string> {
  const names = await readdir(folder).catch(ifNotFound<string[]>([]));
  return names.find((one) => one.normalize('NFC') === name) ?? name;
}
