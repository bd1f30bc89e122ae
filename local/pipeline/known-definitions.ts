import { join } from 'node:path';
import { definitionFiles } from '../../src/adapters/local/definition-files.ts';
import { type Definitions, loadDefinitions } from '../../src/definitions/load-definitions.ts';
import type { DefinitionFiles, HashKey } from '../../src/domain/effects.ts';
import { statIfExists } from '../state/found-path.ts';

/** Definitions and the very files they were read from: all that is made of one reading is made of the same files. */
export interface Reading {
  readonly files: DefinitionFiles;
  readonly definitions: Definitions;
}

const FOLDERS = ['codes', 'hotlines', 'templates', 'boundaries'];

/** How often a reading is begun again because somebody was just saving. */
const ATTEMPTS = 5;

/** The definitions of a folder, read again when a file of it changes; those read last stay in force while they are broken. */
export class KnownDefinitions {
  readonly #root: string;
  #standing: string;
  #reading: Reading;

  private constructor(root: string, standing: string, reading: Reading) {
    this.#root = root;
    this.#standing = standing;
    this.#reading = reading;
  }

  /** @throws Failure DefinitionInvalid naming the file and the place */
  static async open(root: string): Promise<KnownDefinitions> {
    const standing = await standingOf(root);
    return new KnownDefinitions(root, standing, await readAll(root));
  }

  get reading(): Reading {
    return this.#reading;
  }

  /**
   * Reads the definitions again if a file of them changed since.
   * @returns the reading before, when there is another one now
   * @throws Failure DefinitionInvalid, once, when they are broken now
   */
  async refresh(): Promise<Reading | null> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const standing = await standingOf(this.#root);
      if (standing === this.#standing) return null;
      const reading = await readAll(this.#root).catch((error: unknown) => ({ error }));
      if ((await standingOf(this.#root)) !== standing) continue;
      this.#standing = standing;
      if ('error' in reading) throw reading.error;
      const before = this.#reading;
      this.#reading = reading;
      return before;
    }
    return null; // still being saved: the next look reads them
  }
}

/** The hotlines whose exports are read otherwise than before, those that came or went among them. */
export function hotlinesReadAnew(before: Definitions, after: Definitions, key: HashKey): Set<string> {
  const readingOf = (of: Definitions, id: string) => (of.hotlines.has(id) ? of.readingOf(id, key) : null);
  const ids = [...before.hotlines.keys(), ...after.hotlines.keys()];
  return new Set(ids.filter((id) => readingOf(before, id) !== readingOf(after, id)));
}

async function readAll(root: string): Promise<Reading> {
  const onDisk = definitionFiles(root);
  const kept = new Map<string, Uint8Array>();
  for (const folder of FOLDERS) for (const path of await onDisk.list(folder)) kept.set(path, await onDisk.bytes(path));
  const files: DefinitionFiles = {
    list: async (folder) => [...kept.keys()].filter((path) => path.startsWith(`${folder}/`)).sort(),
    bytes: async (path) => kept.get(path) ?? onDisk.bytes(path),
  };
  return { files, definitions: await loadDefinitions(files) };
}

async function standingOf(root: string): Promise<string> {
  const files = definitionFiles(root);
  const paths = (await Promise.all(FOLDERS.map((folder) => files.list(folder)))).flat();
  const standings = paths.map(async (path) => {
    const found = await statIfExists(join(root, path));
    return [path, found?.size, found?.mtimeMs, found?.ctimeMs, found?.ino].join(' ');
  });
  return (await Promise.all(standings)).join('\n');
}
