import type { Dispatch, Dispatches } from '../../domain/dispatch.ts';
import { dispatchKey, dispatchRange, messageKey } from '../../domain/table-keys.ts';
import { type DynamoTable, getItem, ifNextGeneration, putItemIf, queryItems, toStored } from './dynamo-table.ts';

/** Dispatches in DynamoDB. Access patterns 20, 21 and 31 of domain/table-keys.ts. */
export function dynamoDispatches(table: DynamoTable): Dispatches {
  return {
    async list(sheet, month, revision) {
      return (await queryItems(table, dispatchRange(sheet, month, revision))).map(toStored<Dispatch>);
    },
    async get(sheet, month, revision, stakeholder) {
      const item = await getItem(table, dispatchKey(sheet, month, revision, stakeholder));
      return item && toStored<Dispatch>(item);
    },
    put: (dispatch) => {
      const { sheet, month, revision, stakeholder, generation } = dispatch;
      const key = dispatchKey(sheet, month, revision, stakeholder);
      return putItemIf(table, key, { ...dispatch }, ifNextGeneration(generation));
    },
    async recordMessage(stakeholder, at) {
      await putItemIf(table, messageKey(stakeholder), { at }, ifLater(at));
    },
    async lastMessage(stakeholder) {
      const at = (await getItem(table, messageKey(stakeholder)))?.at;
      return typeof at === 'string' ? at : null;
    },
  };
}

/** "at" is a word of DynamoDB's own. */
const ifLater = (at: string) => ({
  ConditionExpression: 'attribute_not_exists(PK) OR #at < :at',
  ExpressionAttributeNames: { '#at': 'at' },
  ExpressionAttributeValues: { ':at': at },
});
