import { isDeepStrictEqual } from 'node:util';
import type { Decision } from '../../domain/decision.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';

type DecideEditions = Pick<
  EffectsOf<'decide-revision'>['editions'],
  'decide' | 'decisionsOf' | 'newestDecision' | 'putNewestDecision'
>;

/**
 * How many decisions were taken on a sheet and those related to it. To be read before anything that a decision rests on. The newest
 * one is stored among the decisions of its sheet where it is not yet, because its process is at it or was killed.
 */
export async function decisionsSoFar(editions: DecideEditions, sheet: Pick<Sheet, 'id' | 'related'>): Promise<number> {
  const newest = await editions.newestDecision(groupOf(sheet));
  if (newest) await editions.decide(newest.decision);
  return newest?.generation ?? 0;
}

/**
 * Stores a decision if none was taken since on the sheet or on those related to it: each of two that are approved at once would be
 * reviewed without the other.
 * @param soFar what `decisionsSoFar` returned
 * @returns false when another one came first: what the decision rests on must be read again
 */
export async function decideNext(
  editions: DecideEditions,
  sheet: Pick<Sheet, 'id' | 'related'>,
  soFar: number,
  decision: Decision,
): Promise<boolean> {
  if (!(await editions.putNewestDecision(groupOf(sheet), { generation: soFar + 1, decision }))) return false;
  if (await editions.decide(decision)) return true;
  // whoever came next may have stored it meanwhile
  const there = (await editions.decisionsOf(sheet.id)).find((one) => one.decision === decision.decision);
  return isDeepStrictEqual(there, decision);
}

/** The name of a sheet's group: related sheets, and those related to them, all have the same. */
const groupOf = ({ id, related }: Pick<Sheet, 'id' | 'related'>): string =>
  [id, ...related.map((one) => one.id)].toSorted()[0] ?? id;
