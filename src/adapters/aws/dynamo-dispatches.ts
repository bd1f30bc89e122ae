import type { Dispatch, Dispatches } from '../../domain/dispatch.ts';
import { dispatchKey, dispatchRange } from '../../domain/table-keys.ts';
import {
  type Attributes,
  type DynamoTable,
  getItem,
  ifOneGenerationOn,
  putItemIf,
  queryItems,
} from './dynamo-table.ts';

/** Dispatches in DynamoDB. Access patterns 20 and 21 of domain/table-keys.ts. */
export function dynamoDispatches(table: DynamoTable): Dispatches {
  return {
    async list(sheet, month, revision) {
      return (await queryItems(table, dispatchRange(sheet, month, revision))).map(toDispatch);
    },
    async get(sheet, month, revision, stakeholder) {
      const item = await getItem(table, dispatchKey(sheet, month, revision, stakeholder));
      return item ? toDispatch(item) : null;
    },
    put: (dispatch) => {
      const { sheet, month, revision, stakeholder, generation } = dispatch;
      const key = dispatchKey(sheet, month, revision, stakeholder);
      return putItemIf(table, key, { ...dispatch }, ifOneGenerationOn(generation));
    },
  };
}

// Items are written from this very type by this file alone, so they are read back without another check.
const toDispatch = ({ PK: _pk, SK: _sk, ...dispatch }: Attributes): Dispatch => dispatch as unknown as Dispatch;
