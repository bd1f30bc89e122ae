import type { PendingSignIn } from '../domain/session.ts';
import { endSession, finishSignIn, personOfSession, type SessionEffects } from '../steps/use-session.ts';
import type { PortalOptions, ProviderSignIn, Sessions } from './portal-options.ts';

/**
 * Returns the sessions of people who sign in with an identity provider.
 * @param signOutAddress ends the provider's own session
 */
export function providerSessions(
  effects: SessionEffects,
  signOutAddress: string,
): Pick<PortalOptions, 'sessions' | 'signIn'> {
  const sessions: Sessions = {
    personOf: (secret) => personOfSession(effects, secret),
    choices: async () => null,
    signIn: async () => null,
    signOut: (secret) => endSession(effects, secret),
  };
  const signIn: ProviderSignIn = {
    async begin() {
      const { address, pending } = await effects.identity.begin();
      return { address, pending: [pending.state, pending.nonce, pending.verifier].join('.') };
    },
    async finish(returned, text) {
      const pending = parsePending(text);
      return pending ? finishSignIn(effects, returned, pending) : { refused: 'failed' };
    },
    signOutAddress,
  };
  return { sessions, signIn };
}

/** Parses what the browser kept; the three texts are base64url, which has no dot. */
function parsePending(text: string): PendingSignIn | null {
  const [state, nonce, verifier, ...rest] = text.split('.');
  return state && nonce && verifier && rest.length === 0 ? { state, nonce, verifier } : null;
}
