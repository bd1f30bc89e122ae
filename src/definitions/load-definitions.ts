import { createHash } from 'node:crypto';
import { CODE_LISTS, type CodeListName, type CodeLists } from '../domain/codes.ts';
import { shortList } from '../domain/definition-errors.ts';
import type { DefinitionFiles, HashKey } from '../domain/effects.ts';
import { fileSchema } from '../domain/facts-columns.ts';
import { Failure, ifNotFound } from '../domain/failure.ts';
import { folderOfSheet } from '../domain/family.ts';
import { LANGUAGES, type Words } from '../domain/languages.ts';
import type { ExpectedFile } from '../domain/period.ts';
import type { Sheet } from '../domain/sheet.ts';
import { TABLES } from '../domain/tables.ts';
import { decodeText } from '../domain/text/text-in.ts';
import { ageListErrors } from './age-lists.ts';
import { withLabels } from './code-labels.ts';
import { parseCodeLists } from './code-list-definition.ts';
import { assertHotlinesExist, lineCodes } from './code-scope.ts';
import { memberSheets } from './family-members.ts';
import type { Hotline } from './hotline.ts';
import { parseHotline } from './hotline-definition.ts';
import { parseSheet } from './parse-sheet.ts';
import { assertFiltersAreMapped } from './record-filters.ts';
import { parseClaims, type SheetClaims, tablesOfFiles } from './sheet-claims.ts';
import { assertLabels } from './sheet-languages.ts';
import { relatedSheets } from './sheet-relations.ts';
import { PROGRAM_VERSION, READER_VERSION } from './versions.ts';

/** The definitions that sheets and their pages need: the code lists, and the hotlines' names by id. */
export interface PageDefinitions {
  readonly codes: CodeLists;
  readonly hotlines: ReadonlyMap<string, { readonly name: Words; readonly files?: Hotline['files'] }>;
  /** What is wrong with the files of other hotlines, by id: a sheet cannot count those. */
  readonly invalid?: ReadonlyMap<string, Failure>;
}

/** Identifies what the program reads, and into which columns. */
const READER: readonly string[] = [READER_VERSION, ...TABLES.map((table) => fileSchema(table))];

/**
 * The installed hotlines and code lists, checked. Sheets are read one by one, because a broken one must not stop the
 * others.
 */
export interface Definitions extends PageDefinitions {
  readonly hotlines: ReadonlyMap<string, Hotline>;
  readonly invalid: ReadonlyMap<string, Failure>;
  readonly program: string;
  /** The files that a hotline sends, and how often. */
  filesOf(hotline: string): readonly ExpectedFile[];
  /** Returns the reader fingerprint of a hotline's exports: its mapping, the code lists, the key and the reader. */
  readerFingerprint(hotline: string, key: Pick<HashKey, 'id'>): string;
}

/**
 * Reads and checks `codes/*.json`, `codes/labels/*.json` and `hotlines/*.json`. Labels of further languages are not
 * part of a hotline's version: for a new language, not every upload is read again.
 * @throws Failure DefinitionInvalid with the file and the place
 */
export async function loadDefinitions(files: DefinitionFiles): Promise<Definitions> {
  const definitions = await loadUsableDefinitions(files);
  for (const failure of definitions.invalid.values()) throw failure;
  return definitions;
}

/**
 * Reads and checks `codes/*.json` and `hotlines/*.json`. A hotline whose file is wrong is `invalid`, and does not stop
 * the others.
 * @throws Failure DefinitionInvalid with the file and the place of a code list that is wrong: all hotlines use it
 */
export async function loadUsableDefinitions(files: DefinitionFiles): Promise<Definitions> {
  const lists = await loadCodes(files);
  const hotlines = new Map<string, Hotline>();
  const invalid = new Map<string, Failure>();
  for (const path of await hotlinePaths(files)) {
    const loaded = await loadHotline(files, path, lists);
    if (loaded instanceof Failure) invalid.set(path.slice('hotlines/'.length, -'.json'.length), loaded);
    else hotlines.set(loaded.id, loaded);
  }
  assertHotlinesExist(lists, [...hotlines.keys(), ...invalid.keys()]);
  const labelled = await addLabels(files, lists);
  const codes = { ...labelled, lines: lineCodes([...hotlines.values()], labelled) };
  const known = (id: string): Hotline => {
    const hotline = hotlines.get(id);
    if (hotline) return hotline;
    throw invalid.get(id) ?? noHotline(id, [...hotlines.keys()]);
  };
  return {
    codes,
    hotlines,
    invalid,
    program: PROGRAM_VERSION,
    filesOf: (id) => known(id).files.map(({ stem, every, cumulative }) => ({ table: stem, every, cumulative })),
    readerFingerprint: (id, key) => sha256([known(id).version, key.id, ...READER]),
  };
}

