import { dynamoEditions } from '../src/adapters/aws/dynamo-editions.ts';
import { dynamoLedger } from '../src/adapters/aws/dynamo-ledger.ts';
import { watchDrafts } from '../src/steps/watch-drafts.ts';
import { parseDueDays, watchExports } from '../src/steps/watch-exports.ts';
import { clock, definitions, definitionsFolder, environment, events, table } from './aws-effects.ts';
import { log, withFailureLog } from './telemetry.ts';

/**
 * Runs once a day: emits an event for each hotline whose export of last month is overdue, and for each draft that waits
 * too long.
 */
export const handler = withFailureLog('watch-exports', async () => {
  const opened = await table();
  const effects = { ledger: dynamoLedger(opened), editions: dynamoEditions(opened), events: events(), clock, log };
  const overdue = await watchExports(effects, await definitions(), parseDueDays(environment('dueDays')));
  const days = Number(environment('reviewDays'));
  const waiting = await watchDrafts(effects, await definitions(), definitionsFolder, days);
  return { overdue: overdue.length, waiting: waiting.length };
});
