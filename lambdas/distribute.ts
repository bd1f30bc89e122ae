import type { Context } from 'aws-lambda';
import { dynamoActivity } from '../src/adapters/aws/dynamo-activity.ts';
import { dynamoDispatches } from '../src/adapters/aws/dynamo-dispatches.ts';
import { dynamoEditions } from '../src/adapters/aws/dynamo-editions.ts';
import { dynamoHolds } from '../src/adapters/aws/dynamo-holds.ts';
import { dynamoRuns } from '../src/adapters/aws/dynamo-runs.ts';
import { dynamoStakeholders } from '../src/adapters/aws/dynamo-stakeholders.ts';
import type { Effects } from '../src/domain/effects.ts';
import { recordedRun } from '../src/steps/distribute/ask-run.ts';
import { distributeDue } from '../src/steps/distribute/distribute-due.ts';
import type { DistributeEffects } from '../src/steps/distribute/mail-run.ts';
import { runAsked } from '../src/steps/distribute/run-asked.ts';
import type { ActivityEffects } from '../src/steps/record-activity.ts';
import {
  activityHeads,
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
import { dueOf, mailConfiguration, requireFinished, runOf } from './mail-environment.ts';
import { log, withFailureLog } from './telemetry.ts';
import { isQueued, sendTestMessages } from './test-messages.ts';

/** The time that a run reserves for the last message and its record, in milliseconds. */
const RESERVE_MS = 60_000;

const effects = once(
  async (): Promise<DistributeEffects & ActivityEffects & Pick<Effects, 'runs'>> => ({
    editions: dynamoEditions(await table()),
    stakeholders: dynamoStakeholders(await table()),
    dispatches: dynamoDispatches(await table()),
    holds: dynamoHolds(await table()),
    runs: dynamoRuns(await table()),
    activity: dynamoActivity(await table(), activityHeads()),
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
 * resumes the run. The end of a run that a person asked for in the portal is recorded. Messages of the queue are test
 * messages.
 */
export const handler = (event: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>) =>
  withFailureLog('distribute', async (given: unknown) => {
    const until = new Date(Date.now() + context.getRemainingTimeInMillis() - RESERVE_MS);
    const [used, known, configuration] = [await effects(), await definitions(), mailConfiguration()];
    if (isQueued(given)) return sendTestMessages(given, used, known);
    const run = runOf(given);
    const due = run ? null : dueOf(given);
    if (due) return requireFinished(await distributeDue(used, known, configuration, { due, until }));
    if (!run) return null;
    return recordedRun(used, run, async () => requireFinished(await runAsked(used, known, configuration, run, until)));
  })(event);
