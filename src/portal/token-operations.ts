import type { Operation } from './api-operation.ts';
import { MADE_TOKEN, TOKEN, TOKEN_ASKED, TOKENS } from './token-schemas.ts';

/** The operations of the API about tokens of programs. */
export const TOKEN_OPERATIONS = {
  tokens: {
    summary: 'Your tokens; for operators, those of everyone',
    answer: TOKENS,
    refusals: { 304: 'Not modified since the ETag given as If-None-Match' },
  },
  makeToken: {
    summary: 'Makes a token; only the answer to this request has it. Not with a token',
    body: TOKEN_ASKED,
    answer: MADE_TOKEN,
    status: 201,
    refusals: { 415: 'The body is not application/json' },
  },
  revocation: {
    summary: 'Revokes a token for good',
    answer: TOKEN,
    refusals: { 404: 'What the path names is not there' },
  },
} as const satisfies Readonly<Record<string, Operation>>;
