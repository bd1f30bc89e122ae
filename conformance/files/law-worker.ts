import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine } from '../../src/adapters/duckdb-engine.ts';
import { LAWS } from '../../test/exports/fuzz/laws.ts';
import type { LawShare } from './law-shares.ts';

/**
 * The program of a worker: it tests the shares that it receives and sends the counts back. Ends with its parent
 * process.
 */

const folder = await mkdtemp(join(tmpdir(), 'factsheets-laws-'));
const engine = await openEngine({ folder, memoryLimitMb: 400, threads: 1 });

process.on('message', async ({ law, seed, files }: LawShare) => {
  process.send?.(await LAWS[law].hold(engine, seed, files));
});
process.on('disconnect', async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});
