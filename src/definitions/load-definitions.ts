import { createHash } from 'node:crypto';
import { CODE_LISTS, type CodeListName, type CodeLists } from '../domain/codes.ts';
import { DEFINITIONS_AHEAD } from '../domain/definitions-ahead.ts';
import type { DefinitionFiles, HashKey } from '../domain/effects.ts';
import { Failure } from '../domain/failure.ts';
import type { Words } from '../domain/languages.ts';
import { madeAhead } from '../domain/made-ahead.ts';
import type { Sheet } from '../domain/sheet.ts';
import { decodeText } from '../domain/text/text-in.ts';
import type { Hotline } from './hotline.ts';
import { fedTables, parseClaims, type SheetClaims } from './sheet-claims.ts';
import { relatedSheets } from './sheet-relations.ts';
import { PROGRAM_VERSION, READER_VERSION } from './versions.ts';

/** What sheets and their pages need of the definitions: the code lists, and the hotlines' names by id. */
export interface PageDefinitions {
  readonly codes: CodeLists;
  readonly hotlines: ReadonlyMap<string, { readonly name: Words }>;
}

/** The hotlines and code lists installed, checked; sheets are read one by one, for a broken one must not stop the others. */
export interface Definitions extends PageDefinitions {
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
  const { parseHotline } = await import('./hotline-definition.ts');
  const codes = await loadCodes(files);
  const hotlines = new Map<string, Hotline>();
  for (const path of await hotlinePaths(files)) {
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

/**
 * Reads and checks what pages need of `codes/*.json` and `hotlines/*.json`: a tenth of the work, for no export is read.
 * @throws Failure DefinitionInvalid naming the file and the place
 */
export async function loadPageDefinitions(files: DefinitionFiles): Promise<PageDefinitions> {
  const codes = await loadCodes(files);
  const hotlines = new Map<string, { readonly name: Words }>();
  for (const path of await hotlinePaths(files)) {
    const { id, name } = await madeAhead(
      DEFINITIONS_AHEAD,
      'hotline-name',
      [path, await text(files, path)],
      async () => {
        const { parseHotline } = await import('./hotline-definition.ts');
        const hotline = parseHotline(await json(files, path), path, codes);
        return { id: hotline.id, name: hotline.name };
      },
    );
    hotlines.set(id, { name });
  }
  return { codes, hotlines };
}

const hotlinePaths = async (files: DefinitionFiles): Promise<string[]> =>
  (await files.list('hotlines')).filter(
    (path) => /^hotlines\/[^/]+\.json$/u.test(path) && !path.endsWith('.schema.json'),
  );

async function loadCodes(files: DefinitionFiles): Promise<CodeLists> {
  const paths = CODE_LISTS.map((name) => `codes/${name}.json`);
  const texts = await Promise.all(paths.map((path) => text(files, path)));
  return madeAhead(DEFINITIONS_AHEAD, 'codes', texts, async () => {
    const { parseCodeLists } = await import('./code-list-definition.ts');
    const lists = CODE_LISTS.map((name, at) => [name, parsed(texts[at] ?? '', paths[at] ?? '')] as const);
    return parseCodeLists(Object.fromEntries(lists) as Record<CodeListName, unknown>);
  });
}

/** The ids of the sheets installed: the folders of `templates/` that hold a `sheet.json`. */
export async function listSheets(files: DefinitionFiles): Promise<string[]> {
  const paths = await files.list('templates');
  return paths.flatMap((path) => /^templates\/([^/]+)\/sheet\.json$/u.exec(path)?.[1] ?? []);
}

/**
 * Reads and checks `templates/<id>/sheet.json`, and how it relates to every other sheet. Its version is a hash of every file of
 * the folder that its pages are made from, so that a changed wording is a changed sheet. What its messages say (`message/`) is
 * no part of a revision.
 * @throws Failure DefinitionInvalid when there is no such sheet, or naming the place that is wrong: also when the sheet counts
 *   records of another one and neither says how they relate
 */
export async function loadSheet(files: DefinitionFiles, definitions: PageDefinitions, id: string): Promise<Sheet> {
  const sheets = await listSheets(files);
  if (!sheets.includes(id)) throw new Failure('DefinitionInvalid', `no sheet "${id}"; there are ${sheets.join(', ')}`);
  const sheet = await loadAlone(files, definitions, id);
  const related = await relatedTo(files, id, sheets);
  return { ...sheet, related: await Promise.all(related.map((one) => loadAlone(files, definitions, one))) };
}

/** The sheets that a sheet is related to, when every one that shares records with it is declared. */
async function relatedTo(files: DefinitionFiles, id: string, sheets: readonly string[]): Promise<string[]> {
  const all = (await Promise.all(sheets.map((one) => claimsOf(files, one)))).filter((one) => one !== null);
  const own = all.find((one) => one.id === id);
  if (!own) return [];
  const fed = own.hotlines.map(
    async (hotline) => [hotline, fedTables(await json(files, `hotlines/${hotline}.json`))] as const,
  );
  return relatedSheets(own, all, new Map(await Promise.all(fed)));
}

/** A sheet without those that it relates to. */
async function loadAlone(files: DefinitionFiles, definitions: PageDefinitions, id: string): Promise<Sheet> {
  const place = sheetPlace(id);
  const parts: string[] = [];
  for (const path of await files.list(`templates/${id}`))
    if (!path.startsWith(`templates/${id}/message/`)) parts.push(path, sha256(await files.bytes(path)));
  const version = sha256(parts);
  const hotlines = [...definitions.hotlines.keys()];
  return madeAhead(
    DEFINITIONS_AHEAD,
    'sheet',
    [place, version, hotlines.join(' '), JSON.stringify(definitions.codes)],
    async () => {
      const { parseSheet } = await import('./parse-sheet.ts');
      return parseSheet(await json(files, place), { place, version, hotlines, codes: definitions.codes });
    },
  );
}

const sheetPlace = (id: string): string => `templates/${id}/sheet.json`;

/** What a sheet says of others; null when it is too broken to be published, which is reported when it is loaded itself. */
async function claimsOf(files: DefinitionFiles, id: string): Promise<SheetClaims | null> {
  const { text: content } = decodeText(await files.bytes(sheetPlace(id)));
  try {
    return content === null ? null : parseClaims(JSON.parse(content), id);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/**
 * A definition file as JSON.
 * @throws Failure DefinitionInvalid naming the file, when it is not JSON or not UTF-8
 */
export const json = async (files: DefinitionFiles, path: string): Promise<unknown> =>
  parsed(await text(files, path), path);

/**
 * A definition file as text.
 * @throws Failure DefinitionInvalid naming the file, when it is not UTF-8: marks in place of letters would be printed
 */
export async function text(files: DefinitionFiles, path: string): Promise<string> {
  const { text: content, error } = decodeText(await files.bytes(path));
  if (content === null) throw new Failure('DefinitionInvalid', `${path}: ${error}; save it as UTF-8`);
  return content;
}

function parsed(content: string, path: string): unknown {
  try {
    return JSON.parse(content);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new Failure('DefinitionInvalid', `${path} is no JSON: ${cause.message}`, { cause });
  }
}

const sha256 = (content: Uint8Array | readonly string[]): string =>
  createHash('sha256')
    .update(content instanceof Uint8Array ? content : JSON.stringify(content))
    .digest('hex');
