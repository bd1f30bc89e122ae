import type { LedgerEntry } from './ledger.ts';
import { type Month, monthOf, nextMonth } from './month.ts';
import type { Sheet } from './sheet.ts';

/** The last month for which the ledger knows of an export, accepted or rejected; null while there is none. */
export const lastExported = (entries: readonly Pick<LedgerEntry, 'month' | 'claimedBy'>[]): Month | null =>
  entries
    .flatMap(({ month, claimedBy }) => (claimedBy === null ? [] : month))
    .toSorted()
    .at(-1) ?? null;

/**
 * Why a sheet has no edition through a month, in words; null when it may have one. A month before its period counts nothing and
 * would yet be complete; one long after the last export misses everything, and no command takes an edition back.
 * @param last the last month for which any hotline of the sheet has an export
 */
export function noEdition(sheet: Pick<Sheet, 'id' | 'period'>, month: Month, last: Month | null): string | null {
  const first = monthOf(sheet.period.from);
  if (month < first) return `${sheet.id} counts from ${sheet.period.from} on: its first edition is ${first}`;
  if (last === null) return `no hotline of ${sheet.id} has an export yet`;
  if (month <= nextMonth(last)) return null;
  return `the last month with an export of ${sheet.id} is ${last}; an edition may reach one month beyond it, to ${nextMonth(last)}`;
}
