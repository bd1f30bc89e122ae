import type { Register, RegisterNote } from '../../domain/register.ts';
import { registerKey, registerRange } from '../../domain/table-keys.ts';
import { type DynamoTable, putItemIf, queryItems } from './dynamo-table.ts';

/** The register of publications elsewhere, in DynamoDB. Access patterns 28 and 29 of domain/table-keys.ts. */
export function dynamoRegister(table: DynamoTable): Register {
  return {
    async notesOf(sheet) {
      const items = await queryItems(table, registerRange(sheet));
      // only written here, from this type, so read back without another check
      return items.map(({ PK: _pk, SK: _sk, ...note }) => note as unknown as RegisterNote);
    },
    add: (note) =>
      putItemIf(
        table,
        registerKey(note.sheet, note.number),
        { ...note },
        { ConditionExpression: 'attribute_not_exists(PK)' },
      ),
  };
}
