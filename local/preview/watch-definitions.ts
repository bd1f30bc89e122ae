import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import { ifNotFound } from '../../src/domain/failure.ts';

/**
 * How long files must be unchanged: an editor's save is several events (truncate, write, rename), which count as one
 * change.
 */
const QUIET_MS = 25;

/** Folders whose files affect a sheet's pages, besides its own. */
const SHARED = ['codes', 'hotlines', 'boundaries'];

/**
 * Calls `changed` once after every save of a file that affects the pages of a sheet. Each folder is watched separately,
 * so that replaced files (many editors save that way) and folders created later are watched too.
 * @returns a function that ends the watch
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
    const folders = new Set(sheetFolders(root, sheet));
    for (const gone of [...watchers.keys()].filter((folder) => !folders.has(folder))) drop(gone);
    for (const folder of folders) {
      const identity = folderIdentity(folder);
      if (watchers.get(folder)?.identity === identity) continue;
      drop(folder); // it was deleted and created again during the pause: its watcher no longer receives events
      if (identity === null) continue; // deleted since it was listed; its parent reports that
      const watcher = watch(folder, settle);
      watcher.on('error', () => drop(folder)); // the folder was deleted; its parent reports that
      watchers.set(folder, { watcher, identity });
    }
  };
  follow();
  return () => {
    clearTimeout(timer);
    for (const folder of [...watchers.keys()]) drop(folder);
  };
}

/** Distinguishes a folder from another that replaced it: inodes are reused, so the creation time counts too. */
function folderIdentity(folder: string): string | null {
  const match = statSync(folder, { bigint: true, throwIfNoEntry: false });
  return match ? `${match.dev} ${match.ino} ${match.birthtimeNs}` : null;
}

/** Includes `templates` itself: a sheet's folder may be moved away and back. */
function sheetFolders(root: string, sheet: string): string[] {
  const own = foldersBelow(join(root, 'templates', sheet));
  return [join(root, 'templates'), ...own, ...SHARED.flatMap((name) => foldersBelow(join(root, name)))];
}

function foldersBelow(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return [
      folder,
      ...entries.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name)),
    ];
  } catch (error) {
    return ifNotFound([])(error);
  }
}
