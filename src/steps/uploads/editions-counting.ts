import type { CountedExport, TableOfMonth } from '../../domain/edition.ts';
import type { Effects } from '../../domain/effects.ts';
import type { Month } from '../../domain/month.ts';

/** An edition that counts a file. */
export interface CountingEdition {
  readonly sheet: string;
  readonly month: Month;
  /** Whether the approved revision of the edition counts it, so that readers have its numbers. */
  readonly isApproved: boolean;
}

/** What finding the editions reads. */
export interface CountingEffects {
  readonly editions: Pick<Effects['editions'], 'editionsOf' | 'newestRevision' | 'decisionsOf' | 'revision'>;
}

/**
 * Returns, for each sheet, the first edition whose newest revision counts an export, and whether an approved revision
 * of any edition does. Editions of later months count it too.
 */
export async function editionsCounting(
  effects: CountingEffects,
  sheets: readonly string[],
  counted: CountedExport,
): Promise<CountingEdition[]> {
  const found = await Promise.all(sheets.map((sheet) => firstEdition(effects, sheet, counted)));
  return found.filter((edition) => edition !== null);
}

async function firstEdition(
  { editions }: CountingEffects,
  sheet: string,
  counted: CountedExport,
): Promise<CountingEdition | null> {
  const months = (await editions.editionsOf(sheet)).map(({ month }) => month).filter((month) => month >= counted.month);
  let first: Month | null = null;
  for (const month of months.sort()) {
    const newest = await editions.newestRevision(sheet, month);
    if (!newest?.generatedFrom.some((one) => isSame(one, counted))) continue;
    first ??= month;
    const approval = (await editions.decisionsOf(sheet, month)).findLast(({ verdict }) => verdict === 'approved');
    const approved = approval ? await editions.revision(sheet, month, approval.revision) : null;
    if (approved?.generatedFrom.some((one) => isSame(one, counted))) return { sheet, month: first, isApproved: true };
  }
  return first === null ? null : { sheet, month: first, isApproved: false };
}

const isSame = (a: CountedExport, b: CountedExport): boolean => isSameTable(a, b) && a.sha256 === b.sha256;

const isSameTable = (a: TableOfMonth, b: TableOfMonth): boolean =>
  a.hotline === b.hotline && a.month === b.month && a.table === b.table;
