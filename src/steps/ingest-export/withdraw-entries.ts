import type { Ledger, LedgerEntry } from '../../domain/ledger.ts';

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
