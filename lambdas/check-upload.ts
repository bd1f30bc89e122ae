import { createReadStream } from 'node:fs';
import type { SQSEvent } from 'aws-lambda';
import { type CheckUploadEffects, checkUpload } from '../src/steps/check-upload.ts';
import { inProcessReaders } from '../src/steps/ingest-export/upload-reader.ts';
import { checkedValues, checkResults, clock, definitions, stagedUploads } from './aws-effects.ts';
import { openEngine } from './engine.ts';
import { eachMessage, objectOf } from './queue-messages.ts';
import { reportFailure, withFailureLog } from './telemetry.ts';

const effects = (): CheckUploadEffects => ({
  stagedUploads: stagedUploads(),
  checkResults: checkResults(),
  checkedValues: checkedValues(),
  openReader: inProcessReaders(openEngine),
  read: (path) => createReadStream(path),
  clock,
});

/**
 * Handles SQS messages with S3 events: checks each staged file and stores what was found, or lists the problems with
 * values that an analyst asked for.
 */
export const handler = withFailureLog('check-upload', (event: SQSEvent) =>
  eachMessage(
    event,
    async ({ body }) => checkUpload(effects(), await definitions(), objectOf(body).key),
    (_record, error) => reportFailure('check-upload', error),
  ),
);
