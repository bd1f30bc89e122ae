import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { dynamoActivity } from '../../src/adapters/aws/dynamo-activity.ts';
import { dynamoDispatches } from '../../src/adapters/aws/dynamo-dispatches.ts';
import { dynamoEditions } from '../../src/adapters/aws/dynamo-editions.ts';
import { dynamoEmptyExports } from '../../src/adapters/aws/dynamo-empty-exports.ts';
import { dynamoHolds } from '../../src/adapters/aws/dynamo-holds.ts';
import { dynamoLedger } from '../../src/adapters/aws/dynamo-ledger.ts';
import { dynamoRegister } from '../../src/adapters/aws/dynamo-register.ts';
import { dynamoStakeholders } from '../../src/adapters/aws/dynamo-stakeholders.ts';
import { dynamoTokens } from '../../src/adapters/aws/dynamo-tokens.ts';
import { openSolver } from '../../src/adapters/highs-solver.ts';
import { fileLinkSecrets } from '../../src/adapters/link-secrets.ts';
import { definitionFiles } from '../../src/adapters/local/definition-files.ts';
import { folderRetirable } from '../../src/adapters/local/folder-retirable.ts';
import { folderExports, folderStore } from '../../src/adapters/local/folder-store.ts';
import { fontFiles } from '../../src/adapters/local/font-files.ts';
import { makeFolder } from '../../src/adapters/local/make-folder.ts';
import type { DefinitionFiles, Effects, HashKey } from '../../src/domain/effects.ts';
import type { Register } from '../../src/domain/register.ts';
import { printable } from '../../src/domain/text/printable.ts';
import type { OpenReaderFor } from '../../src/steps/ingest-export/upload-reader.ts';
import { PROGRAM_FOLDER } from '../program-folder.ts';
import { type LocalTable, startTable } from '../state/dynalite-table.ts';
import { erase, noteErasure } from '../state/erasure.ts';
import { Journal } from '../state/journal.ts';
import { journalFile } from '../state/journal-file.ts';
import { journaledTable } from '../state/journaled-table.ts';
import { removeLeftovers } from '../state/leftovers.ts';
import { openJournal } from '../state/open-journal.ts';
import { linkSecretFile } from '../state/permissions.ts';
import { makeScratch, type Scratch } from '../state/scratch.ts';
import { assertKnownFormat, openFormat, stateId } from '../state/state-format.ts';
import { assertSameKey, recordKey } from '../state/state-key.ts';
import { noteHolder, readNote, removeNote } from '../state/state-lock.ts';
import { type EnginePool, enginePool } from './engine-pool.ts';
import { KnownHashes } from './known-hashes.ts';
import { problemsFolder } from './problems-folder.ts';
import { type ReaderPool, readerPool } from './reader-pool.ts';

/** The program's own fonts. Each is read once per process. */
export const programFonts = fontFiles(PROGRAM_FOLDER);

/** Options for opening a local runtime. */
export interface LocalRuntimeOptions {
  /** The folder of uploads: `<hotline>/<YYYY-MM>/<file>`. */
  readonly exports: string;
  /** The folder that stores state between runs; if absent, a temporary folder that is removed afterwards. */
  readonly state?: string | undefined;
  readonly hashKey: HashKey;
  readonly codes: Effects['codes'];
  readonly definitions: DefinitionFiles;
  /** Receives the events of the steps; if absent, events are dropped. */
  readonly events?: Effects['events'];
  /** Opens a state even if it is older than its journal, to inspect it or to accept it. */
  readonly anyJournal?: boolean;
  /** Prints notes about the state for the user; by default to standard error. */
  readonly report?: (line: string) => void;
  /** Aborts a reading. */
  readonly signal?: AbortSignal;
}

/** The effects of the steps, except publications: on a local machine, the caller of the steps decides their order. */
export type LocalEffects = Omit<
  Effects,
  | 'publications'
  | 'sessions'
  | 'requests'
  | 'runs'
  | 'accounts'
  | 'activeFacts'
  | 'stagedUploads'
  | 'checkResults'
  | 'valueRequests'
  | 'checkedValues'
  | 'uploadOffers'
  | 'withdrawals'
  | 'mail'
  | 'testMessages'
  | 'reportLinks'
  | 'oldProblems'
  | 'publicSite'
  | 'canaryUploads'
  | 'canaryEditions'
> & {
  readonly openReader: OpenReaderFor;
  readonly register: Register;
};

/** The local runtime of the steps: folders instead of S3, dynalite instead of DynamoDB. */
export interface LocalRuntime {
  readonly effects: LocalEffects;
  readonly table: LocalTable;
  /** A separate journal of what was written to a persistent state; null for a temporary state. */
  readonly journal: Journal | null;
  close(): Promise<void>;
}

/**
 * Opens the local runtime; the caller closes it. Temporary copies of uploads are inside the state, and closing removes
 * them.
 * @throws Failure KeyMismatch if the state was created with a different key, FormatMismatch if a newer program wrote
 * it, StoreConflict if another process keeps it open
 */
