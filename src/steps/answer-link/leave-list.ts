import { isListed, LEAVE_DAYS, type LeaveLink, readLeaveToken } from '../../distribution/links/link-token.ts';
import type { Effects } from '../../domain/effects.ts';
import type { Language } from '../../domain/languages.ts';
import { DAY_MS } from '../../domain/month.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import { toFormerStakeholder, updateStakeholder } from '../stakeholders/stored-stakeholder.ts';

export type LeaveEffects = Pick<EffectsOf<'answer-link'>, 'stakeholders' | 'linkSecrets'> &
  Pick<Effects, 'clock' | 'log'> & { readonly dispatches: Pick<Effects['dispatches'], 'lastMessage'> };

/** The result of a link to leave; `ended` also for a link from before its reader left and came back. */
export type LeaveAnswer = 'leave' | 'left' | 'forged' | 'ended';

/** Returns what to show when a link to leave is followed. Changes nothing, because mail filters follow links too. */
export async function readLeaveLink(effects: LeaveEffects, token: string): Promise<LeaveAnswer> {
  const link = await validLink(effects, token);
  return typeof link === 'string' ? link : 'leave';
}

/**
 * Removes the person of a token from the list, as if they were removed by hand: only the fact that they left is stored.
 * @returns `left` also if they had left before
 */
export async function leaveList(effects: LeaveEffects, token: string): Promise<LeaveAnswer> {
  const link = await validLink(effects, token);
  if (typeof link === 'string') return link;
  const changedAt = effects.clock.now().toISOString();
  const answer = await updateStakeholder<'left' | 'gone' | 'ended'>(effects, link.stakeholder, (old) => {
    if (!old || old.status === 'left') return { outcome: 'gone', write: null };
    return isListed(old, link)
      ? { outcome: 'left', write: toFormerStakeholder(old, changedAt) }
      : { outcome: 'ended', write: null };
  });
  if (answer === 'left') effects.log.info('stakeholder-left');
  return answer === 'gone' ? 'left' : answer;
}

/** Returns the language of the person in a link to leave; null for a forged link, and for someone who is not on the list. */
export async function leaveReader(
  { stakeholders, linkSecrets }: Pick<LeaveEffects, 'stakeholders' | 'linkSecrets'>,
  token: string,
): Promise<Language | null> {
  const link = readLeaveToken(await linkSecrets.accepted(), token);
  const person = link && (await stakeholders.byId(link.stakeholder));
  return person && person.status !== 'left' ? person.language : null;
}

async function validLink(effects: LeaveEffects, token: string): Promise<LeaveLink | 'forged' | 'ended'> {
  const link = readLeaveToken(await effects.linkSecrets.accepted(), token);
  if (!link) return 'forged';
  const now = effects.clock.now().getTime();
  return link.expires > now || (await endOfLink(effects, link)) > now ? link : 'ended';
}

/** Returns when a link stops working: a year after the last message to the reader, in milliseconds since 1970; 0 if none is recorded. */
async function endOfLink({ dispatches }: LeaveEffects, { stakeholder }: LeaveLink): Promise<number> {
  const last = await dispatches.lastMessage(stakeholder);
  return last === null ? 0 : Date.parse(last) + LEAVE_DAYS * DAY_MS;
}
