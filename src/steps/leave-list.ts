import { readLeaveToken } from '../distribution/link-token.ts';
import type { Effects } from '../domain/effects.ts';
import type { EffectsOf } from '../domain/step-effects.ts';
import { change, leaving } from './keep-stakeholders.ts';

export type LeaveEffects = Pick<EffectsOf<'answer-link'>, 'stakeholders' | 'hashKey'> & Pick<Effects, 'clock' | 'log'>;

/**
 * Takes whoever a token names off the list, as if they were removed by hand: nothing of them stays but that they left.
 * @returns false when the token is forged; true also when they had left before
 */
export async function leaveList(effects: LeaveEffects, token: string): Promise<boolean> {
  const id = readLeaveToken(effects.hashKey.secret, token);
  if (id === null) return false;
  const changedAt = effects.clock.now().toISOString();
  const left = await change(effects, id, (old) =>
    old && old.status !== 'left' ? { outcome: true, write: leaving(old, changedAt) } : { outcome: false, write: null },
  );
  if (left) effects.log.info('stakeholder-left');
  return true;
}
