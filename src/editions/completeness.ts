import type { TableOfMonth } from '../domain/edition.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import type { Month } from '../domain/month.ts';

/**
 * Lists what an edition lacks: every table of every hotline and month without an accepted export, in the order of
 * hotlines, months and tables. An edition is complete when nothing is missing.
 * @param tables per hotline of the sheet, in its order, the file names (without extension) of a complete month
 */
export function missingTables(
  tables: ReadonlyMap<string, readonly string[]>,
  months: readonly Month[],
  entries: readonly LedgerEntry[],
): TableOfMonth[] {
  const accepted = new Set(entries.filter((entry) => entry.inForce).map(tableName));
  const expected = [...tables].flatMap(([hotline, stems]) =>
    months.flatMap((month) => stems.map((table): TableOfMonth => ({ hotline, month, table }))),
  );
  return expected.filter((table) => !accepted.has(tableName(table)));
}

const tableName = ({ hotline, month, table }: TableOfMonth): string => `${hotline}/${month}/${table}`;
