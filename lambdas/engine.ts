import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine as openDuckDb } from '../src/adapters/duckdb-engine.ts';
import type { OpenEngine } from '../src/domain/effects.ts';
import { environment } from './world.ts';

/** An engine in a folder of its own, which goes with it: the next invocation of a warm function must find nothing. */
export async function openEngine(): Promise<OpenEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'engine-'));
  const engine = await openDuckDb({
    folder,
    memoryLimitMb: Number(environment('engineMemory')),
    threads: Number(environment('engineThreads')),
  });
  const close = async (): Promise<void> => {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { folder: engine.folder, run: engine.run, rows: engine.rows, close };
}
