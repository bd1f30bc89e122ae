import { tokenKey, tokenRange, tokenUseKey, tokenUseRange } from '../../domain/table-keys.ts';
import type { Token, Tokens } from '../../domain/token.ts';
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

/** Tokens of programs in DynamoDB. Access patterns 37, 38 and 41 of domain/table-keys.ts. */
export function dynamoTokens(table: DynamoTable): Tokens {
  return {
    async all() {
      return (await queryItems(table, tokenRange())).map(toToken);
    },
    async byId(id) {
      const item = await getItem(table, tokenKey(id));
      return item && toToken(item);
    },
    put: (token) => putItemIf(table, tokenKey(token.id), { ...token }, ifNextGeneration(token.generation)),
    async uses() {
      const items = await queryItems(table, tokenUseRange());
      return new Map(items.map(({ id, at }) => [String(id), String(at)]));
    },
    async usedAt(id) {
      const item = await getItem(table, tokenUseKey(id));
      return item && String(item.at);
    },
    recordUse: (id, at) => putItem(table, tokenUseKey(id), { id, at }),
  };
}

/** Older tokens, of one machine, have no subject. */
const toToken = (item: Attributes): Token => ({ subject: null, ...toStored<Omit<Token, 'subject'>>(item) });
