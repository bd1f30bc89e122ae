import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, copyFile, link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ExportStore, FoundExport, ObjectStore } from '../../domain/effects.ts';
import { Failure, ifNotFound } from '../../domain/failure.ts';
import { hashing } from '../hashing.ts';
import { atPath } from './at-path.ts';
import { makeFolder } from './make-folder.ts';
import { uploadFiles } from './upload-files.ts';

let written = 0;

/** Bytes: with 64 kB, the default, hashing takes twice the time. */
const READ_AT_A_TIME = 2 ** 20;

/**
 * Objects as files of a folder, by key. An object appears complete: it is written to a temporary file and renamed.
 * @param confidential objects are private to their owner, whatever `root` allows
 * @param links whether `fetch` may make a link instead of a copy: only where no one writes into what was fetched
 */
export function folderStore(root: string, { confidential = false, links = false } = {}): ObjectStore {
  const put = async (key: string, write: (path: string) => Promise<void>): Promise<void> => {
    const path = join(root, key);
    const beside = `${path}.${process.pid}.${written++}.part`;
    await makeFolder(dirname(path));
    await atPath(path, async () => {
      await write(beside);
      if (confidential) await chmod(beside, 0o600);
      await rename(beside, path);
    });
  };
  return {
    putFile: (key, fromPath) => put(key, (path) => copyFile(fromPath, path)),
    async putBytes(key, bytes) {
      await put(key, (path) => writeFile(path, bytes));
      return null;
    },
    async fetch(key, toPath) {
      const path = await present(root, key);
      await atPath(toPath, () => (links ? linkOrCopy(path, toPath) : copyFile(path, toPath)));
    },
    bytes: async (key) => new Uint8Array(await readFile(await present(root, key))),
    exists: (key) => isFile(join(root, key)),
  };
}

/** An object is never written again, only replaced, so a link to it keeps its content, and costs nothing. */
async function linkOrCopy(path: string, toPath: string): Promise<void> {
  // a file there may be a link to another object, into which a copy would be written
  await rm(toPath, { force: true });
  try {
    await link(path, toPath);
  } catch {
    await copyFile(path, toPath); // another disk, or one without links
  }
}

async function present(root: string, key: string): Promise<string> {
  if (await isFile(join(root, key))) return join(root, key);
  throw new Failure('StoreConflict', `${key} is missing from the store; ingest its export again`);
}

/**
 * The uploads of one machine: a folder with `<hotline>/<YYYY-MM>/<file>`, as objects under `exports/`. Hidden files
 * (`.DS_Store`) and temporary files of editors are not uploads.
 * @param find returns what is known of the upload with a key, at a path; null if there is none
 */
export function folderExports(
  root: string,
  find: (key: string, path: string) => Promise<FoundExport | null>,
): ExportStore {
  const pathOf = (key: string): string => join(root, key.replace(/^exports\//u, ''));
  return {
    async list(prefix) {
      return (await uploadFiles(root)).map((path) => `exports/${path}`).filter((key) => key.startsWith(prefix));
    },
    async fetch(key, toPath) {
      if (!(await isFile(pathOf(key)))) return null;
      const { through, digest } = hashing();
      const read = createReadStream(pathOf(key), { highWaterMark: READ_AT_A_TIME });
      await pipeline(read, through, createWriteStream(toPath, { mode: 0o600 }));
      return { sha256: digest() };
    },
    find: (key) => find(key, pathOf(key)),
    size: (key) => findSize(pathOf(key)),
  };
}

const isFile = async (path: string): Promise<boolean> => (await findSize(path)) !== null;

async function findSize(path: string): Promise<number | null> {
  const match = await stat(path).catch(ifNotFound(null));
  return match?.isFile() ? match.size : null;
}
