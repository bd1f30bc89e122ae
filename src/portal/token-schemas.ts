import { z } from '@hono/zod-openapi';
import { type Grant, parseGrant } from '../domain/person.ts';
import { LONGEST_TOKEN_DAYS, type Token } from '../domain/token.ts';

const SCOPE = z
  .string()
  .refine((text): text is Grant => parseGrant(text) !== null, 'not a role')
  .openapi({ type: 'string', example: 'analyst:nhth' });

export const TOKEN_ASKED = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    scopes: z.array(SCOPE).min(1).max(100),
    days: z.int().min(1).max(LONGEST_TOKEN_DAYS),
  })
  .openapi('TokenAsked');

export const TOKEN = z
  .object({
    id: z.string(),
    name: z.string(),
    person: z.string(),
    scopes: z.array(z.string()),
    madeAt: z.iso.datetime(),
    until: z.iso.datetime(),
    revokedAt: z.iso.datetime().nullable(),
    usedAt: z.iso.datetime().nullable().openapi({ description: 'To the hour' }),
  })
  .openapi('Token');

export const TOKENS = z.object({ tokens: z.array(TOKEN) }).openapi('Tokens');

export const MADE_TOKEN = TOKEN.extend({
  token: z.string().openapi({ description: 'The token itself. It is shown in this answer only' }),
}).openapi('MadeToken');

/** Returns a token as it may be shown: without its hash. `usedAt` is null if it was never used. */
export const shownToken = (
  { hash: _hash, generation: _generation, subject: _subject, ...shown }: Token,
  usedAt: string | null,
) => ({ ...shown, usedAt });
