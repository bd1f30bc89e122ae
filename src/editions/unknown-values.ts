import type { UnknownWarning } from '../domain/decision.ts';
import type { CountedFigure } from '../domain/figure.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import type { RevisionFigure } from '../domain/revision.ts';

/**
 * Lists what shows that a mapping is likely wrong: columns of exports of which many values are in no list, and figures
 * of which most records are unknown while codes have no record. A page would print 0 where the truth is not known.
 *
 * @param entries the ledger entries of the exports that the edition counts
 */
export const unknownWarnings = (
  entries: readonly LedgerEntry[],
  figures: readonly RevisionFigure[],
): UnknownWarning[] => [...columnWarnings(entries), ...figures.flatMap(({ counted }) => figureWarning(counted) ?? [])];

/** One warning for each column, however many months have it. */
function columnWarnings(entries: readonly LedgerEntry[]): UnknownWarning[] {
  const columns = new Map<string, Extract<UnknownWarning, { kind: 'column-unknown' }>>();
  for (const { hotline, table, inForce } of entries)
    for (const { code, column } of inForce?.problems ?? []) {
      if (code !== 'column-unknown' || column === null) continue;
      const key = JSON.stringify([hotline, table, column]);
      const exports = (columns.get(key)?.exports ?? 0) + 1;
      columns.set(key, { kind: 'column-unknown', hotline, table, column, exports });
    }
  return [...columns.values()];
}

/**
 * Warns if at least half of a figure's records are unknown and at least half of its codes have none. A single code
 * without records, as gender minorities often are, is no sign of a wrong mapping.
 */
function figureWarning({ id, by, cross, multi, total, cells }: CountedFigure): UnknownWarning | null {
  if (by === undefined || cross !== undefined || multi) return null;
  const unknownKey = cells.find(({ key }) => key === 'unknown') ? 'unknown' : by === 'type' ? 'other' : null;
  const unknown = cells.find(({ key }) => key === unknownKey)?.count ?? 0;
  const known = cells.filter(({ key }) => key !== unknownKey);
  const empty = known.filter(({ count }) => count === 0);
  const isLikelyWrong = total > 0 && unknown * 2 >= total && empty.length > 0 && empty.length * 2 >= known.length;
  return isLikelyWrong ? { kind: 'figure-unknown', figure: id, unknown, total } : null;
}
