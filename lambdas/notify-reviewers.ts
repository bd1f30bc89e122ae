import { dynamoEditions } from '../src/adapters/aws/dynamo-editions.ts';
import { loadFamily } from '../src/definitions/load-definitions.ts';
import { notifyOfFamily, notifyReviewers } from '../src/steps/notify-reviewers.ts';
import { clock, events, pipelineDefinitions, pipelineFolder, table } from './aws-effects.ts';
import type { RevisionNamed } from './revision-of.ts';
import { log, withFailureLog } from './telemetry.ts';

/**
 * A recorded revision; `list` is the key of the list of the family's sheets, null if the sheet has no family. An
 * execution that an earlier version started has no list.
 */
type Recorded = RevisionNamed & { readonly list?: string | null };

/** Handles a recorded revision, or those of a family: emits the event that it waits for review. */
export const handler = withFailureLog('notify-reviewers', async ({ sheet, month, revision, list }: Recorded) => {
  const effects = { editions: dynamoEditions(await table()), events: events(), clock, log };
  if (!list) await notifyReviewers(effects, sheet, month, revision);
  else {
    const sheets = await loadFamily(pipelineFolder, await pipelineDefinitions(), sheet);
    await notifyOfFamily(effects, sheets, month, revision);
  }
  return {};
});
