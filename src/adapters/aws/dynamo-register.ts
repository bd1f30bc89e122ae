import type { Register, RegisterNote } from '../../domain/register.ts';
import { registerKey, registerRange } from '../../domain/table-keys.ts';
import { type DynamoTable, IF_NEW, putItemIf, queryItems, toStored } from './dynamo-table.ts';

/** The register of publications elsewhere, in DynamoDB. Access patterns 28 and 29 of domain/table-keys.ts. */
export function dynamoRegister(table: DynamoTable): Register {
  return {
    async notesOf(sheet) {
      return (await queryItems(table, registerRange(sheet))).map(toStored<RegisterNote>);
    },
    add: (note) => putItemIf(table, registerKey(note.sheet, note.number), { ...note }, IF_NEW),
  };
}
