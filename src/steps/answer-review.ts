import { z } from 'zod';
import { Failure } from '../domain/failure.ts';
import { type Month, parseMonth } from '../domain/month.ts';
import type { Sheet } from '../domain/sheet.ts';
import { type DecideEffects, decideRevision } from './decide-revision.ts';
import { reviewEdition } from './review-edition.ts';

const MONTH = z.custom<Month>((value) => typeof value === 'string' && parseMonth(value) !== null, 'write YYYY-MM');

const REQUEST = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('review'), sheet: z.string(), month: MONTH }),
  z.strictObject({
    ask: z.literal('decide'),
    sheet: z.string(),
    month: MONTH,
    revision: z.int().min(1),
    verdict: z.enum(['approved', 'rejected']),
    by: z.string().max(200),
    reason: z.string().max(4000).nullable(),
  }),
]);

/** What a reviewer asks from afar: to see a review, or to decide. */
export type ReviewRequest = z.infer<typeof REQUEST>;

/** @throws Failure WrongUsage naming what is wrong */
export function parseReviewRequest(text: string): ReviewRequest {
  try {
    return REQUEST.parse(JSON.parse(text));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new Failure('WrongUsage', 'the request is no JSON', { cause });
    if (!(cause instanceof z.ZodError)) throw cause;
    throw new Failure('WrongUsage', z.prettifyError(cause), { cause });
  }
}

/** Does what a reviewer asks. `caller` is who AWS says it is. */
export async function answerReview(
  effects: DecideEffects,
  sheet: Sheet,
  request: ReviewRequest,
  caller: string,
): Promise<unknown> {
  if (request.ask === 'review') return reviewEdition(effects, sheet, request.month);
  const { month, revision, verdict, by, reason } = request;
  return decideRevision(effects, sheet, month, { revision, verdict, by, caller, reason });
}
