import { dynamoEditions } from '../src/adapters/aws/dynamo-editions.ts';
import { notifyReviewers } from '../src/steps/notify-reviewers.ts';
import { clock, events, table } from './aws-effects.ts';
import type { RevisionNamed } from './revision-of.ts';
import { log, observed } from './telemetry.ts';

/** Handles a recorded revision: emits the event that it waits for review. */
export const handler = observed('notify-reviewers', async ({ sheet, month, revision }: RevisionNamed) => {
  const effects = { editions: dynamoEditions(await table()), events: events(), clock, log };
  await notifyReviewers(effects, sheet, month, revision);
  return {};
});
