import type { Hold, Holds } from '../../domain/hold.ts';
import { holdKey, holdRange } from '../../domain/table-keys.ts';
import { type Attributes, type DynamoTable, putItemIf, queryItems } from './dynamo-table.ts';

/** Holds of sheets in DynamoDB. Access patterns 22 and 23 of domain/table-keys.ts. */
export function dynamoHolds(table: DynamoTable): Holds {
  return {
    async list(sheet) {
      return (await queryItems(table, holdRange(sheet))).map(toHold);
    },
    put: (hold) =>
      putItemIf(
        table,
        holdKey(hold.sheet, hold.number),
        { ...hold },
        { ConditionExpression: 'attribute_not_exists(PK)' },
      ),
  };
}

// Items are only written here, from this type, so they are read back without another check.
const toHold = ({ PK: _pk, SK: _sk, ...hold }: Attributes): Hold => hold as unknown as Hold;
