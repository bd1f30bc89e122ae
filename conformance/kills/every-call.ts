import { join } from 'node:path';
import type { MemoryFixture } from '../../test/steps/memory-fixture.ts';
import { copyOf, live, lookAt, newOutside, newPlace, type Outside, prepare } from './in-process.ts';
import { type Ended, type Judged, judged } from './judge.ts';
import { READERS, VERBS, type Verb } from './verbs.ts';

/** One kill and its result. */
export interface Kill extends Judged {
  /** The verb or process that was killed. */
  readonly of: string;
  /** The point at which it was killed. */
  readonly at: string;
}

/** A verb, the state before it, and the result of an undisturbed run. */
interface Scene {
  readonly verb: Verb;
  readonly before: string;
  readonly undisturbed: Ended;
  readonly moments: number;
}

/**
 * Kills each verb of a first edition and its correction before and after calls that reach beyond the process, and runs
 * it again.
 * @param count how many kills, spread over all moments; at most as many as there are moments
 */
export async function killAtCalls(
  fixture: MemoryFixture,
  folder: string,
  count: number,
  verbs: readonly Verb[] = VERBS,
): Promise<readonly Kill[]> {
  const scenes = await scenesIn(fixture, folder, verbs);
  const all = scenes.flatMap((scene) =>
    Array.from({ length: scene.moments }, (_, index) => ({ scene, end: index + 1 })),
  );
  const wanted = Math.min(count, all.length);
  console.log(`${all.length} moments: ${scenes.map(({ verb, moments }) => `${verb.name} ${moments}`).join(', ')}`);
  const points = Array.from({ length: wanted }, (_, index) => all[Math.floor(((index + 0.5) * all.length) / wanted)]);
  const kills: Kill[] = [];
  const worker = async (_: unknown, number: number): Promise<void> => {
    for (let point = points.pop(); point; point = points.pop())
      kills.push(await killAt(fixture, join(folder, `killed ${number}`), point.scene, point.end));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return kills;
}

/** Half of the time of a kill is spent waiting for the disk. */
const AT_ONCE = 4;

/** Runs all verbs once without a kill, and copies the state before each verb. */
async function scenesIn(fixture: MemoryFixture, folder: string, verbs: readonly Verb[]): Promise<Scene[]> {
  const place = join(folder, 'undisturbed');
  await newPlace(place);
  const scenes: Scene[] = [];
  for (const verb of verbs) {
    await prepare(fixture, place, verb);
    const before = join(folder, `before ${verb.name}`);
    await copyOf(place, before);
    const outside = newOutside();
    const { moments } = await live(fixture, place, verb, outside, null);
    if (verb.name.startsWith('distribute') && outside.letters.length < READERS - 2)
      throw new Error(`${verb.name} sends ${outside.letters.length} messages to ${READERS} stakeholders`);
    scenes.push({ verb, before, moments, undisturbed: await endOf(fixture, place, outside) });
  }
  return scenes;
}

async function killAt(fixture: MemoryFixture, place: string, { verb, before, undisturbed }: Scene, end: number) {
  const outside = newOutside();
  await copyOf(before, place);
  const { killed } = await live(fixture, place, verb, outside, end);
  if (!killed) throw new Error(`${verb.name} ended before moment ${end}`);
  await live(fixture, place, verb, outside, null);
  // Uncertain readers must not get anything from a later run either.
  if (verb.name.startsWith('distribute')) await live(fixture, place, verb, outside, null);
  return { of: verb.name, at: `moment ${end}`, ...judged(undisturbed, await endOf(fixture, place, outside)) };
}

const endOf = async (fixture: MemoryFixture, place: string, { letters, emitted }: Outside): Promise<Ended> => ({
  ...(await lookAt(fixture, place)),
  letters,
  emitted,
});
