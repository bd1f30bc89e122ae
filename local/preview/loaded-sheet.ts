import { createHash } from 'node:crypto';
import { type Definitions, loadSheet, loadUsableDefinitions } from '../../src/definitions/load-definitions.ts';
import type { DefinitionFiles } from '../../src/domain/effects.ts';
import { LANGUAGES, type Language } from '../../src/domain/languages.ts';
import type { FiguresSource } from './figures-source.ts';
import type { Sample } from './variants.ts';

/** A sheet with its current definitions, and its figures. */
export interface LoadedSheet extends Sample {
  readonly definitions: Definitions;
  /** A hash of every file that decides the pages of a language: with an equal hash, nothing needs rendering. */
  readonly inputsOf: (language: Language) => string;
}

/**
 * Loads a sheet and its figures.
 * @throws Failure of the definitions, with file and place
 */
export async function loadSheetNow(files: DefinitionFiles, figures: FiguresSource, id: string): Promise<LoadedSheet> {
  const hashes = await hashFiles(files, [`templates/${id}`, 'codes', 'hotlines', 'boundaries']);
  const definitions = await loadUsableDefinitions(files);
  const sheet = await loadSheet(files, definitions, id);
  const edition = await figures.editionOf(definitions, sheet);
  const inputsOf = (language: Language): string => {
    const others = LANGUAGES.filter((item) => item !== language).map((item) => `templates/${id}/wording/${item}.md`);
    return sha256(JSON.stringify(hashes.filter(([path]) => !others.includes(path))));
  };
  return { definitions, sheet, edition, inputsOf };
}

async function hashFiles(files: DefinitionFiles, folders: readonly string[]): Promise<[path: string, hash: string][]> {
  const paths = (await Promise.all(folders.map((folder) => files.list(folder)))).flat();
  return Promise.all(paths.map(async (path): Promise<[string, string]> => [path, sha256(await files.bytes(path))]));
}

export const sha256 = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');
