import type { Decision } from '../../domain/decision.ts';
import { Failure } from '../../domain/failure.ts';
import { decisionKey, decisionRange } from '../../domain/table-keys.ts';
import { type DynamoTable, IF_NEW, putItemIf, queryItems, scanItems } from './dynamo-table.ts';

/**
 * Copies the decisions that early versions stored with their edition (`EDITION#<sheet>#<month>`, `DECISION#<n>`) to
 * their current place. The old items stay; nothing reads them. The order, and with it each number, depends on the old
 * items alone, so a migration that was killed continues correctly.
 * @throws Failure FormatMismatch if decisions were made in both ways: their order would be a guess
 */
export async function moveDecisions(table: DynamoTable): Promise<void> {
  const bySheet = new Map<string, Decision[]>();
  for await (const { PK, SK, ...attributes } of scanItems(table)) {
    if (!PK.startsWith('EDITION#') || !SK.startsWith('DECISION#')) continue;
    const decision = attributes as unknown as Decision; // only written by an earlier version of dynamo-editions.ts
    bySheet.set(decision.sheet, [...(bySheet.get(decision.sheet) ?? []), decision]);
  }
  for (const [sheet, decisions] of bySheet) await buildMove(table, sheet, decisions.toSorted(byTime));
}

const byTime = (a: Decision, b: Decision): number => (inOrder(a) < inOrder(b) ? -1 : 1);
const inOrder = ({ at, month, decision }: Decision): string => `${at} ${month} ${String(decision).padStart(6, '0')}`;

async function buildMove(table: DynamoTable, sheet: string, decisions: readonly Decision[]): Promise<void> {
  const there = (await queryItems(table, decisionRange(sheet))) as unknown as Decision[];
  const isOurs = (decision: Decision, index: number): boolean => decisions[index]?.at === decision.at;
  if (!there.every(isOurs))
    throw new Failure(
      'FormatMismatch',
      `decisions on ${sheet} are stored in two formats; restore the backup from before the last update, and open it with this program`,
    );
  for (const [index, decision] of decisions.entries()) {
    const moved = { ...decision, decision: index + 1 };
    await putItemIf(table, decisionKey(sheet, index + 1), moved, IF_NEW);
  }
}
