import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine } from '../../src/adapters/duckdb-engine.ts';
import { INVARIANTS } from '../../test/exports/fuzz/invariants.ts';
import type { InvariantShare } from './invariant-shares.ts';

/**
 * The program of a worker: it tests the shares that it receives and sends the counts back. Ends with its parent
 * process.
 */

const folder = await mkdtemp(join(tmpdir(), 'factsheets-invariants-'));
const engine = await openEngine({ folder, memoryLimitMb: 400, threads: 1 });

process.on('message', async ({ invariant, seed, files }: InvariantShare) => {
  process.send?.(await INVARIANTS[invariant].hold(engine, seed, files));
});
process.on('disconnect', async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});
