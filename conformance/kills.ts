import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorkshop } from '../test/steps/memory-world.ts';
import { type Check, checked, equal } from './check.ts';
import { type Kill, killAtCalls } from './kills/every-call.ts';
import { isHarmless } from './kills/judge.ts';

/**
 * Kills the program at so many points, runs it again, and compares with an undisturbed run: nothing may be lost, sent twice or changed.
 * Prints the counts by what was killed.
 */
export async function killChecks(count = 1000): Promise<Check[]> {
  process.setMaxListeners(0); // every process killed in here leaves its listener behind
  const folder = await mkdtemp(join(tmpdir(), 'factsheets-kills-'));
  try {
    return [await inProcess(folder, count)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One language is enough: each is rendered by itself. */
async function inProcess(folder: string, count: number): Promise<Check> {
  const shop = await openWorkshop();
  try {
    const small = { ...shop, sheet: { ...shop.sheet, languages: ['en'] as const } };
    return await judgedCheck('calls', () => killAtCalls(small, folder, count));
  } finally {
    await shop.close();
  }
}

async function judgedCheck(name: string, kill: () => Promise<readonly Kill[]>): Promise<Check> {
  let counts = '';
  const check = await checked(name, async () => {
    const kills = await kill();
    for (const of of new Set(kills.map((kill) => kill.of)))
      console.log(`${of}: ${words(kills.filter((kill) => kill.of === of))}`);
    counts = words(kills);
    equal(kills.filter((one) => !isHarmless(one)).slice(0, 5), []);
  });
  return { ...check, name: `${name}: ${counts}` };
}

function words(kills: readonly Kill[]): string {
  const sum = (of: 'lost' | 'twice' | 'changed' | 'uncertain'): number =>
    kills.reduce((all, one) => all + one[of].length, 0);
  return `${kills.length} kill points: ${sum('lost')} lost, ${sum('twice')} sent twice, ${sum('changed')} changed (${sum('uncertain')} uncertain)`;
}
