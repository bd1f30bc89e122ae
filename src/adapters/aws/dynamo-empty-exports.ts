import type { EmptyExport, EmptyExports } from '../../domain/empty-export.ts';
import { emptyExportKey } from '../../domain/table-keys.ts';
import { type DynamoTable, getItem, putItem, toStored } from './dynamo-table.ts';

/** Statements that files are empty on purpose, in DynamoDB. Access pattern 44 of domain/table-keys.ts. */
export const dynamoEmptyExports = (table: DynamoTable): EmptyExports => ({
  confirm: (confirmed) =>
    putItem(table, emptyExportKey(confirmed.hotline, confirmed.month, confirmed.file), { ...confirmed }),
  async find(hotline, month, file) {
    const item = await getItem(table, emptyExportKey(hotline, month, file));
    return item && toStored<EmptyExport>(item);
  },
});
