import { folderStore } from '../../src/adapters/local/folder-store.ts';
import type { ObjectStore } from '../../src/domain/effects.ts';
import { problemsPath } from '../../src/domain/object-keys.ts';

/**
 * The problems of a state, at paths that people can find: `problems/<hotline>/<month>/<file>/problems.csv`. A key's version is
 * left out, for one process at a time holds the state and reads the keys of a month one after the other.
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
