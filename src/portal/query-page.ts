import type { PortalRequest } from './portal-env.ts';
import { invalid } from './read-request.ts';

/** The number of entries of a page by default, and at most. */
const [DEFAULT, MOST] = [100, 500];

/**
 * Returns the number after or before which a page begins; null if the request does not say. Throws Refused 422 for
 * anything but a number from 0.
 */
export function cursorOf(c: PortalRequest, name: 'after' | 'before'): number | null {
  const text = c.req.query(name);
  if (text === undefined || text === '') return null;
  if (!/^\d{1,9}$/u.test(text)) throw invalid([{ pointer: `/${name}`, detail: 'the number of an entry' }]);
  return Number(text);
}

/** Returns how many entries a request asks for: 100 if it does not say. Throws Refused 422 for more than 500. */
export function pageLimit(c: PortalRequest): number {
  const text = c.req.query('limit');
  if (text === undefined) return DEFAULT;
  const limit = /^\d{1,4}$/u.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > MOST) throw invalid([{ pointer: '/limit', detail: `a number from 1 to ${MOST}` }]);
  return limit;
}

/** Returns the value of `Link` (RFC 8288) for the next page of the same request. */
export function nextLink(c: PortalRequest, name: 'after' | 'before', cursor: number | string): string {
  const url = new URL(c.req.url);
  url.searchParams.set(name, String(cursor));
  return `<${url.pathname}${url.search}>; rel="next"`;
}
