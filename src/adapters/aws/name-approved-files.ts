import { decisionKey, reportRecordKey, revisionKey } from '../../domain/table-keys.ts';
import { type DynamoTable, getItem, putItem, scanItems } from './dynamo-table.ts';

/**
 * Adds to every decision of an earlier format the files of its revision, as they were recorded when they were made, and the
 * revision's fingerprint. Whether the files are still those is found before they are sent.
 */
export async function nameApprovedFiles(table: DynamoTable): Promise<void> {
  for await (const item of scanItems(table)) {
    if (!item.PK.startsWith('DECISIONS#') || 'files' in item) continue;
    const { PK: _pk, SK: _sk, sheet, month, revision, decision, ...rest } = item;
    const of = [String(sheet), String(month), Number(revision)] as const;
    const [report, made] = [await getItem(table, reportRecordKey(...of)), await getItem(table, revisionKey(...of))];
    const added = { files: report?.files ?? [], fingerprint: made?.fingerprint ?? '' };
    await putItem(table, decisionKey(of[0], Number(decision)), { sheet, month, revision, decision, ...rest, ...added });
  }
}
