import type { Ledger, LedgerEntry } from '../../domain/ledger.ts';

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
