import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Actor } from '../domain/activity.ts';
import type { Effects } from '../domain/effects.ts';
import { Failure } from '../domain/failure.ts';
import { DAY_MS } from '../domain/month.ts';
import type { Grant, Person } from '../domain/person.ts';
import type { EffectsOf } from '../domain/step-effects.ts';
import { isPrintable } from '../domain/text/printable.ts';
import { grantsWithin, isValidToken, LONGEST_TOKEN_DAYS, type Token } from '../domain/token.ts';
import { writeUntilWon } from '../domain/write-until-won.ts';
import { type ActivityEffects, recordActivity } from './record-activity.ts';

export interface TokenEffects extends ActivityEffects {
  readonly tokens: Pick<Effects['tokens'], 'byId' | 'put'>;
}

/** What accepting a token needs: no right to make one. */
export interface TokenReading {
  readonly tokens: EffectsOf<'use-token'>['tokens'];
  readonly clock: Effects['clock'];
}

/** What a person asks for. */
export interface TokenAsked {
  readonly name: string;
  readonly scopes: readonly Grant[];
  /** For how many days it is valid, from 1 to 90. */
  readonly days: number;
}

const HOUR_MS = 60 * 60_000;

/** `fsk_<id>_<256 random bits>`: programs that search for leaked secrets recognize the beginning. */
const TEXT = /^fsk_([0-9a-f]{16})_[\w-]{43}$/u;

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Makes a token for a person.
 * @returns the token as stored, and its text, which is not stored and cannot be shown again
 * @throws Failure WrongUsage for a name that is empty or too long, no scope, a scope that the person does not have, or a wrong
 *   number of days
 */
export async function makeToken(
  effects: TokenEffects,
  person: Person,
  asked: TokenAsked,
): Promise<{ readonly token: Token; readonly text: string }> {
  assertAllowed(person, asked);
  const id = randomBytes(8).toString('hex');
  const text = `fsk_${id}_${randomBytes(32).toString('base64url')}`;
  const now = effects.clock.now();
  const token: Token = {
    ...{ id, name: asked.name.trim(), person: person.name, subject: person.subject ?? null },
    scopes: [...new Set(asked.scopes)],
    hash: hashOf(text).toString('hex'),
    madeAt: now.toISOString(),
    until: new Date(now.getTime() + asked.days * DAY_MS).toISOString(),
    ...{ revokedAt: null, generation: 1 },
  };
  if (!(await effects.tokens.put(token))) throw new Failure('StoreConflict', 'the id of the token is taken; try again');
  const about = { token: id, scopes: token.scopes.join(' '), until: token.until };
  await recordActivity(effects, { who: person.name, via: 'portal' }, 'token-made', about);
  return { token, text };
}

function assertAllowed(person: Person, { name, scopes, days }: TokenAsked): void {
  const trimmed = name.trim();
  if (trimmed === '' || trimmed.length > 100 || !isPrintable(trimmed))
    throw new Failure('WrongUsage', 'the token needs a name of at most 100 characters');
  if (scopes.length === 0) throw new Failure('WrongUsage', 'choose at least one role for the token');
  if (grantsWithin(person, scopes).length < scopes.length)
    throw new Failure('WrongUsage', 'a token has only roles that you have yourself');
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_TOKEN_DAYS)
    throw new Failure('WrongUsage', `a token is valid for 1 to ${LONGEST_TOKEN_DAYS} days`);
}

/** Returns the valid token of a text; null if there is none. Records the time of use to the hour. */
export async function tokenOf({ tokens, clock }: TokenReading, text: string): Promise<Token | null> {
  const id = TEXT.exec(text)?.[1];
  const token = id === undefined ? null : await tokens.byId(id);
  if (!token || !timingSafeEqual(Buffer.from(token.hash, 'hex'), hashOf(text))) return null;
  const now = clock.now();
  if (!isValidToken(token, now)) return null;
  const usedAt = await tokens.usedAt(token.id);
  if (usedAt === null || now.getTime() - Date.parse(usedAt) >= HOUR_MS)
    await tokens.recordUse(token.id, now.toISOString());
  return token;
}

/** Revokes a token for good; one that is revoked stays as it is. @throws Failure WrongUsage if there is no such token */
export async function revokeToken(effects: TokenEffects, id: string, actor: Actor): Promise<void> {
  const attempt = async (): Promise<'revoked' | 'known' | null> => {
    const token = await effects.tokens.byId(id);
    if (!token) throw new Failure('WrongUsage', `there is no token ${id}`);
    if (token.revokedAt !== null) return 'known';
    const revokedAt = effects.clock.now().toISOString();
    return (await effects.tokens.put({ ...token, revokedAt, generation: token.generation + 1 })) ? 'revoked' : null;
  };
  const done = await writeUntilWon(attempt, `the token ${id}`, 'try again');
  if (done === 'revoked') await recordActivity(effects, actor, 'token-revoked', { token: id });
}
