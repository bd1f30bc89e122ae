import type { EntryGeneration, Ledger, LedgerEntry, UploadRecord } from '../../domain/ledger.ts';
import { ledgerEntryKey, ledgerRange, ledgerSpan, uploadKey, uploadRange } from '../../domain/table-keys.ts';
import {
  type Attributes,
  type DynamoTable,
  getItem,
  ifNextGeneration,
  putItem,
  putItemIf,
  queryItems,
} from './dynamo-table.ts';

/** The export ledger in DynamoDB. Access patterns 1-6 of domain/table-keys.ts. */
export function dynamoLedger(table: DynamoTable): Ledger {
  return {
    async entriesOf(hotline, month) {
      return (await queryItems(table, ledgerRange(hotline, month))).map(toEntry);
    },
    async generationsOf(hotline) {
      const names = ['hotline', 'month', 'table', 'generation'];
      return (await queryItems(table, ledgerRange(hotline), { names })) as unknown as EntryGeneration[];
    },
    async entriesBetween(hotline, first, last) {
      return (await queryItems(table, ledgerSpan(hotline, first, last))).map(toEntry);
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
      return item ? toUpload(item) : null;
    },
    recordUpload: (record) => putItem(table, uploadKey(record.hotline, record.month, record.file), { ...record }),
    async uploadsOf(hotline) {
      return (await queryItems(table, uploadRange(hotline))).map(toUpload);
    },
  };
}

// Items are only written here, from these types, so they are read back without another check.
const toEntry = ({ PK: _pk, SK: _sk, ...entry }: Attributes): LedgerEntry => entry as unknown as LedgerEntry;
const toUpload = ({ PK: _pk, SK: _sk, ...record }: Attributes): UploadRecord => record as unknown as UploadRecord;