export async function openLocalRuntime(options: LocalRuntimeOptions): Promise<LocalRuntime> {
  const { state } = options;
  if (state !== undefined) return openIn(options, state, () => scratchOf(state));
  const scratch = await makeScratch();
  return openIn(options, join(scratch.folder, 'state'), async () => scratch).catch(async (error: unknown) => {
    await scratch.remove();
    throw error;
  });
}

async function openIn(
  options: LocalRuntimeOptions,
  state: string,
  scratchFor: () => Promise<Scratch>,
): Promise<LocalRuntime> {
  await makeFolder(join(state, 'table'));
  const table = await startTable(join(state, 'table'));
  const opened: { close(): Promise<void> }[] = [];
  try {
    await assertKnownFormat(state, table);
    await assertSameKey({ state, table }, options.hashKey);
    const id = await stateId(state, table);
    const journal = options.state === undefined ? null : await Journal.open(await journalFile(state, id, process.env));
    if (journal) opened.push(journal);
    const isNoted = journal !== null && (await openJournal({ state, table, journal }, journalOptions(options)));
    const noted = isNoted ? journaledTable(table, journal, (one) => noteErasure(state, one)) : table;
    await openFormat({ table: noted, state, hashKey: options.hashKey }, id);
    await recordKey({ state, table }, options.hashKey);
    if ((await readNote(state)) !== null) await removeLeftovers(state); // its holder was killed
    await noteHolder(state);
    const scratch = await scratchFor();
    const engines = enginePool(scratch.folder);
    const readers = readerPool(scratch.folder, undefined, options.signal);
    const hashes = new KnownHashes(join(state, 'upload-hashes'), options.hashKey.ties);
    return {
      effects: effectsOf(options, state, { table: noted, engines, readers, hashes }),
      table,
      journal,
      close: async () => {
        const people = [...(journal?.done.values() ?? [])];
        await closeAll(state, table, [engines, readers, hashes, ...opened], scratch);
        await erase(state, people);
      },
    };
  } catch (error) {
    for (const one of opened) await one.close();
    await table.stop();
    throw error;
  }
}

const journalOptions = ({ anyJournal = false, report = printLine }: LocalRuntimeOptions) => ({ anyJournal, report });

const printLine = (line: string): void => void process.stderr.write(`${printable(line)}\n`);

async function scratchOf(state: string): Promise<Scratch> {
  const folder = join(state, 'scratch');
  await makeFolder(folder);
  return makeScratch(folder);
}

/** Releases the table last, even if closing the rest fails. */
async function closeAll(
  state: string,
  table: LocalTable,
  pools: readonly { close(): Promise<void> }[],
  scratch: Scratch,
): Promise<void> {
  try {
    await Promise.all(pools.map((pool) => pool.close()));
    await scratch.remove();
    await removeNote(state);
  } finally {
    await table.stop();
  }
}

/** What is open while a state is. */
interface Opened {
  readonly table: LocalTable;
  readonly engines: EnginePool;
  readonly readers: ReaderPool;
  readonly hashes: KnownHashes;
}

function effectsOf(
  options: LocalRuntimeOptions,
  state: string,
  { table, engines, readers, hashes }: Opened,
): LocalEffects {
  return {
    exports: folderExports(options.exports, (key, path) => hashes.find(key, path)),
    facts: folderStore(state, { links: true }),
    runningCounts: folderStore(state),
    countIndex: folderStore(state, { links: true }),
    problems: problemsFolder(state),
    reports: folderStore(state),
    oldFacts: folderRetirable(state),
    oldReports: folderRetirable(state),
    approved: folderStore(state),
    ledger: dynamoLedger(table),
    emptyExports: dynamoEmptyExports(table),
    editions: dynamoEditions(table),
    heads: inJournal,
    stakeholders: dynamoStakeholders(table),
    dispatches: dynamoDispatches(table),
    holds: dynamoHolds(table),
    activity: dynamoActivity(table, null),
    tokens: dynamoTokens(table),
    register: dynamoRegister(table),
    events: options.events ?? { emit: async () => undefined },
    openEngine: engines.open,
    openReader: readers.open,
    openSolver,
    definitions: options.definitions,
    fonts: programFonts,
    codes: options.codes,
    hashKey: options.hashKey,
    linkSecrets: fileLinkSecrets(linkSecretFile(state), clock),
    clock,
    pause: (milliseconds) => setTimeout(milliseconds),
    log: { info: () => undefined },
  };
}

/**
 * On a local machine, the journal already records the progress of the state in more detail: no command opens an older
 * state.
 */
const inJournal: Effects['heads'] = { read: async () => null, write: async () => undefined };

const clock: Effects['clock'] = { now: () => new Date() };

/** Returns the program's own definitions, or those of another folder with the same layout. */
export const openDefinitions = (folder: string = PROGRAM_FOLDER): DefinitionFiles => definitionFiles(folder);
