import type { Grant } from './person.ts';

/** A sign-in session as it is stored. The browser has the secret; only the secret's hash is stored. */
export interface Session {
  /** SHA-256 of the browser's secret, hex. */
  readonly id: string;
  /** Counts the writes; a write replaces only the generation before. */
  readonly generation: number;
  /** The identity provider's permanent id of the person. */
  readonly subject: string;
  readonly name: string;
  readonly grants: readonly Grant[];
  /** When the person's groups were last read from the identity provider, ISO 8601. */
  readonly checkedAt: string;
  /** When the session ends, regardless of activity, ISO 8601. */
  readonly until: string;
  /** The identity provider's refresh token, encrypted with the browser's secret; null if there is none. */
  readonly refresh: string | null;
  readonly isEnded: boolean;
}

/** The sessions. Reads are consistent; a session is ended by a write, and removed after its end by the store itself. */
export interface SessionStore {
  /** Returns a session by its id; null if there is none. */
  read(id: string): Promise<Session | null>;
  /** Writes a session; returns false if another write came first. */
  put(session: Session): Promise<boolean>;
}

/** What the identity provider knows of a person. */
export interface Identity {
  readonly subject: string;
  readonly name: string;
  readonly groups: readonly string[];
  /** A new refresh token; null if the provider sent none. */
  readonly refreshToken: string | null;
}

/** What is needed to finish a sign-in that has begun. Only the browser that began it keeps it. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/**
 * An OpenID Connect provider. Its methods throw Failure IdentityUnavailable if the provider does not answer as it
 * should.
 */
export interface IdentityProvider {
  /** Returns the address to which the browser goes to sign in. */
  begin(): Promise<{ readonly address: string; readonly pending: PendingSignIn }>;
  /** Exchanges the code in the address to which the browser returned; null if the provider or a check refuses it. */
  finish(returned: URL, pending: PendingSignIn): Promise<Identity | null>;
  /** Reads a person's groups again; null if the provider no longer accepts the token. */
  refresh(token: string, subject: string): Promise<Identity | null>;
}
