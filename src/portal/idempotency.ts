import type { MiddlewareHandler } from 'hono';
import { KEYED_ROUTES, type StoredAnswer } from '../domain/keyed-request.ts';
import type { RouteName } from '../domain/portal-routes.ts';
import { beginRequest, endRequest, type RequestEffects } from '../steps/answer-once.ts';
import type { PortalEnv, PortalRequest } from './portal-env.ts';
import { Refused } from './problem-document.ts';
import { invalid } from './read-request.ts';

/** A larger body is not stored, only its address; in UTF-16 code units. */
const LARGEST_BODY = 16 * 1024;

/** The header of an answer that was given before. */
const REPLAYED = 'idempotent-replayed';

/**
 * Gives a request that is sent again with the same `Idempotency-Key` the answer of the first one, without doing the
 * work again, in whatever process. While the first one runs, the second is refused with 409; the same key with another
 * body or query is refused with 422. Only an answer of success is stored: a request that was refused changed nothing
 * and is judged again.
 * @param report receives the reason if an answer could not be stored
 */
export function idempotent(
  name: RouteName,
  effects: RequestEffects,
  report: (request: string, error: unknown) => void,
): MiddlewareHandler<PortalEnv> {
  return async (c, next) => {
    const key = keyIn(c);
    if (key === null) return next();
    const begun = await beginRequest(effects, await requestIn(c, key));
    if ('refused' in begun) throw refusal(begun.refused);
    if ('answer' in begun) return replayed(begun.answer);
    let answer: StoredAnswer | null = null;
    try {
      await next();
      if (c.error === undefined) answer = await answerToStore(c, KEYED_ROUTES[name] === 'body');
    } finally {
      // the work is done: its answer must not fail because it could not be stored
      await endRequest(effects, begun.attempt, answer).catch((error: unknown) => report(c.get('request'), error));
    }
  };
}

function keyIn(c: PortalRequest): string | null {
  const key = c.req.header('idempotency-key');
  if (key === undefined) return null;
  if (!/^[\x21-\x7e]{1,200}$/u.test(key))
    throw invalid([{ pointer: '/Idempotency-Key', detail: '1 to 200 characters of ASCII without spaces' }]);
  return key;
}

async function requestIn(c: PortalRequest, key: string) {
  const { name, subject } = c.get('person');
  // bytes, not text: a list of people may have another encoding, and is read from what is read here
  const body = new Uint8Array(await c.req.arrayBuffer());
  return {
    ...{ person: subject ?? name, method: c.req.method, path: c.req.path, key, body },
    query: new URL(c.req.url).search,
  };
}

const refusal = (refused: 'running' | 'other'): Refused =>
  refused === 'other'
    ? new Refused({ status: 422, kind: 'invalid', title: 'The Idempotency-Key was used for another request' })
    : new Refused({
        ...{ status: 409, kind: 'refused', retryAfter: 2 },
        title: 'A request with this Idempotency-Key is in progress',
      });

/** Returns what is stored of an answer; null for a refusal. */
async function answerToStore(c: PortalRequest, withBody: boolean): Promise<StoredAnswer | null> {
  const { res } = c;
  if (!res.ok) return null;
  const text = withBody ? await res.clone().text() : null;
  const body = text !== null && text.length <= LARGEST_BODY ? text : null;
  return {
    ...{ status: res.status, type: res.headers.get('content-type'), etag: res.headers.get('etag'), body },
    location: res.headers.get('location') ?? c.req.path,
  };
}

function replayed({ status, type, etag, location, body }: StoredAnswer): Response {
  const headers = new Headers({ [REPLAYED]: 'true' });
  if (location !== null) headers.set('location', location);
  if (etag !== null) headers.set('etag', etag);
  if (type !== null && body !== null) headers.set('content-type', type);
  return new Response(status === 204 ? null : body, { status, headers });
}
