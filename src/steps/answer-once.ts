import { createHash } from 'node:crypto';
import type { Effects } from '../domain/effects.ts';
import type { KeyedRequest, StoredAnswer } from '../domain/keyed-request.ts';
import type { EffectsOf } from '../domain/step-effects.ts';

export interface RequestEffects extends EffectsOf<'answer-once'> {
  readonly clock: Effects['clock'];
}

/** How long an answer is stored, in milliseconds. */
export const STORED_MS = 24 * 60 * 60_000;

/**
 * After this time, in milliseconds, a request without an answer counts as interrupted. No request takes as long: a
 * function in AWS ends after 30 seconds.
 */
export const ATTEMPT_MS = 5 * 60_000;

/** What identifies a request, and what it asks for. */
export interface RequestAsked {
  /** A permanent id of the person, or the name where there is none. */
  readonly person: string;
  readonly method: string;
  readonly path: string;
  readonly key: string;
  /** The query, with its question mark; empty if there is none. */
  readonly query: string;
  readonly body: Uint8Array;
}

/**
 * Whether a request is to be answered now (`attempt`), was answered (`answer`), is in progress (`running`), or has the
 * key of a request with another body (`other`).
 */
export type BegunRequest =
  | { readonly attempt: KeyedRequest }
  | { readonly answer: StoredAnswer }
  | { readonly refused: 'running' | 'other' };

/** Begins a request that was sent with a key: of several equal ones, at any time and in any process, one is answered. */
export async function beginRequest({ requests, clock }: RequestEffects, asked: RequestAsked): Promise<BegunRequest> {
  const id = hashOf(JSON.stringify([asked.person, asked.method, asked.path, asked.key]));
  const content = hashOf(`${asked.query}\n`, asked.body);
  for (;;) {
    const now = clock.now();
    const found = await requests.byId(id);
    const before = found && Date.parse(found.until) > now.getTime() ? found : null;
    if (before && before.content !== content) return { refused: 'other' };
    if (before?.answer) return { answer: before.answer };
    if (before && Date.parse(before.attemptUntil) > now.getTime()) return { refused: 'running' };
    const attempt: KeyedRequest = {
      ...{ id, content, generation: (found?.generation ?? 0) + 1, answer: null },
      attemptUntil: new Date(now.getTime() + ATTEMPT_MS).toISOString(),
      until: new Date(now.getTime() + STORED_MS).toISOString(),
    };
    if (await requests.put(attempt)) return { attempt };
  }
}

/**
 * Stores the answer to a request; null frees the key at once, for an attempt that may be repeated. A later attempt, after
 * this one counted as interrupted, is not changed.
 */
export async function endRequest(
  { requests, clock }: RequestEffects,
  attempt: KeyedRequest,
  answer: StoredAnswer | null,
): Promise<void> {
  const attemptUntil = clock.now().toISOString();
  await requests.put({ ...attempt, generation: attempt.generation + 1, attemptUntil, answer });
}

const hashOf = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};
