import { lastExportMonth, noEditionReason } from '../domain/edition-month.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import { type Month, monthOf } from '../domain/month.ts';
import type { EditionRecord } from '../domain/revision.ts';
import type { Sheet } from '../domain/sheet.ts';

/** An edition that is to be up to date. */
export interface EditionKept {
  readonly month: Month;
  readonly isNewest: boolean;
}

/**
 * The editions of a sheet that are kept up to date: that of the newest month for which any hotline has an export in force,
 * those approved, and those somebody asked for (figures.md, "Editions"). A backfill of many months thus makes one. Months in
 * which the sheet has no edition (see noEditionReason) are left out, unless approved. An edition computed for a later month, whose
 * exports were withdrawn since, cannot be taken back: it is kept up too, or its last revision would still show them.
 * @returns the newest month last; empty while nothing is in force and nothing is known
 */
export function editionsKeptUp(
  sheet: Pick<Sheet, 'id' | 'period'>,
  entries: readonly LedgerEntry[],
  editions: readonly EditionRecord[],
  approved: ReadonlySet<Month>,
): EditionKept[] {
  const newest = entries
    .filter(({ inForce }) => inForce !== null)
    .map(({ month }) => month)
    .toSorted()
    .at(-1);
  const last = lastExportMonth(entries);
  const first = monthOf(sheet.period.from);
  const left = editions.filter(({ month, asked }) => !asked && month >= first && month > (newest ?? ''));
  const asked = editions.filter((edition) => edition.asked).map(({ month }) => month);
  const wanted = [...asked, ...(newest === undefined ? [] : [newest])].filter(
    (month) => noEditionReason(sheet, month, last) === null,
  );
  const stay = editions.filter((edition) => approved.has(edition.month) || left.includes(edition));
  const months = new Set([...stay.map(({ month }) => month), ...wanted]);
  return [...months].toSorted().map((month) => ({ month, isNewest: month === newest }));
}
