import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { INVARIANTS, type Invariant, type InvariantName } from '../../test/exports/fuzz/invariants.ts';
import type { Check } from '../check.ts';
import { type InvariantShare, invariantShares } from './invariant-shares.ts';

const WORKER = fileURLToPath(new URL('invariant-worker.ts', import.meta.url));
const SHOWN = 10;

/**
 * Checks random files against independent small readers, with one worker per processor. Prints the counts; one check
 * per property.
 * @param mutated how many of the files are mutated ones
 */
export async function invariantChecks(mutated: number): Promise<readonly Check[]> {
  const left = [...invariantShares(mutated)];
  const counts = new Map<InvariantName, unknown>();
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, () => work(left, counts)));
  return Array.from(counts, ([name, counted]) => check(name, INVARIANTS[name] as Invariant<unknown>, counted));
}

async function work(left: InvariantShare[], counts: Map<InvariantName, unknown>): Promise<void> {
  const worker = fork(WORKER, { serialization: 'advanced' });
  try {
    for (let share = left.shift(); share; share = left.shift()) {
      worker.send(share);
      const counted = await answer(worker);
      const invariant = INVARIANTS[share.invariant] as Invariant<unknown>;
      counts.set(share.invariant, invariant.merge(counts.get(share.invariant) ?? invariant.none(), counted));
    }
  } finally {
    if (worker.connected) worker.disconnect();
  }
}

async function answer(worker: ReturnType<typeof fork>): Promise<unknown> {
  const stop = new AbortController();
  const ended = once(worker, 'exit', { signal: stop.signal }).then(([code]) => {
    throw new Error(`a worker ended (exit code ${code})`);
  });
  try {
    const [counts] = await Promise.race([once(worker, 'message', { signal: stop.signal }), ended]);
    return counts;
  } finally {
    stop.abort();
    ended.catch(() => undefined);
  }
}

function check(name: InvariantName, invariant: Invariant<unknown>, counted: unknown): Check {
  console.log(`${name}: ${invariant.summary(counted)}`);
  const failures = invariant.failures(counted);
  return {
    name,
    problem: failures.length === 0 ? null : `${failures.length} failures\n${failures.slice(0, SHOWN).join('\n')}`,
  };
}
