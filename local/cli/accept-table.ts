import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoEditions } from '../../src/adapters/aws/dynamo-editions.ts';
import { dynamoHolds } from '../../src/adapters/aws/dynamo-holds.ts';
import { s3Client } from '../../src/adapters/aws/s3-client.ts';
import { s3StateHeads } from '../../src/adapters/aws/s3-state-heads.ts';
import { listSheets } from '../../src/definitions/load-definitions.ts';
import { acceptHead } from '../../src/steps/accept-head.ts';
import { openDefinitions } from '../pipeline/local-runtime.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { EXIT } from './command.ts';

/** The table of a stage in AWS, and the bucket with the heads of its sheets. */
export interface StagePlace {
  readonly table: string;
  readonly bucket: string;
}

/** Accepts the table of a stage as the newest there is, with this machine's AWS identity. */
export async function acceptTable(
  { table: name, bucket }: StagePlace,
  by: string,
  terminal: Terminal,
): Promise<number> {
  const options = { marshallOptions: { removeUndefinedValues: true } };
  const table = { client: DynamoDBDocumentClient.from(new DynamoDBClient({}), options), name };
  const effects = {
    editions: dynamoEditions(table),
    holds: dynamoHolds(table),
    heads: s3StateHeads({ client: s3Client(process.env), name: bucket }),
    clock: { now: () => new Date() },
    log: { info: () => undefined },
  };
  let count = 0;
  for (const sheet of await listSheets(openDefinitions())) {
    const accepted = await acceptHead(effects, sheet, by);
    if (!accepted) continue;
    count++;
    const { known, decisions } = accepted;
    const since = known.last ? `, the last of ${known.last.at}` : '';
    terminal.out(`${sheet}: ${decisions} decisions accepted by ${by}; ${known.decisions} were known${since}`);
    terminal.out(
      `  decide again what was decided since. The sheet is on hold; when you know what was sent: factsheets release ${sheet}`,
    );
  }
  if (count === 0) terminal.out(`no decision is missing from the table ${name}`);
  return EXIT.complete;
}
