import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openEngine, openInScratch } from '../../src/adapters/duckdb-engine.ts';
import type { OpenEngine } from '../../src/domain/effects.ts';
import { dropRelations, EngineError } from '../../src/domain/engine.ts';
import { diskError } from '../state/place-failure.ts';

/** The engine's own memory limit. With it, reading a million rows stays below 1 GB (npm run bench). */
const ENGINE_MEMORY_MB = 512;

/**
 * The input size from which several threads are faster. Below it, they only slow every statement down (60 against 100
 * ms per file).
 */
const SEVERAL_THREADS_FROM = 16 * 1024 * 1024;

/** Returns the number of threads of an engine for an input of this many bytes. */
export const threadsFor = (inputBytes: number): number => (inputBytes >= SEVERAL_THREADS_FROM ? 2 : 1);

/** Opens an engine in its own private folder below `scratch`. Closing the engine removes the folder. */
const openScratchEngine = (scratch: string, inputBytes: number): Promise<OpenEngine> =>
  openInScratch(scratch, (folder) => openEngineIn(folder, threadsFor(inputBytes)));

/**
 * Opens an engine in a folder. If its disk cannot be read or written, statements throw the file system's error, not
 * EngineError, because the input is not at fault.
 */
export async function openEngineIn(folder: string, threads: number): Promise<OpenEngine> {
  const { run, rows, columns, ...engine } = await openEngine({ folder, memoryLimitMb: ENGINE_MEMORY_MB, threads });
  return {
    folder: engine.folder,
    run: (sql, parameters) => orDiskError(folder, run(sql, parameters)),
    rows: (sql, parameters) => orDiskError(folder, rows(sql, parameters)),
    columns: (sql) => orDiskError(folder, columns(sql)),
    close: () => engine.close(),
  };
}

async function orDiskError<Result>(folder: string, statement: Promise<Result>): Promise<Result> {
  try {
    return await statement;
  } catch (error) {
    throw await diskError(error, folder, error instanceof EngineError && error.message.startsWith('IO Error'));
  }
}

/** Engines that are reused: opening one costs about as much as reading a small export. */
export interface EnginePool {
  open(inputBytes: number): Promise<OpenEngine>;
  close(): Promise<void>;
}

/**
 * Returns a pool that empties its engines, both relations and files, before they are reused. Large inputs get a
 * separate engine, one at a time: two would take twice the memory, and neither would be faster.
 */
export function enginePool(scratch: string): EnginePool {
  const idle: OpenEngine[] = [];
  const large = turns();
  const lend = (engine: OpenEngine): OpenEngine => ({
    folder: engine.folder,
    run: engine.run,
    rows: engine.rows,
    columns: engine.columns,
    close: async () => {
      await empty(engine);
      idle.push(engine);
    },
  });
  return {
    async open(inputBytes) {
      if (threadsFor(inputBytes) > 1) return openLarge(scratch, inputBytes, await large());
      const engine = idle.pop() ?? (await openScratchEngine(scratch, inputBytes));
      return lend(engine);
    },
    async close() {
      await Promise.all(idle.splice(0).map((engine) => engine.close()));
    },
  };
}

async function openLarge(scratch: string, inputBytes: number, done: () => void): Promise<OpenEngine> {
  try {
    const engine = await openScratchEngine(scratch, inputBytes);
    return { ...engine, close: () => engine.close().finally(done) };
  } catch (error) {
    done();
    throw error;
  }
}

/** Returns a function that admits one caller at a time: each call waits until the previous caller is done. */
export function turns(): () => Promise<() => void> {
  let last = Promise.resolve();
  return async () => {
    const before = last;
    let done = (): void => undefined;
    last = new Promise((resolve) => {
      done = resolve;
    });
    await before;
    return done;
  };
}

/** Removes files synchronously: for a handful of files this costs less than as many turns of the event loop. */
async function empty(engine: OpenEngine): Promise<void> {
  await dropRelations(engine);
  for (const file of readdirSync(engine.folder)) rmSync(join(engine.folder, file), { recursive: true, force: true });
}
