import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { dynamoEditions } from '../src/adapters/aws/dynamo-editions.ts';
import { dynamoLedger } from '../src/adapters/aws/dynamo-ledger.ts';
import { sendMessages } from '../src/adapters/aws/sqs-messages.ts';
import { stepFunctionsPublications } from '../src/adapters/aws/step-functions-publications.ts';
import { listSheets } from '../src/definitions/load-definitions.ts';
import { ENVIRONMENT } from '../src/domain/environment.ts';
import { cacheEntries } from '../src/steps/ingest-export/ledger-entries.ts';
import { type Change, type StartEffects, startChangedEditions } from '../src/steps/start-editions.ts';
import { environment, hashKey, once, pipelineDefinitions, pipelineFolder, table } from './aws-effects.ts';
import { changeOf, eachMessage, messageFor, sharedFrom } from './queue-messages.ts';
import { log, reportFailure, withFailureLog } from './telemetry.ts';

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

/** A cached copy of the ledger for the sheets of one change, with the id of that change. */
let shared: { readonly from: string; readonly ledger: StartEffects['ledger'] } | null = null;

/**
 * Returns the effects for a message. Messages that come from one change read each hotline's ledger once per process:
 * without the cache, two hundred sheets of a hundred hotlines would read it twenty thousand times. Any later change has
 * its own messages.
 */
async function effectsFor(from: string | null): Promise<StartEffects> {
  const own = await effects();
  if (from === null) return own;
  if (shared?.from !== from) shared = { from, ledger: cacheEntries(own.ledger) };
  return { ...own, ledger: shared.ledger };
}

/**
 * Handles SQS messages about a change, or a sweep of everything: starts an execution for each edition to update. A
 * change that may affect every sheet goes back to the queue once for each sheet: two hundred sheets take longer than
 * the maximum time of one call, so the last sheets would never have their turn. Without a queue (an emulator), this
 * call handles all sheets.
 */
export const handler = withFailureLog('start-editions', (event: SQSEvent) =>
  eachMessage(
    event,
    async ({ body, messageId }) => {
      const change = changeOf(body);
      const queue = process.env[ENVIRONMENT.editionsQueue];
      if (change.sheet === null && queue) return shareOut(queue, change, messageId);
      const { failed } = await startChangedEditions(
        await effectsFor(sharedFrom(body)),
        await pipelineDefinitions(),
        pipelineFolder,
        change,
      );
      const [first, ...others] = failed;
      for (const { error } of others) reportFailure('start-editions', error);
      if (first) throw first.error; // the message is tried again, and what was started stays started
    },
    (_record, error) => reportFailure('start-editions', error),
  ),
);

/** These messages have already waited for other changes to arrive, so they have no further delay. */
async function shareOut(queue: string, change: Change, from: string): Promise<void> {
  const messages = (await listSheets(pipelineFolder)).map((sheet) => messageFor(sheet, change, from));
  await sendMessages(sqs, queue, messages, { delaySeconds: 0 });
}
