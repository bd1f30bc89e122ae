import type { SQSEvent } from 'aws-lambda';
import { dynamoEmptyExports } from '../src/adapters/aws/dynamo-empty-exports.ts';
import { dynamoLedger } from '../src/adapters/aws/dynamo-ledger.ts';
import { bindTableToKey } from '../src/adapters/aws/table-key.ts';
import type { HashKey } from '../src/domain/effects.ts';
import { ingestExport } from '../src/steps/ingest-export/ingest-export.ts';
import type { IngestEffects } from '../src/steps/ingest-export/upload.ts';
import { inProcessReaders } from '../src/steps/ingest-export/upload-reader.ts';
import { clock, events, facts, hashKey, once, pipelineDefinitions, problems, table, uploads } from './aws-effects.ts';
import { openEngine } from './engine.ts';
import { eachMessage, objectOf } from './queue-messages.ts';
import { log, reportFailure, withFailureLog } from './telemetry.ts';

/** Returns the key after checking that it belongs to the table. */
async function heldKey(): Promise<HashKey> {
  const key = await hashKey();
  await bindTableToKey(await table(), key);
  return key;
}

const effects = once(
  async (): Promise<IngestEffects> => ({
    hashKey: await heldKey(),
    exports: uploads(),
    facts: facts(),
    problems: problems(),
    ledger: dynamoLedger(await table()),
    emptyExports: dynamoEmptyExports(await table()),
    events: events(),
    openReader: inProcessReaders(openEngine),
    clock,
    log,
  }),
);

/** Handles SQS messages with S3 events: updates the ledger for each key and emits events. */
export const handler = withFailureLog('ingest-export', (event: SQSEvent) =>
  eachMessage(
    event,
    async ({ body }) => {
      const { key, force } = objectOf(body);
      await ingestExport(await effects(), await pipelineDefinitions(), key, { force });
    },
    (_record, error) => reportFailure('ingest-export', error),
  ),
);
