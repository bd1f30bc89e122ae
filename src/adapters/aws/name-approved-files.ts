import { decisionKey, reportRecordKey, revisionKey } from '../../domain/table-keys.ts';
import { type DynamoTable, getItem, putItem, scanItems } from './dynamo-table.ts';

/**
 * Adds the recorded files of its revision, and the revision's fingerprint, to every decision of an earlier format.
 * Whether the files are still the same is checked before they are sent.
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
