import type { Month } from '../../domain/month.ts';
import type { Review } from '../../domain/review.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import { checkHead } from '../state-head.ts';
import { decisionsSoFar, groupOf } from './decide-next.ts';
import { type AttackEffects, type Reviewed, reviewWithNumber } from './review-edition.ts';

type CountEffects = EffectsOf<'decide-revision'> & AttackEffects;

/** A review, and the number of decisions (`decisionsSoFar`) before anything was read that it depends on. */
export interface CountedReview extends Reviewed {
  readonly soFar: number;
}

/** The result of a joint attack, and the number of decisions when its pages were read, or after the person's own since. */
export interface Attacked {
  readonly soFar: number;
  readonly exposed: Review['exposed'];
  /** Reads what cannot change before someone else decides from what the attack read (`withUnchanging`). */
  readonly editions: CountEffects['editions'];
}

/**
 * Checks the head of a sheet, counts the decisions, then reviews the sheet for one on it.
 * @throws Failure StateChanged if the table is older than the sheet's head
 */
export async function reviewCounted(effects: CountEffects, sheet: Sheet, month: Month): Promise<CountedReview> {
  await checkHead(effects, sheet.id);
  const soFar = await decisionsSoFar(effects.editions, sheet);
  return { ...(await reviewWithNumber(effects, sheet, month)), soFar };
}

/**
 * Reviews a sheet of a family that was attacked, and checks its head, side by side. The number of decisions is known from
 * the decision before, whose process counted it: a decision in between makes the number another one, here or when the next
 * one is written.
 * @returns null if someone else decided since the attack: everything must be read and attacked again
 * @throws Failure StateChanged if the table is older than the sheet's head, whatever else fails then
 */
export async function reviewAttacked(
  effects: CountEffects,
  sheet: Sheet,
  month: Month,
  { soFar, exposed, editions }: Attacked,
): Promise<CountedReview | null> {
  const [head, newest, reviewed] = await Promise.allSettled([
    checkHead(effects, sheet.id),
    effects.editions.newestDecision(groupOf(sheet)),
    reviewWithNumber({ ...effects, editions }, sheet, month, exposed),
  ]);
  if (head.status === 'rejected') throw head.reason;
  if (newest.status === 'rejected') throw newest.reason;
  if ((newest.value?.generation ?? 0) !== soFar) return null;
  if (reviewed.status === 'rejected') throw reviewed.reason;
  return { ...reviewed.value, soFar };
}
