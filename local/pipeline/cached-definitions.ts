import { join } from 'node:path';
import { definitionFiles } from '../../src/adapters/local/definition-files.ts';
import { type Definitions, loadUsableDefinitions } from '../../src/definitions/load-definitions.ts';
import type { DefinitionFiles, HashKey } from '../../src/domain/effects.ts';
import { statIfExists } from '../state/read-stored.ts';

/** Definitions and the files they were loaded from, so that everything derived from them uses the same files. */
export interface LoadedDefinitions {
  readonly files: DefinitionFiles;
  readonly definitions: Definitions;
}

const FOLDERS = ['codes', 'hotlines', 'templates', 'boundaries'];

/** The maximum number of attempts to load while a file is being saved. */
const ATTEMPTS = 5;

/**
 * The definitions of a folder, reloaded when a file changes. While they are invalid, the last valid definitions are
 * used. A hotline that is invalid from the start does not stop the others.
 */
export class CachedDefinitions {
  readonly #root: string;
  #fingerprint: string;
  #loaded: LoadedDefinitions;

  private constructor(root: string, fingerprint: string, loaded: LoadedDefinitions) {
    this.#root = root;
    this.#fingerprint = fingerprint;
    this.#loaded = loaded;
  }

  /**
   * Loads the definitions.
   * @throws Failure DefinitionInvalid naming the file and the place
   */
  static async open(root: string): Promise<CachedDefinitions> {
    const fingerprint = await filesFingerprint(root);
    return new CachedDefinitions(root, fingerprint, await loadAll(root));
  }

  get current(): LoadedDefinitions {
    return this.#loaded;
  }

  /**
   * Reloads the definitions if a file has changed.
   * @returns the previous definitions if they were reloaded; otherwise null
   * @throws Failure DefinitionInvalid, once, if the definitions are invalid now
   */
  async refresh(): Promise<LoadedDefinitions | null> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const fingerprint = await filesFingerprint(this.#root);
      if (fingerprint === this.#fingerprint) return null;
      const loaded = await loadAll(this.#root).catch((error: unknown) => ({ error }));
      if ((await filesFingerprint(this.#root)) !== fingerprint) continue;
      this.#fingerprint = fingerprint;
      if ('error' in loaded) throw loaded.error;
      const before = this.#loaded;
      for (const [id, failure] of loaded.definitions.invalid) if (before.definitions.hotlines.has(id)) throw failure;
      this.#loaded = loaded;
      return before;
    }
    return null; // still being saved: the next refresh loads them
  }
}

/** Returns the hotlines whose exports must be re-read: their reader has changed, or they were added or removed. */
export function hotlinesToReadAgain(before: Definitions, after: Definitions, key: HashKey): Set<string> {
  const readerOf = (of: Definitions, id: string) => (of.hotlines.has(id) ? of.readerFingerprint(id, key) : null);
  const ids = [...before.hotlines.keys(), ...after.hotlines.keys()];
  return new Set(ids.filter((id) => readerOf(before, id) !== readerOf(after, id)));
}

async function loadAll(root: string): Promise<LoadedDefinitions> {
  const onDisk = definitionFiles(root);
  const contents = new Map<string, Uint8Array>();
  for (const folder of FOLDERS)
    for (const path of await onDisk.list(folder)) contents.set(path, await onDisk.bytes(path));
  const files: DefinitionFiles = {
    list: async (folder) => [...contents.keys()].filter((path) => path.startsWith(`${folder}/`)).sort(),
    bytes: async (path) => contents.get(path) ?? onDisk.bytes(path),
  };
  return { files, definitions: await loadUsableDefinitions(files) };
}

async function filesFingerprint(root: string): Promise<string> {
  const files = definitionFiles(root);
  const paths = (await Promise.all(FOLDERS.map((folder) => files.list(folder)))).flat();
  const fingerprints = paths.map(async (path) => {
    const found = await statIfExists(join(root, path));
    return [path, found?.size, found?.mtimeMs, found?.ctimeMs, found?.ino].join(' ');
  });
  return (await Promise.all(fingerprints)).join('\n');
}
