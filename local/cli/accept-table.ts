import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoActivity } from '../../src/adapters/aws/dynamo-activity.ts';
import { dynamoEditions } from '../../src/adapters/aws/dynamo-editions.ts';
import { dynamoHolds } from '../../src/adapters/aws/dynamo-holds.ts';
import { s3ActivityHeads } from '../../src/adapters/aws/s3-activity-heads.ts';
import { s3Client } from '../../src/adapters/aws/s3-client.ts';
import { s3StateHeads } from '../../src/adapters/aws/s3-state-heads.ts';
import { listSheets } from '../../src/definitions/load-definitions.ts';
import type { Activity, ActivityHeads } from '../../src/domain/activity.ts';
import { countNoun, formatCount } from '../../src/domain/format.ts';
import { acceptHead } from '../../src/steps/accept-head.ts';
import { type ActivityEffects, recordActivity } from '../../src/steps/record-activity.ts';
import { openDefinitions } from '../pipeline/local-runtime.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { EXIT } from './command.ts';

/** The table of a stage in AWS, and the bucket with the heads of its sheets. */
export interface StagePlace {
  readonly table: string;
  readonly bucket: string;
}

/** Opens the table of a stage and its bucket of reports with this machine's AWS identity. */
function stageStores({ table: name, bucket }: StagePlace) {
  const options = { marshallOptions: { removeUndefinedValues: true } };
  const table = { client: DynamoDBDocumentClient.from(new DynamoDBClient({}), options), name };
  return { table, reports: { client: s3Client(process.env), name: bucket } };
}

/** Opens the activity log of a stage. */
export function stageActivity(place: StagePlace): Activity {
  const { table, reports } = stageStores(place);
  return dynamoActivity(table, s3ActivityHeads(reports));
}

/** Accepts the table of a stage as the newest there is, with this machine's AWS identity. */
export async function acceptTable(place: StagePlace, by: string, terminal: Terminal): Promise<number> {
  const { table, reports } = stageStores(place);
  const activityHeads = s3ActivityHeads(reports);
  const effects = {
    editions: dynamoEditions(table),
    holds: dynamoHolds(table),
    activity: dynamoActivity(table, activityHeads),
    heads: s3StateHeads(reports),
    clock: { now: () => new Date() },
    log: { info: () => undefined },
    // the name of the event bus is not known here; within six hours the public edition follows the hold without an event
    events: { emit: async () => undefined },
  };
  let count = 0;
  for (const sheet of await listSheets(openDefinitions())) {
    const accepted = await acceptHead(effects, sheet, by);
    if (!accepted) continue;
    count++;
    const { known, decisions } = accepted;
    const since = known.last ? `, the last of ${known.last.at}` : '';
    terminal.out(
      `${sheet}: ${countNoun(decisions, 'decision')} accepted by ${by}; the head has ${formatCount(known.decisions)}${since}`,
    );
    terminal.out(
      `  decide again what was decided since. The sheet is on hold; when you know what was sent: factsheets release ${sheet}`,
    );
  }
  if (await acceptActivity(effects, activityHeads, by)) terminal.out('activity: accepted without its newest entries');
  if (count === 0) terminal.out(`no decision is missing from the table ${place.table}`);
  return EXIT.complete;
}

/** Lets the log go on after the newest entry that the table has; returns false if none is missing. */
async function acceptActivity(effects: ActivityEffects, heads: ActivityHeads, by: string): Promise<boolean> {
  const [known, newest] = [await heads.read(), await effects.activity.newest()];
  if ((known?.sequence ?? 0) <= (newest?.sequence ?? 0)) return false;
  await heads.write(await recordActivity(effects, { who: by, via: 'command' }, 'state-accepted', {}));
  return true;
}
