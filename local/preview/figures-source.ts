import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { memberSheets } from '../../src/definitions/family-members.ts';
import type { Definitions } from '../../src/definitions/load-definitions.ts';
import type { PublishedEdition } from '../../src/domain/edition.ts';
import type { DefinitionFiles, HashKey } from '../../src/domain/effects.ts';
import { Failure } from '../../src/domain/failure.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { computeFamily } from '../../src/steps/compute-figures/compute-family.ts';
import { computeFigures } from '../../src/steps/compute-figures/compute-figures.ts';
import { writeAnnex } from '../../src/steps/record-report.ts';
import { lastMonth } from '../pipeline/edition-month.ts';
import { ingestAll, keysToIngest } from '../pipeline/ingest-all.ts';
import { type LocalRuntime, openLocalRuntime } from '../pipeline/local-runtime.ts';
import { assertFolderExists } from '../state/places.ts';
import { makeScratch } from '../state/scratch.ts';
import { progressOf } from '../terminal/progress.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { readAnnex } from './annex.ts';

/** The source of a preview's figures. */
export interface FiguresSource {
  /** Returns the edition of a sheet as it is declared now. */
  editionOf(definitions: Definitions, sheet: Sheet): Promise<PublishedEdition>;
  close(): Promise<void>;
}

/**
 * Takes figures from a data annex, whatever the sheet declares.
 * @throws Failure WrongUsage if the file is not an annex, or belongs to another sheet
 */
export async function figuresOfFile(file: string, sheet: string): Promise<FiguresSource> {
  const edition = await readAnnex(file);
  if (edition.sheet !== sheet)
    throw new Failure('WrongUsage', `${file} contains the figures of sheet ${edition.sheet}, not of ${sheet}`);
  return { editionOf: async () => edition, close: async () => undefined };
}

/** The inputs of facts, read once. */
export interface Uploads {
  readonly exports: string;
  readonly hashKey: HashKey;
  readonly definitions: Definitions;
  readonly files: DefinitionFiles;
  /** The sheet as it is at the start, if it can be read: exports of its hotlines are needed. */
  readonly sheet: Sheet | null;
}

/**
 * Counts figures with the real steps: every export is ingested once, into a temporary state, and figures are counted
 * again when their inputs change.
 * @throws Failure WrongUsage if the folder does not exist, or has no exports of the sheet's hotlines
 */
export async function figuresOfExports(uploads: Uploads, terminal: Terminal): Promise<FiguresSource> {
  const { exports, hashKey, definitions, files, sheet } = uploads;
  await assertFolderExists(exports);
  const runtime = await openLocalRuntime({ exports, hashKey, codes: definitions.codes, definitions: files });
  const scratch = await makeScratch();
  const close = async (): Promise<void> => {
    await runtime.close();
    await scratch.remove();
  };
  try {
    const keys = await keysToIngest(runtime.effects, definitions);
    if (sheet) lastMonth(keys, sheet, runtime.effects.clock.now());
    const progress = progressOf(terminal, keys.length, !terminal.watched);
    const ingested = await ingestAll(runtime.effects, definitions, keys, progress);
    for (const { key } of ingested.filter(({ status }) => status === 'rejected'))
      terminal.err(`rejected ${key}: the pages are those of an incomplete edition (factsheets check shows why)`);
    return {
      editionOf: recountedOnChange((now, of) => count(runtime, { keys, folder: scratch.folder }, now, of)),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The annex is read back: it has what the page prints and no exact counts. */
async function count(
  runtime: LocalRuntime,
  { keys, folder }: { readonly keys: readonly string[]; readonly folder: string },
  definitions: Definitions,
  sheet: Sheet,
): Promise<PublishedEdition> {
  const effects = { ...runtime.effects, codes: definitions.codes };
  const month = lastMonth(keys, sheet, effects.clock.now());
  const [main] = sheet.family
    ? await computeFamily(effects, definitions, { sheets: [sheet, ...memberSheets(sheet)], month })
    : [await computeFigures(effects, definitions, { sheet, month })];
  if (!main) throw new Error(`${sheet.id} was not computed`);
  const { revision } = main;
  const [json] = await writeAnnex(effects, sheet, revision);
  const path = join(folder, 'figures.json');
  await effects.reports.fetch(json.key, path);
  return { ...(await readAnnex(path)), revision: 1 };
}

/** Counts again only if an input of figures changed; a sheet's wording, page and charts are not inputs. */
function recountedOnChange(count: FiguresSource['editionOf']): FiguresSource['editionOf'] {
  let last: { readonly of: string; readonly edition: PublishedEdition } | null = null;
  return async (definitions, sheet) => {
    const of = inputsHash(definitions, sheet);
    if (last?.of !== of) last = { of, edition: await count(definitions, sheet) };
    return last.edition;
  };
}

const inputsHash = ({ codes, hotlines }: Definitions, { version: _, ...sheet }: Sheet): string =>
  createHash('sha256')
    .update(JSON.stringify([codes, [...hotlines.values()].map(({ version }) => version), sheet]))
    .digest('hex');
