import type { ActiveExport, EntryGeneration, Ledger, LedgerEntry, UploadRecord } from '../../domain/ledger.ts';
import { ledgerEntryKey, ledgerRange, ledgerSpan, uploadKey, uploadRange } from '../../domain/table-keys.ts';
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
        toItem(entry),
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

/** An active export is one text: a publication reads thousands, and each of their attributes would be converted. */
const toItem = ({ inForce, ...entry }: LedgerEntry): Attributes => ({
  ...entry,
  inForce: inForce && JSON.stringify(inForce),
});

const toEntry = (item: Attributes): LedgerEntry => ({
  ...toStored<LedgerEntry>(item),
  inForce: activeExportOf(item),
});

/** Returns the active export of a ledger entry's item. Earlier versions stored it as a map of the table. */
export const activeExportOf = ({ inForce }: Attributes): ActiveExport | null =>
  (typeof inForce === 'string' ? JSON.parse(inForce) : (inForce ?? null)) as ActiveExport | null;
