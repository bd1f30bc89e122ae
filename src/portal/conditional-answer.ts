import { createHash } from 'node:crypto';
import type { PortalRequest } from './portal-env.ts';

/** Returns the strong ETag of a value: equal values have equal ETags. */
export const etagOf = (value: unknown): string =>
  `"${createHash('sha256').update(JSON.stringify(value)).digest('base64url')}"`;

/** Whether a header with ETags (If-Match, If-None-Match) contains this ETag or `*`. */
export const namesEtag = (header: string | undefined, etag: string): boolean =>
  header?.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//u, '') === etag) === true;

/**
 * Answers with a value as JSON, or with 304 if the client already has it: a program stores the ETag, a browser stores
 * nothing.
 */
export function conditionalJson(c: PortalRequest, value: unknown, etag = etagOf(value)): Response {
  const headers = { etag };
  if (namesEtag(c.req.header('if-none-match'), etag)) return c.body(null, 304, headers);
  return c.body(JSON.stringify(value), 200, { ...headers, 'content-type': 'application/json' });
}
