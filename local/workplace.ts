import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { definitionFiles } from '../src/adapters/definition-files.ts';
import { openEngine } from '../src/adapters/duckdb-engine.ts';
import { dynamoEditions } from '../src/adapters/dynamo-editions.ts';
import { dynamoLedger } from '../src/adapters/dynamo-ledger.ts';
import { folderExports, folderStore } from '../src/adapters/folder-store.ts';
import type { DefinitionFiles, Effects, HashKey, OpenEngine } from '../src/domain/effects.ts';
import { startTable } from './dynalite-table.ts';

/** Where the program's own definitions lie: the folder above this one. */
export const PROGRAM_FOLDER = fileURLToPath(new URL('..', import.meta.url));

/** What a workplace is opened with. */
export interface WorkplaceOptions {
  /** The uploads: a folder of `<hotline>/<YYYY-MM>/<file>`. */
  readonly exports: string;
  /** Where state is kept between runs; a temporary place, gone afterwards, when absent. */
  readonly state?: string | undefined;
  readonly hashKey: HashKey;
  readonly codes: Effects['codes'];
}

/** One machine as the world of the steps: folders for S3, dynalite for DynamoDB. */
export interface Workplace {
  readonly effects: Effects;
  close(): Promise<void>;
}

/** The engine's own memory limit; reading a million rows stays below 1 GB with it (npm run bench). */
const ENGINE_MEMORY_MB = 640;

/** Opens the workplace; whoever opens it closes it. */
export async function openWorkplace(options: WorkplaceOptions): Promise<Workplace> {
  const scratch = await mkdtemp(join(tmpdir(), 'factsheets-'));
  const state = options.state ?? join(scratch, 'state');
  await mkdir(join(state, 'table'), { recursive: true, mode: 0o700 });
  const table = await startTable(join(state, 'table'));
  const effects: Effects = {
    exports: folderExports(options.exports),
    facts: folderStore(state),
    problems: folderStore(state),
    reports: folderStore(state),
    ledger: dynamoLedger(table),
    editions: dynamoEditions(table),
    openEngine: () => openScratchEngine(scratch),
    codes: options.codes,
    hashKey: options.hashKey,
    clock: { now: () => new Date() },
    log: { info: () => undefined },
  };
  const close = async (): Promise<void> => {
    await table.stop();
    await rm(scratch, { recursive: true, force: true });
  };
  return { effects, close };
}

/** An engine in a private folder of its own, which goes when it is closed. */
async function openScratchEngine(scratch: string): Promise<OpenEngine> {
  const folder = await mkdtemp(join(scratch, 'engine-'));
  const engine = await openEngine({ folder, memoryLimitMb: ENGINE_MEMORY_MB, threads: 2 });
  return {
    folder: engine.folder,
    run: engine.run,
    rows: engine.rows,
    close: async () => {
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The program's own definitions, or those of another folder laid out like it. */
export const openDefinitions = (folder: string = PROGRAM_FOLDER): DefinitionFiles => definitionFiles(folder);
