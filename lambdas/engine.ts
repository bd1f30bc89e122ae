import { tmpdir } from 'node:os';
import { openEngine as openDuckDb, openInScratch } from '../src/adapters/duckdb-engine.ts';
import type { OpenEngine } from '../src/domain/effects.ts';
import { environment } from './aws-effects.ts';

/**
 * Opens an engine in its own folder. Closing it removes the folder, so that the next invocation of a warm function
 * finds no data.
 */
export const openEngine = (): Promise<OpenEngine> =>
  openInScratch(tmpdir(), (folder) =>
    openDuckDb({
      folder,
      memoryLimitMb: Number(environment('engineMemory')),
      threads: Number(environment('engineThreads')),
    }),
  );
