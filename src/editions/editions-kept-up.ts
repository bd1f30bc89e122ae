import type { LedgerEntry } from '../domain/ledger.ts';
import type { Month } from '../domain/month.ts';
import type { EditionKnown } from '../domain/revision.ts';

/** An edition that is to be up to date. */
export interface EditionKept {
  readonly month: Month;
  readonly isNewest: boolean;
}

/**
 * The editions of a sheet that are kept up to date: that of the newest month for which any hotline has an export in force,
 * those approved, and those somebody asked for (figures.md, "Editions"). A backfill of many months thus makes one.
 * @returns the newest month last; empty while nothing is in force and nothing is known
 */
export function editionsKeptUp(
  entries: readonly LedgerEntry[],
  editions: readonly EditionKnown[],
  approved: ReadonlySet<Month>,
): EditionKept[] {
  const newest = entries
    .filter(({ inForce }) => inForce !== null)
    .map(({ month }) => month)
    .toSorted()
    .at(-1);
  const kept = editions.filter(({ month, asked }) => asked || approved.has(month)).map(({ month }) => month);
  const months = new Set([...kept, ...(newest === undefined ? [] : [newest])]);
  return [...months].toSorted().map((month) => ({ month, isNewest: month === newest }));
}
