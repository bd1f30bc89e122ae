import { createHash } from 'node:crypto';
import type { PortalRequest } from './portal-env.ts';

/** The strong ETag of a value: equal values have equal ones. */
export const etagOf = (value: unknown): string =>
  `"${createHash('sha256').update(JSON.stringify(value)).digest('base64url')}"`;

/** Whether a header of ETags (If-Match, If-None-Match) names one, or any. */
export const namesEtag = (header: string | undefined, etag: string): boolean =>
  header?.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//u, '') === etag) === true;

/** Answers with a value as JSON, or 304 when the asker has it already: a program keeps the ETag, a browser stores nothing. */
export function conditionalJson(c: PortalRequest, value: unknown, etag = etagOf(value)): Response {
  const headers = { etag };
  if (namesEtag(c.req.header('if-none-match'), etag)) return c.body(null, 304, headers);
  return c.body(JSON.stringify(value), 200, { ...headers, 'content-type': 'application/json' });
}
