import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { dynamoEditions } from '../src/adapters/dynamo-editions.ts';
import { dynamoLedger } from '../src/adapters/dynamo-ledger.ts';
import { sendMessages } from '../src/adapters/sqs-messages.ts';
import { stepFunctionsPublications } from '../src/adapters/step-functions-publications.ts';
import { ENVIRONMENT } from '../src/contract/environment.ts';
import { listSheets } from '../src/steps/load-definitions.ts';
import { type Change, type StartEffects, startEditionsOf } from '../src/steps/start-editions.ts';
import { changeOf, eachMessage, messageFor } from './queue-messages.ts';
import { log, observed, reported } from './telemetry.ts';
import { definitions, definitionsFolder, environment, hashKey, once, table } from './world.ts';

const stepFunctions = new SFNClient({});
const sqs = new SQSClient({});

const effects = once(
  async (): Promise<StartEffects> => ({
    ledger: dynamoLedger(await table()),
    editions: dynamoEditions(await table()),
    publications: stepFunctionsPublications(stepFunctions, environment('stateMachine')),
    hashKey: await hashKey(),
    log,
  }),
);

/**
 * SQS messages of the bus (what changed), or a sweep of everything -> an execution per edition that is kept up to date. A change
 * that may touch every sheet goes back to the queue once for each: two hundred sheets take longer than one call lasts, and the last
 * ones would never have their turn. Without a queue (an emulator) all are gone through here.
 */
export const handler = observed('start-editions', (event: SQSEvent) =>
  eachMessage(
    event,
    async ({ body }) => {
      const change = changeOf(body);
      const queue = process.env[ENVIRONMENT.editionsQueue];
      if (change.sheet === null && queue) await shareOut(queue, change);
      else await startEditionsOf(await effects(), await definitions(), definitionsFolder, change);
    },
    (_record, error) => reported('start-editions', error),
  ),
);

/** They have waited for others to land already, so they are not hidden again. */
async function shareOut(queue: string, change: Change): Promise<void> {
  const messages = (await listSheets(definitionsFolder)).map((sheet) => messageFor(sheet, change));
  await sendMessages(sqs, queue, messages, undefined, 0);
}
