import type { Session, SessionStore } from '../../domain/session.ts';
import { sessionKey } from '../../domain/table-keys.ts';
import { type DynamoTable, getItem, ifNextGeneration, putItemIf, toStored } from './dynamo-table.ts';

/** Sign-in sessions in DynamoDB, access pattern 37 of domain/table-keys.ts. The table removes them after their end. */
export function dynamoSessions(table: DynamoTable): SessionStore {
  return {
    async read(id) {
      const item = await getItem(table, sessionKey(id));
      return item && toStored<Session>(item);
    },
    put: (session) => {
      const expiresAt = Math.ceil(Date.parse(session.until) / 1000);
      return putItemIf(table, sessionKey(session.id), { ...session, expiresAt }, ifNextGeneration(session.generation));
    },
  };
}
