import type { TableOfMonth } from '../domain/edition.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import type { Month } from '../domain/month.ts';

/**
 * What an edition lacks: every table of every hotline and month that has no accepted export, in the order of hotlines,
 * months and tables. An edition is complete when nothing is missing.
 * @param tables per hotline of the sheet, in its order, the file stems of a whole month
 */
export function missingTables(
  tables: ReadonlyMap<string, readonly string[]>,
  months: readonly Month[],
  entries: readonly LedgerEntry[],
): TableOfMonth[] {
  const inForce = new Set(entries.filter((entry) => entry.inForce).map(nameOf));
  const wanted = [...tables].flatMap(([hotline, stems]) =>
    months.flatMap((month) => stems.map((table): TableOfMonth => ({ hotline, month, table }))),
  );
  return wanted.filter((table) => !inForce.has(nameOf(table)));
}

const nameOf = ({ hotline, month, table }: TableOfMonth): string => `${hotline}/${month}/${table}`;
