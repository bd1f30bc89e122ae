import { isListed, LEAVE_DAYS, type LeaveLink, readLeaveToken } from '../../distribution/links/link-token.ts';
import type { Effects } from '../../domain/effects.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import { change, leaving } from '../stakeholders/keep-stakeholders.ts';

export type LeaveEffects = Pick<EffectsOf<'answer-link'>, 'stakeholders' | 'linkSecrets'> &
  Pick<Effects, 'clock' | 'log'> & { readonly dispatches: Pick<Effects['dispatches'], 'lastMessage'> };

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

async function leaveLinkOf(effects: LeaveEffects, token: string): Promise<LeaveLink | 'forged' | 'ended'> {
  const link = readLeaveToken(await effects.linkSecrets.accepted(), token);
  if (!link) return 'forged';
  const now = effects.clock.now().getTime();
  return link.expires > now || (await endOf(effects, link)) > now ? link : 'ended';
}

/** A year after the last message to the reader, in milliseconds since 1970; 0 when none is on record. */
async function endOf({ dispatches }: LeaveEffects, { stakeholder }: LeaveLink): Promise<number> {
  const last = await dispatches.lastMessage(stakeholder);
  return last === null ? 0 : Date.parse(last) + LEAVE_DAYS * 86_400_000;
}
