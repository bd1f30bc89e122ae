import { dynamoLedger } from '../src/adapters/aws/dynamo-ledger.ts';
import { parseDueDays, watchExports } from '../src/steps/watch-exports.ts';
import { log, observed } from './telemetry.ts';
import { clock, definitions, environment, events, table } from './world.ts';

/** Once a day -> word on the bus of each hotline whose export of last month is due and not there. */
export const handler = observed('watch-exports', async () => {
  const effects = { ledger: dynamoLedger(await table()), events: events(), clock, log };
  const overdue = await watchExports(effects, await definitions(), parseDueDays(environment('dueDays')));
  return { overdue: overdue.length };
});
