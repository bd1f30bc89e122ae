import { attackJointFamilies } from '../test/figures/joint-families.ts';
import { type Check, checked, equal } from './check.ts';

const SEED = 20261126;

/**
 * Checks what readers of all sheets of a family can learn, over random families (`runs` of them): of 3 to 6 members, by a
 * dimension of one value or of several or by hotline, with records that have no code, parts, crosses, maps, lists,
 * series and merged codes. One in four is published in three months, with corrections of the first two. Half of them are
 * attacked by an attacker that is independent of the program. Prints the counts, and how many small numbers readers
 * would learn if each sheet were suppressed alone.
 */
export async function familyChecks(runs = 80): Promise<Check[]> {
  return [
    await checked(`${runs} families: no small number is confined more tightly than on one page`, async () => {
      const { counts, faults } = attackJointFamilies(runs, SEED);
      console.log(`${runs} families: ${JSON.stringify(counts)}`);
      equal(faults.slice(0, 5), []);
      equal(counts.exposedAlone > runs, true);
    }),
  ];
}
