import type { LambdaFunctionURLEventWithIAMAuthorizer } from 'aws-lambda';
import { dynamoActivity } from '../src/adapters/aws/dynamo-activity.ts';
import { dynamoEditions } from '../src/adapters/aws/dynamo-editions.ts';
import { dynamoHolds } from '../src/adapters/aws/dynamo-holds.ts';
import { dynamoLedger } from '../src/adapters/aws/dynamo-ledger.ts';
import { openSolver } from '../src/adapters/highs-solver.ts';
import { loadFamily } from '../src/definitions/load-definitions.ts';
import { Failure } from '../src/domain/failure.ts';
import type { FailureName } from '../src/domain/failure-names.ts';
import { folderOfSheet } from '../src/domain/family.ts';
import { answerReview, parseReviewRequest } from '../src/steps/review-edition/answer-review.ts';
import {
  activityHeads,
  approved,
  clock,
  definitions,
  definitionsFolder,
  events,
  heads,
  reports,
  table,
} from './aws-effects.ts';
import { log, reportFailure, withFailureLog } from './telemetry.ts';

/** Handles a signed request to the function URL: returns a review, or records a decision with the caller's identity. */
export const handler = withFailureLog('decide-revision', async (event: LambdaFunctionURLEventWithIAMAuthorizer) => {
  try {
    const { body = '{}', isBase64Encoded, requestContext } = event;
    const request = parseReviewRequest(isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body);
    const known = await definitions();
    const { codes } = known;
    const sheets = await loadFamily(definitionsFolder, known, folderOfSheet(request.sheet), request.sheet);
    const state = {
      ledger: dynamoLedger(await table()),
      editions: dynamoEditions(await table()),
      holds: dynamoHolds(await table()),
      activity: dynamoActivity(await table(), activityHeads()),
    };
    const stores = { heads: heads(), reports: reports(), approved: approved(), definitions: definitionsFolder, codes };
    const effects = { ...state, ...stores, openSolver, events: events(), clock, log };
    return answer(200, await answerReview(effects, sheets, request, requestContext.authorizer.iam.userArn));
  } catch (error) {
    const failure = reportFailure('decide-revision', error);
    if (!(failure instanceof Failure)) throw failure;
    return answer(REFUSALS.has(failure.name) ? 409 : 400, { failure: failure.name, message: failure.message });
  }
});

/** Failures that the request does not cause: the edition is not in a state that allows a decision. */
const REFUSALS: ReadonlySet<string> = new Set<FailureName>([
  'DecisionRefused',
  'ReportChanged',
  'DefinitionChanged',
  'StateChanged',
]);

const answer = (statusCode: number, body: unknown) => ({
  statusCode,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});
