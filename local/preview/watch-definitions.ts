import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import { ifNotFound } from '../../src/domain/failure.ts';

/** An editor's save is several events (truncate, write, rename): they count as one change after so long a quiet. */
const QUIET_MS = 25;

/** Folders whose files decide a sheet's pages, besides its own. */
const SHARED = ['codes', 'hotlines', 'boundaries'];

/**
 * Calls `changed` once after every save of a file that decides the pages of a sheet. Each folder is watched by itself, so
 * that files that are replaced (as many editors save) stay watched, and folders that are made later, or anew, are too.
 * @returns what ends the watch
 */
export function watchDefinitions(root: string, sheet: string, changed: () => void): () => void {
  const watchers = new Map<string, { readonly watcher: FSWatcher; readonly identity: string }>();
  let timer: NodeJS.Timeout | undefined;
  const settle = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      follow();
      changed();
    }, QUIET_MS);
  };
  const drop = (folder: string): void => {
    watchers.get(folder)?.watcher.close();
    watchers.delete(folder);
  };
  const follow = (): void => {
    const folders = new Set(foldersOf(root, sheet));
    for (const gone of [...watchers.keys()].filter((folder) => !folders.has(folder))) drop(gone);
    for (const folder of folders) {
      const identity = identityOf(folder);
      if (watchers.get(folder)?.identity === identity) continue;
      drop(folder); // it was deleted and made again within the quiet: what watched it hears nothing any more
      if (identity === null) continue; // gone since it was listed; its parent tells
      const watcher = watch(folder, settle);
      watcher.on('error', () => drop(folder)); // the folder went; its parent tells
      watchers.set(folder, { watcher, identity });
    }
  };
  follow();
  return () => {
    clearTimeout(timer);
    for (const folder of [...watchers.keys()]) drop(folder);
  };
}

/** Tells a folder from another that was made in its place: inodes are given out again, so the time it was made counts too. */
function identityOf(folder: string): string | null {
  const found = statSync(folder, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.dev} ${found.ino} ${found.birthtimeNs}` : null;
}

/** `templates` itself is one of them: a sheet's folder may be moved away and back. */
function foldersOf(root: string, sheet: string): string[] {
  const own = foldersBelow(join(root, 'templates', sheet));
  return [join(root, 'templates'), ...own, ...SHARED.flatMap((name) => foldersBelow(join(root, name)))];
}

function foldersBelow(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return [folder, ...entries.filter((one) => one.isDirectory()).map((one) => join(one.parentPath, one.name))];
  } catch (error) {
    return ifNotFound([])(error);
  }
}
