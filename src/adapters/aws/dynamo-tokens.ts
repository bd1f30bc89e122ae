import { tokenKey, tokenRange } from '../../domain/table-keys.ts';
import type { Token, Tokens } from '../../domain/token.ts';
import { type Attributes, type DynamoTable, getItem, ifNextGeneration, putItemIf, queryItems } from './dynamo-table.ts';

/** Tokens of programs in DynamoDB. Access patterns 37 and 38 of domain/table-keys.ts. */
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
  };
}

// Items are only written here, from this type, so they are read back without another check.
const toToken = ({ PK: _pk, SK: _sk, ...token }: Attributes): Token => token as unknown as Token;
