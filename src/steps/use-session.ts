import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { Effects } from '../domain/effects.ts';
import { type Grant, groupGrant, type Person } from '../domain/person.ts';
import type { Identity, IdentityProvider, PendingSignIn, Session } from '../domain/session.ts';
import type { EffectsOf } from '../domain/step-effects.ts';

/** The duration of a session, regardless of activity, in milliseconds. */
export const SESSION_MS = 8 * 3_600_000;

/** After this time, a person's groups are read again before a request is answered, in milliseconds. */
export const RECHECK_MS = 15 * 60_000;

export interface SessionEffects extends EffectsOf<'use-session'> {
  readonly identity: IdentityProvider;
  readonly clock: Effects['clock'];
}

/** The result of a sign-in: the secret of a new session, or why there is none. */
export type SignInResult =
  | { readonly secret: string; readonly person: Person }
  | { readonly refused: 'failed' | 'no-role' };

/**
 * Finishes a sign-in and begins a session of eight hours.
 * @param returned the address to which the identity provider sent the browser back
 */
export async function finishSignIn(
  { sessions, identity, clock }: SessionEffects,
  returned: URL,
  pending: PendingSignIn,
): Promise<SignInResult> {
  const found = await identity.finish(returned, pending);
  if (!found) return { refused: 'failed' };
  const grants = grantsOfGroups(found.groups);
  if (grants.length === 0) return { refused: 'no-role' };
  const secret = randomBytes(32).toString('base64url');
  const id = hashOf(secret);
  const now = clock.now();
  const session: Session = {
    id,
    generation: 1,
    subject: found.subject,
    name: found.name,
    grants,
    checkedAt: now.toISOString(),
    until: new Date(now.getTime() + SESSION_MS).toISOString(),
    refresh: found.refreshToken === null ? null : encrypted(found.refreshToken, secret, id),
    isEnded: false,
  };
  await sessions.put(session);
  return { secret, person: personIn(session) };
}

/**
 * Returns the person of a session; null if it has ended. Reads the person's groups again where they are older than
 * `RECHECK_MS`: whoever has no role any more, or no account, is signed out.
 * @throws Failure IdentityUnavailable if the groups are too old and the provider does not answer
 */
export async function personOfSession(effects: SessionEffects, secret: string): Promise<Person | null> {
  const session = await effects.sessions.read(hashOf(secret));
  const now = effects.clock.now().getTime();
  if (!isOpen(session, now)) return null;
  if (isFresh(session, now)) return personIn(session);
  const renewed = await renewedSession(effects, session, secret);
  if (await effects.sessions.put(renewed)) return renewed.isEnded ? null : personIn(renewed);
  // another request of the same browser was first: it renewed the session, or ended it
  const newer = await effects.sessions.read(session.id);
  return isOpen(newer, now) && isFresh(newer, now) ? personIn(newer) : null;
}

/** Ends a session; a secret without one changes nothing. */
export async function endSession({ sessions }: Pick<SessionEffects, 'sessions'>, secret: string): Promise<void> {
  for (;;) {
    const session = await sessions.read(hashOf(secret));
    if (!session || session.isEnded || (await sessions.put(endedSession(session)))) return;
  }
}

async function renewedSession({ identity, clock }: SessionEffects, session: Session, secret: string): Promise<Session> {
  const token = session.refresh === null ? null : decrypted(session.refresh, secret, session.id);
  const found = token === null ? null : await identity.refresh(token, session.subject);
  const grants = grantsOfGroups(found?.groups ?? []);
  if (!found || grants.length === 0) return endedSession(session);
  return {
    ...session,
    generation: session.generation + 1,
    name: found.name,
    grants,
    checkedAt: clock.now().toISOString(),
    refresh: found.refreshToken === null ? session.refresh : encrypted(found.refreshToken, secret, session.id),
  };
}

const endedSession = (session: Session): Session => ({
  ...session,
  generation: session.generation + 1,
  refresh: null,
  isEnded: true,
});

const isOpen = (session: Session | null, now: number): session is Session =>
  session !== null && !session.isEnded && Date.parse(session.until) > now;

const isFresh = ({ checkedAt }: Session, now: number): boolean => now - Date.parse(checkedAt) < RECHECK_MS;

const personIn = ({ name, grants, subject }: Session): Person => ({ name, grants, subject });

const grantsOfGroups = (groups: Identity['groups']): Grant[] => groups.flatMap((group) => groupGrant(group) ?? []);

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** The key is derived from the secret, which only the browser has: whoever reads the table cannot use the tokens in it. */
const keyOf = (secret: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, '', 'factsheets session refresh token', 32));

const [IV_BYTES, TAG_BYTES] = [12, 16];

function encrypted(token: string, secret: string, id: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), iv).setAAD(Buffer.from(id));
  const text = Buffer.concat([cipher.update(token, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
}

/** Returns null for a text that was not encrypted with this secret. */
function decrypted(stored: string, secret: string, id: string): string | null {
  const bytes = Buffer.from(stored, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    }).setAAD(Buffer.from(id));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return null;
  }
}
