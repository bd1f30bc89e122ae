import type { Ledger, LedgerEntry, UploadRecord } from '../../domain/ledger.ts';
import { ledgerMonthKey, ledgerRange, ledgerSpan, uploadKey, uploadRange } from '../../domain/table-keys.ts';
import { writeUntilWon } from '../../domain/write-until-won.ts';
import {
  type DynamoTable,
  getItem,
  ifNextGeneration,
  putItem,
  putItemIf,
  queryItems,
  toStored,
} from './dynamo-table.ts';
import { currentEntries, isMonth, toMonth } from './ledger-months.ts';

/** The export ledger in DynamoDB. Access patterns 1-6 of domain/table-keys.ts. */
export function dynamoLedger(table: DynamoTable): Ledger {
  return {
    async entriesOf(hotline, month) {
      return currentEntries(await queryItems(table, ledgerRange(hotline, month)));
    },
    async entriesBetween(hotline, first, last) {
      return currentEntries(await queryItems(table, ledgerSpan(hotline, first, last)));
    },
    put: (entry) =>
      writeUntilWon(() => putEntry(table, entry), `${entry.hotline} ${entry.month}`, 'upload the file again'),
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

/**
 * Puts an entry into the item of its month.
 * @returns whether its generation is the next one; null if another table of the month was written meanwhile
 */
async function putEntry(table: DynamoTable, entry: LedgerEntry): Promise<boolean | null> {
  const items = await queryItems(table, ledgerRange(entry.hotline, entry.month));
  const entries = currentEntries(items);
  const stored = entries.find((one) => one.table === entry.table);
  if ((stored?.generation ?? 0) !== entry.generation - 1) return false;
  const generation = Number(items.find(isMonth)?.generation ?? 0) + 1;
  const month = toMonth({ ...entry, generation }, [...entries.filter((one) => one !== stored), entry]);
  const key = ledgerMonthKey(entry.hotline, entry.month);
  return (await putItemIf(table, key, month, ifNextGeneration(generation))) || null;
}
