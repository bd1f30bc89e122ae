import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { LAWS, type Law, type LawName } from '../../test/exports/fuzz/laws.ts';
import type { Check } from '../check.ts';
import { LAW_SHARES, type LawShare } from './law-shares.ts';

const WORKER = fileURLToPath(new URL('law-worker.ts', import.meta.url));
const SHOWN = 10;

/**
 * Checks random files against independent small readers, with one worker per processor. Prints the counts; one check
 * per property.
 */
export async function lawChecks(): Promise<readonly Check[]> {
  const left = [...LAW_SHARES];
  const counts = new Map<LawName, unknown>();
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, () => work(left, counts)));
  return Array.from(counts, ([name, counted]) => check(name, LAWS[name] as Law<unknown>, counted));
}

async function work(left: LawShare[], counts: Map<LawName, unknown>): Promise<void> {
  const worker = fork(WORKER, { serialization: 'advanced' });
  try {
    for (let share = left.shift(); share; share = left.shift()) {
      worker.send(share);
      const counted = await answer(worker);
      const law = LAWS[share.law] as Law<unknown>;
      counts.set(share.law, law.merge(counts.get(share.law) ?? law.none(), counted));
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

function check(name: LawName, law: Law<unknown>, counted: unknown): Check {
  console.log(`${name}: ${law.told(counted)}`);
  const faults = law.faults(counted);
  return {
    name,
    problem: faults.length === 0 ? null : `${faults.length} faults\n${faults.slice(0, SHOWN).join('\n')}`,
  };
}
