import type { LambdaFunctionURLEvent } from 'aws-lambda';
import { dynamoDispatches } from '../src/adapters/aws/dynamo-dispatches.ts';
import { dynamoEditions } from '../src/adapters/aws/dynamo-editions.ts';
import { dynamoStakeholders } from '../src/adapters/aws/dynamo-stakeholders.ts';
import { answerLink, failedAnswer, type LinkEffects } from '../src/steps/answer-link/answer-link.ts';
import { clock, heads, linkSecrets, once, reportLinks, table } from './aws-effects.ts';
import { log, reportFailure, withFailureLog } from './telemetry.ts';

const effects = once(
  async (): Promise<LinkEffects> => ({
    dispatches: dynamoDispatches(await table()),
    editions: dynamoEditions(await table()),
    stakeholders: dynamoStakeholders(await table()),
    heads: heads(),
    reportLinks: reportLinks(),
    linkSecrets: linkSecrets(),
    clock,
    log,
  }),
);

/**
 * Handles a request to the public function URL: returns a redirect to a report, or a page. Logs nothing about the link.
 */
export const handler = withFailureLog('answer-link', async ({ rawPath, requestContext }: LambdaFunctionURLEvent) => {
  try {
    return await answerLink(await effects(), requestContext.http.method, rawPath);
  } catch (error) {
    reportFailure('answer-link', error);
    return failedAnswer();
  }
});
