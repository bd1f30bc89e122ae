import type { AskedRuns, RunStatus } from '../../domain/run-status.ts';
import { runKey, runRange } from '../../domain/table-keys.ts';
import {
  type Attributes,
  type DynamoTable,
  getItem,
  ifNextGeneration,
  putItem,
  putItemIf,
  queryItems,
  toStored,
} from './dynamo-table.ts';

/** How long a run is stored after it began, in milliseconds; the dispatches of its messages remain. */
const STORED_MS = 90 * 24 * 60 * 60_000;

/** Runs that people asked for in DynamoDB, access patterns 42 and 43 of domain/table-keys.ts. */
export function dynamoRuns(table: DynamoTable): AskedRuns {
  return {
    async find(sheet, key) {
      const item = await getItem(table, runKey(sheet, key));
      return item && toStored<RunStatus>(item);
    },
    async all(sheet) {
      return (await queryItems(table, runRange(sheet))).map(toStored<RunStatus>);
    },
    begin: (run) => putItemIf(table, runKey(run.sheet, run.key), toItem(run), ifNextGeneration(1)),
    record: (run) => putItem(table, runKey(run.sheet, run.key), toItem(run)),
  };
}

const toItem = (run: RunStatus): Attributes => ({
  ...run,
  expiresAt: Math.ceil((Date.parse(run.startedAt) + STORED_MS) / 1000),
});
