import { SFNClient } from '@aws-sdk/client-sfn';
import type { SQSEvent } from 'aws-lambda';
import { dynamoEditions } from '../src/adapters/dynamo-editions.ts';
import { dynamoLedger } from '../src/adapters/dynamo-ledger.ts';
import { stepFunctionsPublications } from '../src/adapters/step-functions-publications.ts';
import { type StartEffects, startEditionsOf } from '../src/steps/start-editions.ts';
import { changeOf, eachMessage } from './queue-messages.ts';
import { log, observed, reported } from './telemetry.ts';
import { definitions, definitionsFolder, environment, hashKey, once, table } from './world.ts';

const stepFunctions = new SFNClient({});

const effects = once(
  async (): Promise<StartEffects> => ({
    ledger: dynamoLedger(table()),
    editions: dynamoEditions(table()),
    publications: stepFunctionsPublications(stepFunctions, environment('stateMachine')),
    hashKey: await hashKey(),
    log,
  }),
);

/** SQS messages of the bus (what changed), or a sweep of everything -> an execution per edition that is kept up to date. */
export const handler = observed('start-editions', (event: SQSEvent) =>
  eachMessage(
    event,
    async ({ body }) => {
      await startEditionsOf(await effects(), await definitions(), definitionsFolder, changeOf(body));
    },
    (_record, error) => reported('start-editions', error),
  ),
);
