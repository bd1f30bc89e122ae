import type { TableOfMonth } from '../domain/edition.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import type { Month } from '../domain/month.ts';
import { type ExpectedFile, periodEnds } from '../domain/period.ts';

/** The first and last month of an edition. */
export interface EditionMonths {
  readonly first: Month;
  readonly last: Month;
}

/**
 * Lists what an edition lacks: every file of every hotline and period without an accepted export, in the order of
 * hotlines, months and files. A period has the last of its months. If the edition ends within a period, the file of
 * that period is missing: no export through the edition's month can contain it. The newest upload of a cumulative file
 * covers all earlier periods. An edition is complete when nothing is missing.
 * @param files per hotline of the sheet, in its order, the files that it sends
 * @param entries the ledger entries through the edition's month
 */
export function missingTables(
  files: ReadonlyMap<string, readonly ExpectedFile[]>,
  { first, last }: EditionMonths,
  entries: readonly LedgerEntry[],
): TableOfMonth[] {
  const accepted = new Map<string, Set<Month>>();
  for (const entry of entries.filter(({ inForce }) => inForce !== null)) {
    const name = tableName(entry);
    accepted.set(name, (accepted.get(name) ?? new Set<Month>()).add(entry.month));
  }
  return [...files].flatMap(([hotline, expected]) => {
    const missing = expected.flatMap(({ table, every, cumulative }): TableOfMonth[] => {
      const months = accepted.get(tableName({ hotline, table })) ?? new Set<Month>();
      const newest = [...months].toSorted().at(-1);
      const isThere = (end: Month): boolean => (cumulative ? newest !== undefined && newest >= end : months.has(end));
      return periodEnds(first, last, every).flatMap((month) => (isThere(month) ? [] : [{ hotline, month, table }]));
    });
    return missing.toSorted((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : 0));
  });
}

const tableName = ({ hotline, table }: Pick<TableOfMonth, 'hotline' | 'table'>): string => `${hotline}/${table}`;
