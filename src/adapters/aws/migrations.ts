import type { HashKey } from '../../domain/effects.ts';
import type { DynamoTable } from './dynamo-table.ts';
import { moveDecisions } from './move-decisions.ts';
import { nameApprovedFiles } from './name-approved-files.ts';

/** What a migration works on. */
export interface MigrationPlace {
  readonly table: DynamoTable;
  /** The folder of a state; null for a table in AWS. */
  readonly state: string | null;
  readonly hashKey: HashKey;
}

/**
 * Converts a state or a table from one format to the next. It may be killed at any moment and started again, so each
 * write must leave the old format readable to it, and running twice must change nothing.
 */
export interface Migration {
  /** What it does, for people. */
  readonly name: string;
  run(place: MigrationPlace): Promise<void>;
}

/**
 * Every migration, in order; the first leads from format 0 to format 1. A format is its position: new ones go to the
 * end, and none is removed or changed after its release.
 */
export const MIGRATIONS: readonly Migration[] = [
  { name: 'decisions are stored by sheet, apart from the editions', run: ({ table }) => moveDecisions(table) },
  { name: 'decisions name the files they were made on', run: ({ table }) => nameApprovedFiles(table) },
  // what was stored before is read as it is: the number is for programs that cannot read what is stored now
  { name: 'revisions store what they count in items of their own', run: async () => undefined },
  // a state of this format has a journal; one that lost it is refused (state-format.ts)
  { name: 'states have a journal apart from them', run: async () => undefined },
  // an earlier program would take the head of the activity log for lost
  { name: 'what people do is recorded', run: async () => undefined },
  // an earlier program would misread the texts
  { name: 'lists of a revision and active exports are one text in each item', run: async () => undefined },
  { name: 'figures, and the entries of each month of the ledger, are one text', run: async () => undefined },
  // an earlier program would read them as lists without entries
  { name: 'lists of a revision are compressed', run: async () => undefined },
];
