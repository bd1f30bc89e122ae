import { createHash } from 'node:crypto';
import { CODE_LISTS, type CodeListName, type CodeLists } from '../domain/codes.ts';
import type { DefinitionFiles, HashKey } from '../domain/effects.ts';
import { Failure } from '../domain/failure.ts';
import type { Sheet } from '../domain/sheet.ts';
import { parseCodeLists } from '../exports/code-list-definition.ts';
import type { Hotline } from '../exports/hotline.ts';
import { parseHotline } from '../exports/hotline-definition.ts';
import { parseSheet } from '../figures/parse-sheet.ts';
import { PROGRAM_VERSION, READER_VERSION } from './versions.ts';

/** The hotlines and code lists installed, checked; sheets are read one by one, for a broken one must not stop the others. */
export interface Definitions {
  readonly codes: CodeLists;
  readonly hotlines: ReadonlyMap<string, Hotline>;
  readonly program: string;
  /** The file stems of a hotline's whole month. */
  tablesOf(hotline: string): readonly string[];
  /** What a hotline's exports are read with: its mapping, the code lists, the key and the reader. */
  readingOf(hotline: string, key: Pick<HashKey, 'id'>): string;
}

/**
 * Reads and checks `codes/*.json` and `hotlines/*.json`.
 * @throws Failure DefinitionInvalid naming the file and the place
 */
export async function loadDefinitions(files: DefinitionFiles): Promise<Definitions> {
  const codes = await loadCodes(files);
  const paths = (await files.list('hotlines')).filter(
    (path) => /^hotlines\/[^/]+\.json$/u.test(path) && !path.endsWith('.schema.json'),
  );
  const hotlines = new Map<string, Hotline>();
  for (const path of paths) {
    const hotline = parseHotline(await json(files, path), path, codes);
    hotlines.set(hotline.id, hotline);
  }
  const known = (id: string): Hotline => {
    const hotline = hotlines.get(id);
    if (!hotline)
      throw new Failure('DefinitionInvalid', `no hotline "${id}"; there are ${[...hotlines.keys()].join(', ')}`);
    return hotline;
  };
  return {
    codes,
    hotlines,
    program: PROGRAM_VERSION,
    tablesOf: (id) => known(id).files.map(({ stem }) => stem),
    readingOf: (id, key) => sha256([known(id).version, key.id, READER_VERSION]),
  };
}

async function loadCodes(files: DefinitionFiles): Promise<CodeLists> {
  const lists = await Promise.all(
    CODE_LISTS.map(async (name) => [name, await json(files, `codes/${name}.json`)] as const),
  );
  return parseCodeLists(Object.fromEntries(lists) as Record<CodeListName, unknown>);
}

/** The ids of the sheets installed: the folders of `templates/` that hold a `sheet.json`. */
export async function listSheets(files: DefinitionFiles): Promise<string[]> {
  const paths = await files.list('templates');
  return paths.flatMap((path) => /^templates\/([^/]+)\/sheet\.json$/u.exec(path)?.[1] ?? []);
}

/**
 * Reads and checks `templates/<id>/sheet.json`. Its version is a hash of every file of the folder that its pages are made
 * from, so that a changed wording is a changed sheet. What its messages say (`message/`) is no part of a revision.
 * @throws Failure DefinitionInvalid when there is no such sheet, or naming the place that is wrong
 */
export async function loadSheet(files: DefinitionFiles, definitions: Definitions, id: string): Promise<Sheet> {
  const sheets = await listSheets(files);
  if (!sheets.includes(id)) throw new Failure('DefinitionInvalid', `no sheet "${id}"; there are ${sheets.join(', ')}`);
  const place = `templates/${id}/sheet.json`;
  const parts: string[] = [];
  for (const path of await files.list(`templates/${id}`))
    if (!path.startsWith(`templates/${id}/message/`)) parts.push(path, sha256(await files.bytes(path)));
  const around = {
    place,
    version: sha256(parts),
    hotlines: [...definitions.hotlines.keys()],
    codes: definitions.codes,
  };
  return parseSheet(await json(files, place), around);
}

/** A definition file as JSON. */
export async function json(files: DefinitionFiles, path: string): Promise<unknown> {
  try {
    return JSON.parse(new TextDecoder().decode(await files.bytes(path)));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new Failure('DefinitionInvalid', `${path} is no JSON: ${cause.message}`, { cause });
  }
}

const sha256 = (content: Uint8Array | readonly string[]): string =>
  createHash('sha256')
    .update(content instanceof Uint8Array ? content : JSON.stringify(content))
    .digest('hex');
