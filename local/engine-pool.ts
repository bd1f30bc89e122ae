import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openEngine } from '../src/adapters/duckdb-engine.ts';
import type { OpenEngine } from '../src/domain/effects.ts';

/** The engine's own memory limit; reading a million rows stays below 1 GB with it (npm run bench). */
const ENGINE_MEMORY_MB = 512;

/** Input from which several threads pay: below, they only slow every statement down (60 against 100 ms a file). */
const SEVERAL_THREADS_FROM = 16 * 1024 * 1024;

const threadsFor = (inputBytes: number): number => (inputBytes >= SEVERAL_THREADS_FROM ? 2 : 1);

/** An engine in a private folder of its own below `scratch`, which goes when the engine is closed. */
export async function openScratchEngine(scratch: string, inputBytes: number): Promise<OpenEngine> {
  const folder = await mkdtemp(join(scratch, 'engine-'));
  const { run, rows, ...engine } = await openEngine({
    folder,
    memoryLimitMb: ENGINE_MEMORY_MB,
    threads: threadsFor(inputBytes),
  });
  const close = async (): Promise<void> => {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { folder: engine.folder, run, rows, close };
}

/** Engines that are used again: opening one costs about as much as reading a small export. */
export interface EnginePool {
  open(inputBytes: number): Promise<OpenEngine>;
  close(): Promise<void>;
}

/** A pool whose engines are emptied, relations and files, before another use. Large work gets an engine of its own. */
export function enginePool(scratch: string): EnginePool {
  const idle: OpenEngine[] = [];
  const lend = (engine: OpenEngine): OpenEngine => ({
    folder: engine.folder,
    run: engine.run,
    rows: engine.rows,
    close: async () => {
      await empty(engine);
      idle.push(engine);
    },
  });
  return {
    async open(inputBytes) {
      if (threadsFor(inputBytes) > 1) return openScratchEngine(scratch, inputBytes);
      return lend(idle.pop() ?? (await openScratchEngine(scratch, inputBytes)));
    },
    async close() {
      await Promise.all(idle.splice(0).map((engine) => engine.close()));
    },
  };
}

async function empty(engine: OpenEngine): Promise<void> {
  for (const { name } of await engine.rows('SELECT table_name AS name FROM duckdb_tables()'))
    await engine.run(`DROP TABLE "${name}"`);
  for (const file of await readdir(engine.folder))
    await rm(join(engine.folder, file), { recursive: true, force: true });
}
