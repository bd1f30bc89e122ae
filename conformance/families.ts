import { attackJointFamilies } from '../test/figures/joint-families.ts';
import { type Check, checked, equal } from './check.ts';

const SEED = 20261126;

/** The families of one check: a long run shows how far it is. */
const AT_A_TIME = 100;

/**
 * Checks what readers of all sheets of a family can learn, over random families (`runs` of them): of 3 to 6 members, by
 * a dimension of one value or of several, of cases or of people, or by hotline, with records that have no code, parts,
 * crosses, maps, lists, series and merged codes. One in eight is published in three months, with corrections of the
 * first two. Half of them are attacked by an attacker that is independent of the program. Prints the counts, and how
 * many small numbers readers would learn if each sheet were suppressed alone.
 */
export async function familyChecks(runs = 100): Promise<Check[]> {
  const checks: Check[] = [];
  for (let first = 0; first < runs; first += AT_A_TIME) {
    const count = Math.min(AT_A_TIME, runs - first);
    const name = `families ${first + 1} to ${first + count}`;
    checks.push(
      await checked(`${name}: no small number is confined more tightly than on one page`, async () => {
        const { counts, failures } = attackJointFamilies(count, SEED + first);
        console.log(`${name}: ${JSON.stringify(counts)}`);
        equal(failures.slice(0, 5), []);
        equal(counts.exposedAlone > count, true);
      }),
    );
  }
  return checks;
}
