import { folderStore } from '../../src/adapters/local/folder-store.ts';
import type { ObjectStore } from '../../src/domain/effects.ts';
import { problemsPath } from '../../src/domain/object-keys.ts';

/**
 * Returns the store for a state's problems, with paths that people can find:
 * `problems/<hotline>/<month>/<file>/problems.csv`. The version in a key is omitted, because only one process at a time
 * opens the state, and it reads the keys of a month one after the other.
 */
export function problemsFolder(state: string): ObjectStore {
  const store = folderStore(state, { confidential: true });
  return {
    putFile: (key, fromPath) => store.putFile(problemsPath(key), fromPath),
    putBytes: (key, bytes) => store.putBytes(problemsPath(key), bytes),
    fetch: (key, toPath) => store.fetch(problemsPath(key), toPath),
    bytes: (key) => store.bytes(problemsPath(key)),
    exists: (key) => store.exists(problemsPath(key)),
  };
}
