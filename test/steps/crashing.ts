import type { DistributeEffects } from '../../src/steps/distribute/mail-run.ts';

class Crash extends Error {}

/** Caches data that does not change, so that hundreds of runs are quick. */
export function remembered<Of extends object>(of: Of): Of {
  const known = new Map<string, unknown>();
  return new Proxy(of, {
    get: (target, name) => {
      const method = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...args: unknown[]) => {
        const key = `${String(name)} ${JSON.stringify(args)}`;
        if (!known.has(key)) known.set(key, method.apply(target, args));
        return known.get(key);
      };
    },
  });
}

const TOUCHED = ['editions', 'reports', 'definitions', 'stakeholders', 'dispatches', 'mail', 'events'] as const;

type Touched = (typeof TOUCHED)[number];

/** Ends the process at the nth call of some effects, before or after the call. */
export function crashing(
  effects: DistributeEffects,
  at: number,
  when: 'before' | 'after',
  touched: readonly Touched[] = TOUCHED,
) {
  let calls = 0;
  const counted = <Of extends object>(of: Of): Of =>
    new Proxy(of, {
      get: (target, name) => {
        const method = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return async (...args: unknown[]) => {
          const isIt = ++calls === at;
          if (isIt && when === 'before') throw new Crash();
          const result = await method.apply(target, args);
          if (isIt) throw new Crash();
          return result;
        };
      },
    });
  const wrapped = Object.fromEntries(touched.map((name) => [name, counted(effects[name])]));
  return { effects: { ...effects, ...wrapped } as DistributeEffects, calls: () => calls };
}

/** Waits for a run, which may end with the crash. */
export const orCrash = async (running: Promise<unknown>): Promise<void> =>
  void (await running.catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error;
  }));
