import { isDeepStrictEqual } from 'node:util';
import type { Decision } from '../../domain/decision.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';

type DecideEditions = Pick<
  EffectsOf<'decide-revision'>['editions'],
  'decide' | 'decisionsOf' | 'newestDecision' | 'putNewestDecision'
>;

/**
 * Counts the decisions on a sheet and those related to it. Call it before reading anything a decision depends on.
 * Stores the newest one among the decisions of its sheet if it is not there yet, because its process is still running
 * or was killed.
 */
export async function decisionsSoFar(editions: DecideEditions, sheet: Pick<Sheet, 'id' | 'related'>): Promise<number> {
  const newest = await editions.newestDecision(groupOf(sheet));
  if (newest) await editions.decide(newest.decision);
  return newest?.generation ?? 0;
}

/**
 * Stores a decision unless another one was stored since, on the sheet or on those related to it: two that are approved
 * at once would each be reviewed without the other.
 * @param soFar the result of `decisionsSoFar`
 * @returns false if another one was first: everything the decision depends on must be read again
 */
export async function decideNext(
  editions: DecideEditions,
  sheet: Pick<Sheet, 'id' | 'related'>,
  soFar: number,
  decision: Decision,
): Promise<boolean> {
  if (!(await editions.putNewestDecision(groupOf(sheet), { generation: soFar + 1, decision }))) return false;
  if (await editions.decide(decision)) return true;
  // the next caller may have stored it meanwhile
  const there = (await editions.decisionsOf(sheet.id)).find((one) => one.decision === decision.decision);
  return isDeepStrictEqual(there, decision);
}

/** The name of a sheet's group: related sheets, and those related to them, all have the same. */
export const groupOf = ({ id, related }: Pick<Sheet, 'id' | 'related'>): string =>
  [id, ...related.map((one) => one.id)].toSorted()[0] ?? id;
