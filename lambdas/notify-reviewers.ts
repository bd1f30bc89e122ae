import { dynamoEditions } from '../src/adapters/aws/dynamo-editions.ts';
import { notifyReviewers } from '../src/steps/notify-reviewers.ts';
import type { RevisionNamed } from './revision-of.ts';
import { log, observed } from './telemetry.ts';
import { clock, events, table } from './world.ts';

/** A recorded revision -> word on the bus that it waits to be reviewed. */
export const handler = observed('notify-reviewers', async ({ sheet, month, revision }: RevisionNamed) => {
  const effects = { editions: dynamoEditions(await table()), events: events(), clock, log };
  await notifyReviewers(effects, sheet, month, revision);
  return {};
});
