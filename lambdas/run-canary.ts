import { dynamoEditions } from '../src/adapters/aws/dynamo-editions.ts';
import { type CanaryEffects, checkCanary, sendCanary } from '../src/steps/run-canary/run-canary.ts';
import { canaryUploads, clock, table } from './aws-effects.ts';
import { log, withFailureLog } from './telemetry.ts';

/**
 * Runs once a day and uploads the canary's export. On the event that its draft is ready, compares the draft with the
 * expected result.
 */
export const handler = withFailureLog('run-canary', async (event: { readonly 'detail-type'?: string }) => {
  const canaryEditions = dynamoEditions(await table());
  const effects: CanaryEffects = { canaryUploads: canaryUploads(), canaryEditions, clock, log };
  await (event['detail-type'] === 'RevisionReady' ? checkCanary(effects) : sendCanary(effects));
  return {};
});
