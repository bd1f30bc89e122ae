import { lastExportMonth, noEditionReason } from '../domain/edition-month.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import { type Month, monthOf } from '../domain/month.ts';
import type { EditionRecord } from '../domain/revision.ts';
import type { Sheet } from '../domain/sheet.ts';

/** An edition to keep up to date. */
export interface EditionToUpdate {
  readonly month: Month;
  readonly isNewest: boolean;
}

/**
 * Lists the editions of a sheet to keep up to date: the newest month with an active export of any hotline, the approved
 * ones, and the requested ones (figures.md, "Editions"). A backfill of many months thus makes one. Months in which the
 * sheet has no edition (see noEditionReason) are omitted, unless approved. An edition computed for a later month, whose
 * exports were withdrawn since, cannot be removed: it is kept up to date too, otherwise its last revision would still
 * show them.
 * @returns the newest month last; empty if no export is active and no edition exists
 */
export function editionsToUpdate(
  sheet: Pick<Sheet, 'id' | 'period'>,
  entries: readonly LedgerEntry[],
  editions: readonly EditionRecord[],
  approved: ReadonlySet<Month>,
): EditionToUpdate[] {
  const newest = entries
    .filter(({ inForce }) => inForce !== null)
    .map(({ month }) => month)
    .toSorted()
    .at(-1);
  const last = lastExportMonth(entries);
  const first = monthOf(sheet.period.from);
  const withdrawnLater = editions.filter(({ month, asked }) => !asked && month >= first && month > (newest ?? ''));
  const asked = editions.filter((edition) => edition.asked).map(({ month }) => month);
  const wanted = [...asked, ...(newest === undefined ? [] : [newest])].filter(
    (month) => noEditionReason(sheet, month, last) === null,
  );
  const permanent = editions.filter((edition) => approved.has(edition.month) || withdrawnLater.includes(edition));
  const months = new Set([...permanent.map(({ month }) => month), ...wanted]);
  return [...months].toSorted().map((month) => ({ month, isNewest: month === newest }));
}
