import type { RouteName } from './portal-routes.ts';

/** An answer as it is stored. */
export interface StoredAnswer {
  readonly status: number;
  readonly type: string | null;
  readonly etag: string | null;
  /** Where the result can be read; null if the answer names no address. */
  readonly location: string | null;
  /** Null if only the address is stored. */
  readonly body: string | null;
}

/** A request that was sent with an `Idempotency-Key`, as it is stored. */
export interface KeyedRequest {
  /** SHA-256 of the person, method, path and key, hex. */
  readonly id: string;
  /** Raised by every write. */
  readonly generation: number;
  /** SHA-256 of the query and the body, hex. */
  readonly content: string;
  /** When an attempt without an answer counts as interrupted, ISO 8601. */
  readonly attemptUntil: string;
  /** Null while the request is in progress, and after an attempt without an answer to store. */
  readonly answer: StoredAnswer | null;
  /** When the request is forgotten, ISO 8601. */
  readonly until: string;
}

/** The requests that were sent with a key. Reads are consistent; the store removes what is forgotten. */
export interface KeyedRequests {
  byId(id: string): Promise<KeyedRequest | null>;
  /** Writes a request if its generation is one more than the stored one; returns false if it is not. */
  put(request: KeyedRequest): Promise<boolean>;
}

/**
 * The routes that obey `Idempotency-Key`, and what is stored of their answers: the body, or only its address where the
 * body has a secret or names a person. The others change nothing that a second request would change again: files and
 * offers are named by their bytes, and a run by its own key.
 */
export const KEYED_ROUTES: Readonly<Partial<Record<RouteName, 'body' | 'address'>>> = {
  decide: 'body',
  decideFamily: 'body',
  hold: 'body',
  resolve: 'body',
  testMessage: 'body',
  withdraw: 'body',
  revocation: 'body',
  importStakeholders: 'body',
  addStakeholder: 'address',
  changeStakeholder: 'address',
  removeStakeholder: 'address',
  makeToken: 'address',
};
