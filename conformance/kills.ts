import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openMemoryFixture } from '../test/steps/memory-fixture.ts';
import { type Check, checked, equal } from './check.ts';
import { type Kill, killAtCalls } from './kills/every-call.ts';
import { isHarmless } from './kills/judge.ts';
import { killProcesses } from './kills/processes.ts';
import { signalCheck } from './kills/signals.ts';

/** One kill in this many is of a process, which takes about twenty times as long. */
const ONE_PROCESS_IN = 50;
/** The number of builds that get a signal which they can handle, from Ctrl-C to hanging up. */
const SIGNALLED = 12;

/**
 * Kills the program at `count` points, runs it again, and compares the result with an undisturbed run: nothing may be
 * lost, sent twice or changed. At one point in fifty, a process of `start`, `build`, `approve` or `distribute` is
 * killed with SIGKILL; at the others, a call of the pipeline's verbs in this process. Then builds are interrupted by
 * signals that they handle. Prints the counts by what was
 * killed.
 */
export async function killChecks(count = 500): Promise<Check[]> {
  const folder = await mkdtemp(join(tmpdir(), 'factsheets-kills-'));
  const fixture = await openMemoryFixture();
  const each = Math.max(1, Math.round(count / ONE_PROCESS_IN / 4));
  // One language is enough, because each is rendered separately.
  const small = { ...fixture, sheet: { ...fixture.sheet, languages: ['en'] as const } };
  const all: Kill[] = [];
  try {
    const checks = await Promise.all([
      judgedCheck('calls', all, () => killAtCalls(small, folder, Math.max(1, count - 4 * each))),
      judgedCheck('processes', all, () => killProcesses(fixture, folder, each)),
    ]);
    console.log(words(all));
    return [...checks, await signalCheck(SIGNALLED)];
  } finally {
    await fixture.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function judgedCheck(name: string, all: Kill[], kill: () => Promise<readonly Kill[]>): Promise<Check> {
  let counts = '';
  const check = await checked(name, async () => {
    const kills = await kill();
    for (const of of new Set(kills.map((kill) => kill.of)))
      console.log(`${of}: ${words(kills.filter((kill) => kill.of === of))}`);
    counts = words(kills);
    all.push(...kills);
    equal(kills.filter((one) => !isHarmless(one)).slice(0, 5), []);
  });
  return { ...check, name: `${name}: ${counts}` };
}

function words(kills: readonly Kill[]): string {
  const sum = (of: 'lost' | 'twice' | 'changed' | 'uncertain'): number =>
    kills.reduce((all, one) => all + one[of].length, 0);
  return `${kills.length} kill points: ${sum('lost')} lost, ${sum('twice')} sent twice, ${sum('changed')} changed (${sum('uncertain')} uncertain)`;
}
