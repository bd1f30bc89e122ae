import { isListed, type LeaveLink, readLeaveToken } from '../../distribution/links/link-token.ts';
import type { Effects } from '../../domain/effects.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import { change, leaving } from '../stakeholders/keep-stakeholders.ts';

export type LeaveEffects = Pick<EffectsOf<'answer-link'>, 'stakeholders' | 'linkSecrets'> &
  Pick<Effects, 'clock' | 'log'>;

/** What becomes of a link to leave by; `ended` also for one of before its reader left and came back. */
export type LeaveAnswer = 'leave' | 'left' | 'forged' | 'ended';

/** What a link to leave by shows when it is followed; nothing is changed, for mail filters follow links too. */
export async function readLeaveLink(effects: LeaveEffects, token: string): Promise<LeaveAnswer> {
  const link = await leaveLinkOf(effects, token);
  return typeof link === 'string' ? link : 'leave';
}

/**
 * Takes whoever a token names off the list, as if they were removed by hand: nothing of them stays but that they left.
 * @returns `left` also when they had left before
 */
export async function leaveList(effects: LeaveEffects, token: string): Promise<LeaveAnswer> {
  const link = await leaveLinkOf(effects, token);
  if (typeof link === 'string') return link;
  const changedAt = effects.clock.now().toISOString();
  const answer = await change<'left' | 'gone' | 'ended'>(effects, link.stakeholder, (old) => {
    if (!old || old.status === 'left') return { outcome: 'gone', write: null };
    return isListed(old, link)
      ? { outcome: 'left', write: leaving(old, changedAt) }
      : { outcome: 'ended', write: null };
  });
  if (answer === 'left') effects.log.info('stakeholder-left');
  return answer === 'gone' ? 'left' : answer;
}

async function leaveLinkOf(
  { linkSecrets, clock }: LeaveEffects,
  token: string,
): Promise<LeaveLink | 'forged' | 'ended'> {
  const link = readLeaveToken(await linkSecrets.accepted(), token);
  if (!link) return 'forged';
  return link.expires <= clock.now().getTime() ? 'ended' : link;
}
