import type { Context } from 'aws-lambda';
import { dynamoDispatches } from '../src/adapters/aws/dynamo-dispatches.ts';
import { dynamoEditions } from '../src/adapters/aws/dynamo-editions.ts';
import { dynamoHolds } from '../src/adapters/aws/dynamo-holds.ts';
import { dynamoStakeholders } from '../src/adapters/aws/dynamo-stakeholders.ts';
import { distributeDue } from '../src/steps/distribute/distribute-due.ts';
import type { DistributeEffects } from '../src/steps/distribute/mail-run.ts';
import {
  clock,
  definitions,
  definitionsFolder,
  events,
  heads,
  linkSecrets,
  mail,
  once,
  pause,
  reports,
  table,
} from './aws-effects.ts';
import { dueOf, finished, mailConfiguration } from './mail-environment.ts';
import { log, observed } from './telemetry.ts';

/** The time that a run reserves for the last message and its record, in milliseconds. */
const RESERVE_MS = 60_000;

const effects = once(
  async (): Promise<DistributeEffects> => ({
    editions: dynamoEditions(await table()),
    stakeholders: dynamoStakeholders(await table()),
    dispatches: dynamoDispatches(await table()),
    holds: dynamoHolds(await table()),
    heads: heads(),
    reports: reports(),
    mail: mail(),
    linkSecrets: linkSecrets(),
    events: events(),
    definitions: definitionsFolder,
    codes: (await definitions()).codes,
    clock,
    pause,
    log,
  }),
);

/**
 * Handles the moment of a sheet's schedule or an approval event: mails the sheet's stakeholders. A repeated call
 * resumes the run.
 */
export const handler = (event: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>) =>
  observed('distribute', async (given: unknown) => {
    const until = new Date(Date.now() + context.getRemainingTimeInMillis() - RESERVE_MS);
    return finished(
      await distributeDue(await effects(), await definitions(), mailConfiguration(), { due: dueOf(given), until }),
    );
  })(event);
