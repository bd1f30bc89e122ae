import type { PipelineEffects } from './memory-fixture.ts';

/** The moment at which a process dies: before the nth call of an effect does anything, or right after it is done. */
export interface CrashPoint {
  readonly call: number;
  readonly when: 'before' | 'after';
}

export class Crash extends Error {}

/** Makes a step die with an error that nothing catches. A test may end the process instead. */
export const throwing = (): never => {
  throw new Crash();
};

/** The effects that reach outside the process; their calls are counted and may crash. */
const OUTSIDE: readonly (keyof PipelineEffects)[] = [
  'exports',
  'facts',
  'problems',
  'reports',
  'approved',
  'ledger',
  'editions',
  'heads',
  'activity',
  'events',
  'publications',
];

/** Returns effects that die at a point, and the number of calls made (all of them if there is no point). */
export function crashAt(
  effects: PipelineEffects,
  point: CrashPoint | null,
  die: () => void = throwing,
): { effects: PipelineEffects; calls: () => number } {
  let calls = 0;
  const call = async (act: () => unknown): Promise<unknown> => {
    const own = ++calls; // each of several concurrent calls has its own number
    if (point?.call === own && point.when === 'before') die();
    const result = await act();
    if (point?.call === own && point.when === 'after') die();
    return result;
  };
  const watched = OUTSIDE.map((name) => [name, watch(effects[name], call)] as const);
  return { effects: { ...effects, ...Object.fromEntries(watched) }, calls: () => calls };
}

function watch(effect: object, call: (act: () => unknown) => Promise<unknown>): object {
  return new Proxy(effect, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => call(() => Reflect.apply(member, target, args));
    },
  });
}

/** Returns every point of a run with this many calls. */
export const crashPoints = (calls: number): CrashPoint[] =>
  Array.from({ length: calls }, (_, at) => at + 1).flatMap((call) =>
    (['before', 'after'] as const).map((when): CrashPoint => ({ call, when })),
  );

/** Returns effects whose calls wait a random number of turns, so that the calls of two workers interleave. */
export function interleaved(effects: PipelineEffects, random: () => number): PipelineEffects {
  const call = async (act: () => unknown): Promise<unknown> => {
    for (let turns = Math.floor(random() * 4); turns > 0; turns--) await new Promise(setImmediate);
    return act();
  };
  const watched = OUTSIDE.map((name) => [name, watch(effects[name], call)] as const);
  return { ...effects, ...Object.fromEntries(watched) };
}
