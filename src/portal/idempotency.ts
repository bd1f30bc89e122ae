import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { PortalEnv, PortalRequest } from './portal-env.ts';
import { Refused } from './problem-document.ts';
import { invalid } from './read-request.ts';

/** An answer that can be given once more. */
interface StoredAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

interface Attempt {
  /** SHA-256 of the body, hex. */
  readonly body: string;
  /** Null for an answer that is not given again: the work may not be done. */
  readonly answer: Promise<StoredAnswer | null>;
}

/** Answers by person, address and key; the oldest are forgotten first. */
export type IdempotentAnswers = Map<string, Attempt>;

/** The number of answers that are remembered; each has at most a few kilobytes. */
const REMEMBERED = 1000;

/**
 * Gives a request that is sent again with the same `Idempotency-Key` the answer of the first one, without doing the
 * work again, even if the first is still running. The same key with another body is refused with 422. An answer of 500
 * and above is not remembered: such a request is tried again.
 */
export const idempotent =
  (answers: IdempotentAnswers): MiddlewareHandler<PortalEnv> =>
  async (c, next) => {
    const key = keyIn(c);
    if (key === null) return next();
    const place = JSON.stringify([c.get('person').name, c.req.path, key]);
    const body = createHash('sha256')
      .update(await c.req.text())
      .digest('hex');
    // again after an answer that is not given again: another request may have begun meanwhile
    for (let before = answers.get(place); before; before = answers.get(place)) {
      if (before.body !== body)
        throw new Refused({ status: 422, kind: 'invalid', title: 'The Idempotency-Key was used for another body' });
      const repeated = await before.answer;
      if (repeated) return new Response(repeated.body, { status: repeated.status, headers: pairs(repeated.headers) });
    }
    const { promise, resolve } = deferred<StoredAnswer | null>();
    remember(answers, place, { body, answer: promise });
    try {
      await next();
    } finally {
      const stored = c.error === undefined ? await storedAnswer(c.res) : null;
      if (!stored) answers.delete(place);
      resolve(stored);
    }
  };

function keyIn(c: PortalRequest): string | null {
  const key = c.req.header('idempotency-key');
  if (key === undefined) return null;
  if (!/^[\x21-\x7e]{1,200}$/u.test(key))
    throw invalid([{ pointer: '/Idempotency-Key', detail: '1 to 200 characters of ASCII without spaces' }]);
  return key;
}

function remember(answers: IdempotentAnswers, place: string, attempt: Attempt): void {
  const [oldest] = answers.keys();
  if (answers.size >= REMEMBERED && oldest !== undefined) answers.delete(oldest);
  answers.set(place, attempt);
}

async function storedAnswer(answer: Response): Promise<StoredAnswer | null> {
  if (answer.status >= 500) return null;
  const copy = answer.clone();
  return { status: copy.status, headers: [...copy.headers], body: await copy.text() };
}

const pairs = (headers: StoredAnswer['headers']): [string, string][] => headers.map(([name, value]) => [name, value]);

/** Returns a promise and what resolves it. */
function deferred<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
