import type { KeyedRequest, KeyedRequests } from '../../domain/keyed-request.ts';
import { requestKey } from '../../domain/table-keys.ts';
import { type DynamoTable, getItem, ifNextGeneration, putItemIf, toStored } from './dynamo-table.ts';

/**
 * Requests that were sent with a key, in DynamoDB, access pattern 40 of domain/table-keys.ts. The table removes them
 * after their end.
 */
export function dynamoRequests(table: DynamoTable): KeyedRequests {
  return {
    async byId(id) {
      const item = await getItem(table, requestKey(id));
      return item && toStored<KeyedRequest>(item);
    },
    put: (request) => {
      const expiresAt = Math.ceil(Date.parse(request.until) / 1000);
      return putItemIf(table, requestKey(request.id), { ...request, expiresAt }, ifNextGeneration(request.generation));
    },
  };
}