/** Returns a hotline, or what is wrong with its file. */
async function loadHotline(files: DefinitionFiles, path: string, codes: CodeLists): Promise<Hotline | Failure> {
  try {
    return parseHotline(await json(files, path), path, codes);
  } catch (error) {
    if (error instanceof Failure && error.name === 'DefinitionInvalid') return error;
    throw error;
  }
}

const noHotline = (id: string, known: readonly string[]): Failure =>
  new Failure('DefinitionInvalid', `there is no hotline "${id}"; the hotlines are ${known.join(', ')}`);

const hotlinePaths = async (files: DefinitionFiles): Promise<string[]> =>
  (await files.list('hotlines')).filter(
    (path) => /^hotlines\/[^/]+\.json$/u.test(path) && !path.endsWith('.schema.json'),
  );

async function loadCodes(files: DefinitionFiles): Promise<CodeLists> {
  const load = async (name: string) => [name, await json(files, `codes/${name}.json`)] as const;
  const names = (await files.list('codes')).flatMap((path) => /^codes\/([^/.]+)\.json$/u.exec(path)?.[1] ?? []);
  const added = names.filter((name) => !CODE_LISTS.some((list) => list === name));
  const lists = Object.fromEntries(await Promise.all(CODE_LISTS.map(load))) as Record<CodeListName, unknown>;
  return parseCodeLists(lists, Object.fromEntries(await Promise.all(added.map(load))));
}

async function addLabels(files: DefinitionFiles, codes: CodeLists): Promise<CodeLists> {
  const paths = await files.list('codes');
  const languages = LANGUAGES.filter((language) => paths.includes(`codes/labels/${language}.json`));
  let labelled = codes;
  for (const language of languages) {
    const place = `codes/labels/${language}.json`;
    labelled = withLabels(labelled, language, await json(files, place), place);
  }
  return labelled;
}

/** Lists the ids of the installed sheets: the folders of `templates/` with a `sheet.json`. */
export async function listSheets(files: DefinitionFiles): Promise<string[]> {
  const paths = await files.list('templates');
  return paths.flatMap((path) => /^templates\/([^/]+)\/sheet\.json$/u.exec(path)?.[1] ?? []);
}

/**
 * Reads and checks a sheet, and how it relates to every other sheet: `templates/<id>/sheet.json`, or for the id of a
 * member the sheet of its family. Its version is a hash of every file of the folder that its pages are made from, so
 * that changed wording makes a changed sheet. Its messages (`message/`) are not part of a revision.
 * @throws Failure DefinitionInvalid if there is no such sheet, or with the place that is wrong: also if the sheet
 *   counts records of another one and neither declares how they relate
 */
export async function loadSheet(files: DefinitionFiles, definitions: PageDefinitions, id: string): Promise<Sheet> {
  const sheets = await loadFamily(files, definitions, folderOfSheet(id), id);
  const found = sheets.find((sheet) => sheet.id === id);
  if (found) return found;
  const members = sheets.slice(1).map((sheet) => sheet.id);
  const reason =
    members.length === 0 ? 'it does not have a family' : `the members of its family are ${shortList(members)}`;
  throw new Failure('DefinitionInvalid', `there is no sheet "${id}" of ${sheetPlace(folderOfSheet(id))}; ${reason}`);
}

/**
 * Reads and checks all sheets of a folder: the main sheet, then the members of its family, if it has one. Each is related to
 * the others, and to the sheets that the folder declares, with their members.
 * @param asked the id that messages name
 * @throws Failure DefinitionInvalid, see `loadSheet`
 */
