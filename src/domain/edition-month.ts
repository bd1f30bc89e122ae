import type { LedgerEntry } from './ledger.ts';
import { type Month, monthOf, nextMonth } from './month.ts';
import type { Sheet } from './sheet.ts';

/** Returns the last month with an export in the ledger, accepted or rejected; null if there is none. */
export const lastExportMonth = (entries: readonly Pick<LedgerEntry, 'month' | 'claimedBy'>[]): Month | null =>
  entries
    .flatMap(({ month, claimedBy }) => (claimedBy === null ? [] : month))
    .toSorted()
    .at(-1) ?? null;

/**
 * Explains why a sheet cannot have an edition through a month; returns null if it can. An edition before the sheet's
 * period would count nothing and still be complete; one long after the last export would miss everything, and no
 * command removes an edition.
 * @param last the last month for which any hotline of the sheet has an export
 */
export function noEditionReason(sheet: Pick<Sheet, 'id' | 'period'>, month: Month, last: Month | null): string | null {
  const first = monthOf(sheet.period.from);
  if (month < first) return `${sheet.id} counts from ${sheet.period.from} on: its first edition is ${first}`;
  if (last === null) return `no hotline of ${sheet.id} has an export yet`;
  if (month <= nextMonth(last)) return null;
  return `the last month with an export of ${sheet.id} is ${last}; an edition may reach one month beyond it, to ${nextMonth(last)}`;
}
