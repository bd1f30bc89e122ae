import { runHistories } from '../test/steps/count-histories.ts';
import { type Check, checked, equal } from './check.ts';

/** How many editions each history counts. */
const EDITIONS = 20;

/**
 * Counts editions of `count` random histories of exports in steps and at once: corrections, withdrawals, records in
 * several months, copies in two hotlines, several files per month. Both counts must be equal, to the last record.
 */
export async function countChecks(count = 15): Promise<Check[]> {
  return [
    await checked(`${count} histories, ${EDITIONS} editions each: counted in steps as at once`, async () => {
      const { continued } = await runHistories({ histories: count, changes: EDITIONS + 8, seed: 2026 }, equal);
      if (continued < count) throw new Error(`only ${continued} parts of indexes were used`);
    }),
  ];
}
