import { z } from 'zod';
import { type Grant, parseGrant } from '../../domain/person.ts';
import type { Session, SessionStore } from '../../domain/session.ts';
import { sessionKey } from '../../domain/table-keys.ts';
import { type DynamoTable, getItem, ifNextGeneration, putItemIf } from './dynamo-table.ts';

const SESSION = z.object({
  id: z.string(),
  generation: z.number(),
  subject: z.string(),
  name: z.string(),
  grants: z.array(z.string()),
  checkedAt: z.string(),
  until: z.string(),
  refresh: z.string().nullable(),
  isEnded: z.boolean(),
});

/** Sign-in sessions in DynamoDB, access pattern 33 of domain/table-keys.ts. The table removes them after their end. */
export function dynamoSessions(table: DynamoTable): SessionStore {
  return {
    async read(id) {
      const item = await getItem(table, sessionKey(id));
      return item ? toSession(item) : null;
    },
    put: (session) => {
      const expiresAt = Math.ceil(Date.parse(session.until) / 1000);
      return putItemIf(table, sessionKey(session.id), { ...session, expiresAt }, ifNextGeneration(session.generation));
    },
  };
}

/** A role that this program does not know is left out: it gives nothing. */
function toSession(item: unknown): Session {
  const { grants, ...session } = SESSION.parse(item);
  return { ...session, grants: grants.map(parseGrant).filter((grant): grant is Grant => grant !== null) };
}