export async function loadFamily(
  files: DefinitionFiles,
  definitions: PageDefinitions,
  folder: string,
  asked = folder,
): Promise<readonly [Sheet, ...Sheet[]]> {
  const sheets = await listSheets(files);
  if (!sheets.includes(folder))
    throw new Failure('DefinitionInvalid', `there is no sheet "${asked}"; the sheets are ${sheets.join(', ')}`);
  const main = await loadAlone(files, definitions, folder);
  const related = await relatedSheetsOf(files, folder, sheets);
  const others = await Promise.all(related.map((id) => loadAlone(files, definitions, id)));
  const errors = ageListErrors(main, others, definitions.codes);
  if (errors.length > 0) throw new Failure('DefinitionInvalid', `${sheetPlace(folder)}: ${errors.join('; ')}`);
  const outside = others.flatMap((other) => [other, ...memberSheets(other)]);
  const members = memberSheets(main);
  const relatedTo = (own: Sheet): Sheet['related'] => [
    ...[main, ...members].filter(({ id }) => id !== own.id),
    ...outside,
  ];
  return [
    { ...main, related: relatedTo(main) },
    ...members.map((member) => ({ ...member, related: relatedTo(member) })),
  ];
}

/**
 * Returns the sheets that a sheet is related to, after checking that every sheet that shares records with it is
 * declared.
 */
async function relatedSheetsOf(files: DefinitionFiles, id: string, sheets: readonly string[]): Promise<string[]> {
  const all = (await Promise.all(sheets.map((sheet) => readClaims(files, sheet)))).filter((claims) => claims !== null);
  const own = all.find((claims) => claims.id === id);
  if (!own) return [];
  const fed = own.hotlines.map(
    async (hotline) => [hotline, tablesOfFiles(await json(files, `hotlines/${hotline}.json`))] as const,
  );
  return relatedSheets(own, all, new Map(await Promise.all(fed)));
}

/** Reads a sheet without its relations. */
async function loadAlone(files: DefinitionFiles, definitions: PageDefinitions, id: string): Promise<Sheet> {
  const place = sheetPlace(id);
  const parts: string[] = [];
  for (const path of await files.list(`templates/${id}`))
    if (!path.startsWith(`templates/${id}/message/`)) parts.push(path, sha256(await files.bytes(path)));
  const version = sha256(parts);
  const { codes, invalid = new Map<string, Failure>() } = definitions;
  const hotlines = [...definitions.hotlines.keys(), ...invalid.keys()];
  const sheet = parseSheet(await json(files, place), { place, version, hotlines, codes });
  const cause = sheet.hotlines.flatMap((hotline) => invalid.get(hotline) ?? [])[0];
  if (cause)
    throw new Failure('DefinitionInvalid', `${place}: a hotline of the sheet is not valid: ${cause.message}`, {
      cause,
    });
  assertLabels(sheet, definitions, place);
  assertFiltersAreMapped(sheet, definitions.hotlines, place);
  return sheet;
}

const sheetPlace = (id: string): string => `templates/${id}/sheet.json`;

/**
 * Reads what a sheet declares about others; returns null if it is too broken to be published, which is reported when it
 * is loaded itself.
 */
async function readClaims(files: DefinitionFiles, id: string): Promise<SheetClaims | null> {
  const { text: content } = decodeText(await files.bytes(sheetPlace(id)));
  try {
    return content === null ? null : parseClaims(JSON.parse(content), id);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/**
 * Reads a definition file as JSON.
 * @throws Failure DefinitionInvalid with the file, if it is not JSON or not UTF-8
 */
export const json = async (files: DefinitionFiles, path: string): Promise<unknown> =>
  parseDefinition(await text(files, path), path);

/**
 * Reads a definition file as text.
 * @throws Failure DefinitionInvalid with the file, if it is missing, or not UTF-8: replacement characters would be printed
 */
export async function text(files: DefinitionFiles, path: string): Promise<string> {
  const bytes = await files.bytes(path).catch(ifNotFound(null));
  if (bytes === null)
    throw new Failure(
      'DefinitionInvalid',
      `${path} is missing; write it, or copy it from another ${path.startsWith('templates/') ? 'sheet' : 'installation'}`,
    );
  const { text: content, error } = decodeText(bytes);
  if (content === null) throw new Failure('DefinitionInvalid', `${path}: ${error}; save it as UTF-8`);
  return content;
}

/**
 * Parses the text of a definition file.
 * @throws Failure DefinitionInvalid with the file, if it is not JSON
 */
export function parseDefinition(content: string, path: string): unknown {
  try {
    return JSON.parse(content);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new Failure('DefinitionInvalid', `${path} is not valid JSON: ${cause.message}`, { cause });
  }
}

const sha256 = (content: Uint8Array | readonly string[]): string =>
  createHash('sha256')
    .update(content instanceof Uint8Array ? content : JSON.stringify(content))
    .digest('hex');
