import { Failure } from '../../src/domain/failure.ts';
import type { LocalTable } from './dynalite-table.ts';
import type { Journal } from './journal.ts';
import { compareWithJournal, watchedItems } from './journaled-table.ts';
import { hasBegunJournal } from './state-format.ts';

/** A state with its table and its journal, both open. */
interface Watched {
  readonly state: string;
  readonly table: LocalTable;
  readonly journal: Journal;
}

/**
 * Compares a state with its journal when it is opened, and compacts a long journal. The journal of a new state, or of
 * one from before there were journals, begins with the content of its table. A journal that was begun and is gone stays
 * missing.
 * @param anyJournal compares nothing: the state is to be inspected or accepted
 * @param report prints the line that the state is watched from now on
 * @returns whether writes are noted: not while the journal is missing
 * @throws Failure StateChanged if the state is older than its journal, or the journal is missing
 */
export async function openJournal(
  { state, table, journal }: Watched,
  { anyJournal, report }: { readonly anyJournal: boolean; readonly report: (line: string) => void },
): Promise<boolean> {
  if (journal.isEmpty && (await hasBegunJournal(state, table))) {
    if (anyJournal) return false;
    throw new Failure('StateChanged', `${missingJournal(journal)}: ${remedy(state)}`);
  }
  if (journal.isEmpty) await begin({ state, table, journal }, report);
  if (anyJournal) return true;
  await compareWithJournal(state, table, journal);
  await journal.compact();
  return true;
}

/** Describes which journal is missing. */
export const missingJournal = ({ path }: Journal): string => `the journal ${path} is missing or empty`;

const remedy = (state: string): string =>
  `without it, a change or an older copy of ${state} cannot be detected. Nothing was sent. Restore the journal (from a backup, or from the machine or user that used the state before; see $XDG_CONFIG_HOME). If it is lost, review the state; if it is the newest, run factsheets accept --state ${state}`;

async function begin({ state, table, journal }: Watched, report: (line: string) => void): Promise<void> {
  const items = await watchedItems(table);
  await journal.hold(items);
  if (items.length > 0)
    report(
      `${state} was made before states had journals; it is accepted as it is, and ${journal.path} records its writes from now on`,
    );
}
