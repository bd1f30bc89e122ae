import type { ActiveExport, LedgerEntry } from '../../domain/ledger.ts';
import { type Attributes, toStored } from './dynamo-table.ts';

/**
 * The ledger entries of a hotline's month as one item with one text: a publication reads the entries of all months, and
 * ten years have thousands. The item's generation is raised by every write of one of them.
 */
interface LedgerMonth extends Attributes, Pick<LedgerEntry, 'hotline' | 'month' | 'generation'> {
  /** The entries, without hotline and month, as JSON. */
  readonly entries: string;
}

/** Returns the item of a month with entries of it. */
export function toMonth({ hotline, month, generation }: OfMonth, entries: readonly LedgerEntry[]): LedgerMonth {
  const own = entries.map(({ hotline: _, month: __, ...entry }) => entry);
  return { hotline, month, generation, entries: JSON.stringify(own.toSorted(byTable)) };
}

type OfMonth = Pick<LedgerMonth, 'hotline' | 'month' | 'generation'>;
type EntryOfMonth = Omit<LedgerEntry, 'hotline' | 'month'>;

/** Whether an item of the ledger is a month. Earlier versions stored each entry as an item. */
export const isMonth = (item: Attributes): item is LedgerMonth =>
  typeof item.entries === 'string' && typeof item.generation === 'number';

/** Returns the entries of items of the ledger in the order of months and tables, of each table's only the newest one. */
export function currentEntries(items: readonly Attributes[]): LedgerEntry[] {
  const entries = new Map<string, LedgerEntry>();
  for (const entry of items.flatMap(entriesIn)) {
    const key = `${entry.month} ${entry.table}`;
    const other = entries.get(key);
    if (!other || other.generation < entry.generation) entries.set(key, entry);
  }
  return [...entries.values()];
}

/** Returns the entries of one item of the ledger. */
export function entriesIn(item: Attributes): LedgerEntry[] {
  if (isMonth(item)) {
    const { hotline, month, entries } = item;
    return (JSON.parse(entries) as EntryOfMonth[]).map((entry) => ({ hotline, month, ...entry }));
  }
  return [{ ...toStored<LedgerEntry>(item), inForce: formerExport(item) }];
}

/** Earlier versions stored an active export as a map, or as a text of its own. */
const formerExport = ({ inForce }: Attributes): ActiveExport | null =>
  (typeof inForce === 'string' ? JSON.parse(inForce) : (inForce ?? null)) as ActiveExport | null;

/**
 * Returns a month with the newer of each two entries of itself and of a copy of it; null if the copy has no newer one. An
 * entry that only the copy has is newer.
 */
export function withNewer(there: LedgerMonth, copy: LedgerMonth): LedgerMonth | null {
  const merged = currentEntries([there, copy]);
  if (hasAll(there, merged)) return null;
  if (hasAll(copy, merged) && copy.generation > there.generation) return copy;
  return toMonth({ ...there, generation: Math.max(there.generation, copy.generation) + 1 }, merged);
}

function hasAll(month: LedgerMonth, entries: readonly LedgerEntry[]): boolean {
  const generations = new Map(entriesIn(month).map(({ table, generation }) => [table, generation]));
  return entries.every(({ table, generation }) => generations.get(table) === generation);
}

const byTable = (a: EntryOfMonth, b: EntryOfMonth): number => (a.table < b.table ? -1 : 1);
