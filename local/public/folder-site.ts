import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { Failure, ifNotFound } from '../../src/domain/failure.ts';
import type { PublicSite, SiteFile } from '../../src/domain/public-site.ts';
import { statIfExists } from '../state/read-stored.ts';

/** Marks a folder that this program wrote and may replace. */
const MARKER = '.factsheets-public';

/**
 * The public site as a folder, to be copied to a web server. Everything is written to a folder beside it and moved into
 * place afterwards, so that a folder half written is never served. `replace` throws Failure WrongUsage if the folder has
 * files that this program did not write.
 */
export const folderSite = (folder: string): PublicSite => ({
  async replace(files) {
    const place = resolve(folder);
    await assertReplaceable(place);
    const changed = await countChanges(place, files);
    if (changed === 0) return 0;
    const beside = join(dirname(place), `.${basename(place)}.${process.pid}.part`);
    await rm(beside, { recursive: true, force: true });
    try {
      await writeFiles(beside, [...files, { path: MARKER, content: '' }]);
      await swap(beside, place);
    } finally {
      await rm(beside, { recursive: true, force: true });
    }
    return changed;
  },
});

async function assertReplaceable(place: string): Promise<void> {
  const found = await statIfExists(place);
  if (found === null) return;
  const names = found.isDirectory() ? await readdir(place) : null;
  if (names !== null && (names.length === 0 || names.includes(MARKER))) return;
  throw new Failure(
    'WrongUsage',
    `${place} has files that this program did not write; name a new or an empty folder, because the folder is replaced`,
  );
}

/** Counts the files that differ from those in the folder, and those in the folder that are to be removed. */
async function countChanges(place: string, files: readonly SiteFile[]): Promise<number> {
  const wanted = new Set(files.map(({ path }) => path));
  const present = await readdir(place, { recursive: true, withFileTypes: true }).catch(ifNotFound([]));
  const removed = present
    .filter((entry) => entry.isFile() && entry.name !== MARKER)
    .map((entry) => join(entry.parentPath, entry.name).slice(place.length + 1))
    .filter((path) => !wanted.has(path.replaceAll(sep, '/')));
  let written = 0;
  for (const { path, content } of files) {
    const now = await readFile(join(place, path)).catch(ifNotFound(null));
    if (now === null || !now.equals(Buffer.from(content))) written++;
  }
  return removed.length + written;
}

async function writeFiles(folder: string, files: readonly SiteFile[]): Promise<void> {
  for (const { path, content } of files) {
    const to = join(folder, path);
    await mkdir(dirname(to), { recursive: true });
    await writeFile(to, content);
  }
}

async function swap(beside: string, place: string): Promise<void> {
  const old = `${beside}.old`;
  await rm(old, { recursive: true, force: true });
  const exists = (await statIfExists(place)) !== null;
  if (exists) await rename(place, old);
  await rename(beside, place);
  await rm(old, { recursive: true, force: true });
}
