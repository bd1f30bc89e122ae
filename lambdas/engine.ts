import { tmpdir } from 'node:os';
import { openEngine as openDuckDb, openInScratch } from '../src/adapters/duckdb-engine.ts';
import type { OpenEngine } from '../src/domain/effects.ts';
import { environment } from './world.ts';

/** Opens an engine in a folder of its own, removed when it is closed: the next invocation of a warm function must find nothing. */
export const openEngine = (): Promise<OpenEngine> =>
  openInScratch(tmpdir(), (folder) =>
    openDuckDb({
      folder,
      memoryLimitMb: Number(environment('engineMemory')),
      threads: Number(environment('engineThreads')),
    }),
  );
