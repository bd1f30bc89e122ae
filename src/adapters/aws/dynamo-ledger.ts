import type { EntryGeneration, Ledger, LedgerEntry, UploadRecord } from '../../domain/ledger.ts';
import { ledgerEntryKey, ledgerRange, ledgerSpan, uploadKey, uploadRange } from '../../domain/table-keys.ts';
import {
  type DynamoTable,
  getItem,
  ifNextGeneration,
  putItem,
  putItemIf,
  queryItems,
  toStored,
} from './dynamo-table.ts';

/** The export ledger in DynamoDB. Access patterns 1-6 of domain/table-keys.ts. */
export function dynamoLedger(table: DynamoTable): Ledger {
  return {
    async entriesOf(hotline, month) {
      return (await queryItems(table, ledgerRange(hotline, month))).map(toStored<LedgerEntry>);
    },
    async generationsOf(hotline) {
      const names = ['hotline', 'month', 'table', 'generation'];
      return (await queryItems(table, ledgerRange(hotline), { names })) as unknown as EntryGeneration[];
    },
    async entriesBetween(hotline, first, last) {
      return (await queryItems(table, ledgerSpan(hotline, first, last))).map(toStored<LedgerEntry>);
    },
    put: (entry) =>
      putItemIf(
        table,
        ledgerEntryKey(entry.hotline, entry.month, entry.table),
        { ...entry },
        ifNextGeneration(entry.generation),
      ),
    async upload(hotline, month, file) {
      const item = await getItem(table, uploadKey(hotline, month, file));
      return item && toStored<UploadRecord>(item);
    },
    recordUpload: (record) => putItem(table, uploadKey(record.hotline, record.month, record.file), { ...record }),
    async uploadsOf(hotline) {
      return (await queryItems(table, uploadRange(hotline))).map(toStored<UploadRecord>);
    },
  };
}
