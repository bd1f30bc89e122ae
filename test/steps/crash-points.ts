import type { PipelineEffects } from './memory-fixture.ts';

/** Where a process dies: at the nth call of an effect, before the call has done anything, or right after it is done. */
export interface CrashPoint {
  readonly call: number;
  readonly when: 'before' | 'after';
}

export class Crash extends Error {}

/** How a step dies: by an error that nothing catches, or with the whole process. */
export const throwing = (): never => {
  throw new Crash();
};

/** The effects that reach beyond the process, whose calls are counted and may crash. */
const OUTSIDE: readonly (keyof PipelineEffects)[] = [
  'exports',
  'facts',
  'problems',
  'reports',
  'ledger',
  'editions',
  'events',
  'publications',
];

/** Effects that die at a point, and how many calls were made (all of them, when there is no point). */
export function crashAt(
  effects: PipelineEffects,
  point: CrashPoint | null,
  die: () => void = throwing,
): { effects: PipelineEffects; calls: () => number } {
  let calls = 0;
  const call = async (act: () => unknown): Promise<unknown> => {
    const own = ++calls; // calls that run side by side each have their number
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

/** Every point of a run that makes so many calls. */
export const crashPoints = (calls: number): CrashPoint[] =>
  Array.from({ length: calls }, (_, at) => at + 1).flatMap((call) =>
    (['before', 'after'] as const).map((when): CrashPoint => ({ call, when })),
  );

/** Effects whose calls wait a chosen number of turns, so that two workers' calls fall between one another's. */
export function interleaved(effects: PipelineEffects, random: () => number): PipelineEffects {
  const call = async (act: () => unknown): Promise<unknown> => {
    for (let turns = Math.floor(random() * 4); turns > 0; turns--) await new Promise(setImmediate);
    return act();
  };
  const watched = OUTSIDE.map((name) => [name, watch(effects[name], call)] as const);
  return { ...effects, ...Object.fromEntries(watched) };
}
