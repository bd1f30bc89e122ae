import type { Month } from '../../domain/month.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';

type ComputationEffects = Pick<EffectsOf<'compute-figures'>, 'editions'>;

/**
 * Records that a computation of an edition's figures begins, and returns a function that tells whether another one began
 * since then or since it was last asked. Whoever changes what an edition counts starts a computation afterwards. So
 * without another one, nothing has changed that no one will compute, and the exports need not be read a second time.
 */
export async function beginComputation(
  { editions }: ComputationEffects,
  sheet: string,
  month: Month,
): Promise<() => Promise<boolean>> {
  let last: string | null = await editions.beginComputation(sheet, month);
  return async () => {
    const before = last;
    last = await editions.lastComputation(sheet, month);
    return last !== before;
  };
}
