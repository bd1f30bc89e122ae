import type { Effects } from '../../domain/effects.ts';
import type { Ledger, LedgerEntry } from '../../domain/ledger.ts';
import type { Month } from '../../domain/month.ts';
import type { Sheet } from '../../domain/sheet.ts';

/** Any effects that read the ledger. */
interface LedgerRead {
  readonly ledger: Pick<Effects['ledger'], 'entriesOf'>;
}

/** All that the ledger says of a sheet's hotlines, in their order. */
export const entriesOf = async ({ ledger }: LedgerRead, { hotlines }: Sheet): Promise<LedgerEntry[]> =>
  (await Promise.all(hotlines.map((hotline) => ledger.entriesOf(hotline)))).flat();

/** What an edition counts, or lacks: the ledger's entries of the sheet's hotlines through a month. */
export const entriesThrough = async (effects: LedgerRead, sheet: Sheet, month: Month): Promise<LedgerEntry[]> =>
  (await entriesOf(effects, sheet)).filter((entry) => entry.month <= month);

/** The ledger as it is when each hotline is first asked for. For one sweep over many sheets, which have the same hotlines. */
export function readOnce(ledger: LedgerRead['ledger']): LedgerRead['ledger'] {
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

/** Takes tables of a month out of force and gives their places free; false when another writer came first. */
export async function withdrawEntries(
  { ledger }: { readonly ledger: Pick<Ledger, 'put'> },
  entries: readonly LedgerEntry[],
): Promise<boolean> {
  for (const entry of entries)
    if (!(await ledger.put({ ...entry, generation: entry.generation + 1, claimedBy: null, inForce: null })))
      return false;
  return true;
}
