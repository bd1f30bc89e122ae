import { readdir, readFile } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import type { PageDefinitions } from '../../src/definitions/load-definitions.ts';
import { listSheets, loadSheet } from '../../src/definitions/load-definitions.ts';
import type { DefinitionFiles } from '../../src/domain/effects.ts';
import { Failure, ifNotFound } from '../../src/domain/failure.ts';
import { folderOfSheet } from '../../src/domain/family.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { PROGRAM_FOLDER } from '../program-folder.ts';
import { isSameFile } from './permissions.ts';
import { writeAtomically } from './write-atomically.ts';

/** A command's options for a state and its definitions. */
interface Named {
  readonly state: string | undefined;
  readonly definitions: string | undefined;
}

/**
 * Returns the folder of definitions for a command that works on the content of a state: the one that the state was made
 * with.
 * @throws Failure WrongUsage if the command names another one, or the state's does not exist and none is named
 */
export async function folderToRead({ state, definitions }: Named & { readonly state: string }): Promise<string> {
  const recorded = await recordedFolder(state);
  if (recorded === null) return definitions ?? PROGRAM_FOLDER; // made by an earlier version
  const isThere = await holdsDefinitions(recorded);
  if (definitions === undefined && !isThere) throw definitionsGone(state, recorded);
  if (definitions !== undefined && isThere && !(await isSame(recorded, definitions)))
    throw otherDefinitions(state, recorded, definitions);
  return definitions ?? recorded;
}

/**
 * Returns the folder of definitions for a command that computes editions: the one it names, otherwise the one that the
 * state was made with.
 * @throws Failure WrongUsage if the state's does not exist and none is named
 */
export async function folderToCompute({ state, definitions }: Named): Promise<string> {
  const recorded = definitions === undefined && state !== undefined ? await recordedFolder(state) : null;
  if (recorded !== null && !(await holdsDefinitions(recorded))) throw definitionsGone(state ?? '', recorded);
  return recorded ?? resolve(definitions ?? PROGRAM_FOLDER);
}

/** The definitions with which a run computes editions of a state. */
export class StateDefinitions {
  readonly #state: string;
  readonly #folder: string;
  readonly #report: (line: string) => void;
  #isRecorded = false;

  /** @param report prints the line that the state has other definitions than before */
  constructor(state: string, folder: string, report: (line: string) => void) {
    this.#state = state;
    this.#folder = folder;
    this.#report = report;
  }

  /**
   * Records the folder in the state, which must be open; later calls compare.
   * @throws Failure WrongUsage if another command has since given the state other definitions
   */
  async hold(): Promise<void> {
    const recorded = await recordedFolder(this.#state);
    const isRecorded = recorded !== null && (await isSame(recorded, this.#folder));
    if (this.#isRecorded && !isRecorded) throw replacedDefinitions(this.#state, recorded, this.#folder);
    if (!isRecorded) await record(this.#state, this.#folder);
    if (!isRecorded && recorded !== null)
      this.#report(
        `${this.#state} was made with ${words(recorded)}; from now on it uses ${words(this.#folder)}, and so does every later command`,
      );
    this.#isRecorded = true;
  }
}

const fileIn = (state: string): string => join(state, 'definitions.json');

/** The program's own folder is recorded as such: its path differs on another machine. */
async function record(state: string, folder: string): Promise<void> {
  const isOwn = await isSame(folder, PROGRAM_FOLDER);
  await writeAtomically(fileIn(state), `${JSON.stringify({ folder: isOwn ? null : resolve(folder) }, null, 2)}\n`);
}

/** @returns null when there is no record */
async function recordedFolder(state: string): Promise<string | null> {
  const text = await readFile(fileIn(state), 'utf8').catch(ifNotFound(null));
  if (text === null) return null;
  const folder = folderIn(text);
  if (folder === null) return PROGRAM_FOLDER;
  if (typeof folder === 'string' && isAbsolute(folder)) return folder;
  throw new Failure(
    'FormatMismatch',
    `${fileIn(state)} does not name the folder of definitions; restore it from a backup, or delete it and name the folder: factsheets publish SHEET MONTH --definitions DIR`,
  );
}

function folderIn(text: string): unknown {
  try {
    return { folder: undefined, ...JSON.parse(text) }.folder;
  } catch {
    return undefined;
  }
}

/** What every folder of definitions has. */
const FOLDERS = ['codes', 'hotlines', 'templates'];

async function holdsDefinitions(folder: string): Promise<boolean> {
  const matches = FOLDERS.map((name) =>
    readdir(join(folder, name)).then(
      () => true,
      () => false,
    ),
  );
  return (await Promise.all(matches)).every(Boolean);
}

const isSame = async (a: string, b: string): Promise<boolean> => resolve(a) === resolve(b) || (await isSameFile(a, b));

const words = (folder: string): string =>
  resolve(folder) === resolve(PROGRAM_FOLDER) ? "the program's own definitions" : `the definitions in ${folder}`;

const definitionsGone = (state: string, folder: string): Failure =>
  new Failure(
    'WrongUsage',
    `${state} was made with ${words(folder)}, and they are not there or cannot be read; put the folder back, or name where it is now: --definitions DIR`,
  );

const otherDefinitions = (state: string, recorded: string, named: string): Failure =>
  new Failure(
    'WrongUsage',
    `--definitions: ${state} was made with ${words(recorded)}, not with ${words(named)}; leave --definitions out, or compute the editions with the other ones first: factsheets publish SHEET MONTH --definitions ${named}`,
  );

const replacedDefinitions = (state: string, recorded: string | null, folder: string): Failure =>
  new Failure(
    'WrongUsage',
    `${state} got other definitions during this run: ${recorded === null ? 'none on record' : words(recorded)}; this run uses ${words(folder)}. Stop it, and start it with the ones to use`,
  );

/** @throws Failure WrongUsage when there is no sheet of that name; of a member's, whether there is its family */
export async function assertSheetExists(files: DefinitionFiles, id: string): Promise<void> {
  const sheets = await listSheets(files);
  if (!sheets.includes(folderOfSheet(id)))
    throw new Failure('WrongUsage', `there is no sheet "${id}"; the sheets are ${sheets.join(', ')}`);
}

/**
 * The sheet that a command names.
 * @throws Failure WrongUsage when there is none of that name, DefinitionInvalid when it is wrong
 */
export async function sheetAsked(files: DefinitionFiles, definitions: PageDefinitions, id: string): Promise<Sheet> {
  await assertSheetExists(files, id);
  return loadSheet(files, definitions, id);
}
