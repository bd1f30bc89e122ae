import type { Effects } from '../domain/effects.ts';
import { Failure } from '../domain/failure.ts';
import { activeHold } from '../domain/hold.ts';
import { EMPTY_HEAD, type StateHead } from '../domain/state-head.ts';
import { holdSheet } from './hold-sheet.ts';
import { headOf, isIn } from './state-head.ts';

export type AcceptEffects = Pick<Effects, 'clock' | 'log'> & {
  readonly editions: Pick<Effects['editions'], 'decisionsOf'>;
  readonly heads: Pick<Effects['heads'], 'read' | 'write'>;
  readonly holds: Pick<Effects['holds'], 'list' | 'put'>;
  readonly activity: Pick<Effects['activity'], 'newest' | 'append'>;
  readonly events: Pick<Effects['events'], 'emit'>;
};

/** A sheet whose decisions the table lacked. */
export interface AcceptedHead {
  /** What the head knew. */
  readonly known: StateHead;
  /** How many decisions the table holds. */
  readonly decisions: number;
}

/**
 * Accepts the decisions on a sheet that the table holds as the newest there are. The table may also lack which messages
 * were sent since, so the sheet is held first: nothing goes out before a person releases it.
 * @returns null when the table lacks nothing that the head knows of
 */
export async function acceptHead(effects: AcceptEffects, sheet: string, by: string): Promise<AcceptedHead | null> {
  const known = await headOrDamaged(effects, sheet);
  const decisions = await effects.editions.decisionsOf(sheet);
  if (known === null || isIn(known, decisions)) return null;
  if ((await activeHold(effects.holds, sheet)) === null) {
    const reason = 'an older table was accepted: what was sent since is not in it';
    await holdSheet(effects, sheet, { held: true, by, caller: null, reason });
  }
  await effects.heads.write(sheet, headOf(decisions));
  return { known, decisions: decisions.length };
}

/** A head that is damaged agrees with no table. */
async function headOrDamaged({ heads }: AcceptEffects, sheet: string): Promise<StateHead | null> {
  try {
    return await heads.read(sheet);
  } catch (error) {
    if (error instanceof Failure && error.name === 'StateChanged') return { ...EMPTY_HEAD, hash: 'damaged' };
    throw error;
  }
}
