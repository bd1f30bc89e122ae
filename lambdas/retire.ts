import { dynamoEditions } from '../src/adapters/aws/dynamo-editions.ts';
import { dynamoLedger } from '../src/adapters/aws/dynamo-ledger.ts';
import { listAllSheets } from '../src/definitions/all-sheets.ts';
import { type RetireEffects, retire } from '../src/steps/retire.ts';
import { clock, pipelineDefinitions, pipelineFolder, retirable, table, uploads } from './aws-effects.ts';
import { log, withFailureLog } from './telemetry.ts';

/**
 * Runs once a day: retires data that nothing counts and no one approved (docs/deploy.md, "How long data is stored").
 */
export const handler = withFailureLog('retire', async () => {
  const opened = await table();
  const effects: RetireEffects = {
    exports: uploads(),
    ledger: dynamoLedger(opened),
    editions: dynamoEditions(opened),
    oldFacts: retirable('factsBucket'),
    oldProblems: retirable('exportsBucket'),
    oldReports: retirable('reportsBucket'),
    clock,
    log,
  };
  return retire(effects, await listAllSheets(pipelineFolder, await pipelineDefinitions()));
});
