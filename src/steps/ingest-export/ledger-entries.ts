import type { Effects } from '../../domain/effects.ts';
import type { Ledger, LedgerEntry } from '../../domain/ledger.ts';
import type { Month } from '../../domain/month.ts';
import type { Sheet } from '../../domain/sheet.ts';

/** Effects that can read the ledger. */
interface LedgerRead {
  readonly ledger: Pick<Effects['ledger'], 'entriesOf'>;
}

/** Returns all ledger entries of a sheet's hotlines, in their order. */
export const sheetEntries = async ({ ledger }: LedgerRead, { hotlines }: Sheet): Promise<LedgerEntry[]> =>
  (await Promise.all(hotlines.map((hotline) => ledger.entriesOf(hotline)))).flat();

/** Returns what an edition counts, or lacks: the ledger entries of the sheet's hotlines through a month. */
export const entriesThrough = async (effects: LedgerRead, sheet: Sheet, month: Month): Promise<LedgerEntry[]> =>
  (await sheetEntries(effects, sheet)).filter((entry) => entry.month <= month);

/** Whether one of an edition's entries was written, or came, since `entriesThrough` returned them. */
export async function haveEntriesChanged(
  effects: LedgerRead,
  sheet: Sheet,
  month: Month,
  entries: readonly LedgerEntry[],
): Promise<boolean> {
  const now = await entriesThrough(effects, sheet, month);
  // each write raises the generation
  const nameOf = (entry: LedgerEntry): string => `${entry.hotline} ${entry.month} ${entry.table} ${entry.generation}`;
  const before = new Set(entries.map(nameOf));
  return now.length !== before.size || now.some((entry) => !before.has(nameOf(entry)));
}

/**
 * Caches the ledger as it is when each hotline is first read. For one sweep over many sheets, which have the same
 * hotlines.
 */
export function cacheEntries(ledger: LedgerRead['ledger']): LedgerRead['ledger'] {
  const read = new Map<string, Promise<LedgerEntry[]>>();
  return {
    entriesOf(hotline, month) {
      if (month !== undefined) return ledger.entriesOf(hotline, month);
      const entries = read.get(hotline) ?? ledger.entriesOf(hotline);
      read.set(hotline, entries);
      entries.catch(() => read.delete(hotline));
      return entries;
    },
  };
}

/** Withdraws tables of a month, so that other objects may provide them; returns false if another writer came first. */
export async function withdrawEntries(
  { ledger }: { readonly ledger: Pick<Ledger, 'put'> },
  entries: readonly LedgerEntry[],
): Promise<boolean> {
  for (const entry of entries)
    if (!(await ledger.put({ ...entry, generation: entry.generation + 1, claimedBy: null, inForce: null })))
      return false;
  return true;
}
