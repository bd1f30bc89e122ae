import * as z from 'zod';
import type { EventDetails } from '../../domain/event.ts';
import { Failure } from '../../domain/failure.ts';
import { activeHold, holdWords } from '../../domain/hold.ts';
import { LANGUAGES } from '../../domain/languages.ts';
import { type Month, parseMonth } from '../../domain/month.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { type HoldEffects, holdSheet } from '../hold-sheet.ts';
import { decideFamily } from './decide-family.ts';
import { type DecideEffects, decideRevision } from './decide-revision.ts';
import { familyOverview } from './family-overview.ts';
import { reviewEdition } from './review-edition.ts';

const MONTH = z.custom<Month>((value) => typeof value === 'string' && parseMonth(value) !== null, 'write YYYY-MM');

const BY = z.string().max(200);
const REASON = z.string().max(4000).nullable();
const OPENED = z.array(z.enum(LANGUAGES)).readonly().default([]);

const REQUEST = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('review'), sheet: z.string(), month: MONTH }),
  z.strictObject({
    ask: z.literal('decide'),
    sheet: z.string(),
    month: MONTH,
    revision: z.int().min(1),
    verdict: z.enum(['approved', 'rejected']),
    by: BY,
    reason: REASON,
    opened: OPENED,
  }),
  z.strictObject({ ask: z.literal('family'), sheet: z.string(), month: MONTH }),
  z.strictObject({
    ask: z.literal('decide-family'),
    sheet: z.string(),
    month: MONTH,
    state: z.string(),
    except: z.array(z.string()).max(1000),
    verdict: z.enum(['approved', 'rejected']),
    by: BY,
    reason: REASON,
    opened: OPENED,
  }),
  z.strictObject({ ask: z.enum(['hold', 'release']), sheet: z.string(), by: BY, reason: REASON }),
  z.strictObject({ ask: z.literal('distribute'), sheet: z.string(), month: MONTH.nullable(), by: BY }),
]);

/**
 * A reviewer's request over the network: to see a review of a sheet or a family, to decide on it, to hold or release a
 * sheet, or to send it now.
 */
export type ReviewRequest = z.infer<typeof REQUEST>;

/** @throws Failure WrongUsage with what is wrong */
export function parseReviewRequest(text: string): ReviewRequest {
  try {
    return REQUEST.parse(JSON.parse(text));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new Failure('WrongUsage', 'the request is not valid JSON', { cause });
    if (!(cause instanceof z.ZodError)) throw cause;
    throw new Failure('WrongUsage', z.prettifyError(cause), { cause });
  }
}

export type DistributionRequest = EventDetails['DistributionAsked'];

/**
 * Answers a reviewer's request.
 * @param sheets the sheets of a folder: the main sheet, then its members (`loadFamily`)
 * @param caller the AWS identity
 * @throws Failure WrongUsage for a sheet that is not one of them, or for a family of a sheet without one
 */
export async function answerReview(
  effects: DecideEffects & HoldEffects,
  sheets: readonly [Sheet, ...Sheet[]],
  request: ReviewRequest,
  caller: string,
): Promise<unknown> {
  const sheet = sheetIn(sheets, request);
  switch (request.ask) {
    case 'family':
      return familyOverview(effects, sheets, request.month);
    case 'decide-family': {
      const { ask: _, sheet: __, month, ...verdict } = request;
      return (await decideFamily(effects, sheets, month, { ...verdict, caller })).decisions;
    }
    case 'review':
      return reviewEdition(effects, sheet, request.month);
    case 'hold':
    case 'release':
      return holdSheet(effects, sheet.id, { ...request, held: request.ask === 'hold', caller });
    case 'distribute':
      return requestDistribution(effects, sheet.id, request);
    case 'decide':
      return decideRevision(effects, sheet, request.month, { ...toVerdict(request), caller });
  }
}

function sheetIn(sheets: readonly [Sheet, ...Sheet[]], { ask, sheet: id }: ReviewRequest): Sheet {
  const sheet = sheets.find((one) => one.id === id);
  if (!sheet) throw new Failure('WrongUsage', `there is no sheet "${id}"; ${sheets[0].id} is the nearest`);
  const isOfFamily = ask === 'family' || ask === 'decide-family';
  if (isOfFamily && (sheet !== sheets[0] || sheets.length < 2)) throw noFamily(id);
  return sheet;
}

/** Returns the failure of a request for the family of a sheet that is not the main sheet of one. */
export const noFamily = (sheet: string): Failure =>
  new Failure('WrongUsage', `${sheet} does not have a family; use factsheets review and approve`);

type Decide = Extract<ReviewRequest, { ask: 'decide' }>;

const toVerdict = ({ revision, verdict, by, reason, opened }: Decide) => ({ revision, verdict, by, reason, opened });

/**
 * Emits the event on which the mail function distributes a sheet now.
 * @throws Failure DecisionRefused without a name, or while the sheet is held
 */
async function requestDistribution(
  { holds, events, clock }: DecideEffects & HoldEffects,
  sheet: string,
  { month, by }: { readonly month: Month | null; readonly by: string },
): Promise<DistributionRequest> {
  const hold = await activeHold(holds, sheet);
  if (hold) throw new Failure('DecisionRefused', `${sheet} is ${holdWords(hold)}; release it first`);
  if (by.trim() === '') throw new Failure('DecisionRefused', `${sheet} needs the name of the person who sends it`);
  const detail = { sheet, month, by: by.trim(), at: clock.now().toISOString() };
  await events.emit({ name: 'DistributionAsked', detail });
  return detail;
}
