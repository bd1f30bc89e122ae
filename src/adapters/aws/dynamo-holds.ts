import type { Hold, Holds } from '../../domain/hold.ts';
import { holdKey, holdRange } from '../../domain/table-keys.ts';
import { type DynamoTable, IF_NEW, putItemIf, queryItems, toStored } from './dynamo-table.ts';

/** Holds of sheets in DynamoDB. Access patterns 22 and 23 of domain/table-keys.ts. */
export function dynamoHolds(table: DynamoTable): Holds {
  return {
    async list(sheet) {
      return (await queryItems(table, holdRange(sheet))).map(toStored<Hold>);
    },
    put: (hold) => putItemIf(table, holdKey(hold.sheet, hold.number), { ...hold }, IF_NEW),
  };
}
