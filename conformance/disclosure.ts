import { attackFamilies } from '../test/figures/families.ts';
import { attackHistories, undoneHistories } from '../test/figures/history-attack.ts';
import { replayed } from '../test/figures/replaying-reader.ts';
import { attackRounded } from '../test/figures/rounded-attack.ts';
import { twoEditions } from '../test/figures/two-editions.ts';
import { type Check, checked, equal } from './check.ts';

const SEED = 20260726;

/**
 * Checks what readers of several pages can deduce. The attacker is exact and does not use the program's own queries. It
 * attacks random histories of two or three editions with corrections (`runs` of them), families of related sheets,
 * rounded sheets, the two editions of figures.md, and replays the rule as a reader could. Prints the counts.
 */
export async function disclosureChecks(runs = 2000): Promise<Check[]> {
  return [
    await checked(
      'two editions, 31 5 20 32 33 34 and 15 40 41 more: the careless one is refused, the remembering one tells nothing',
      async () => equal(twoEditions(), { careless: ['2020-02 of 2020-06', '2020-02 of 2020-09'], remembering: [] }),
    ),
    await noneDetermined(`${runs} histories of two or three editions`, () => {
      console.log(`undone without the joint attack: ${JSON.stringify(undoneHistories(runs, SEED))}`);
      return attackHistories(runs, SEED);
    }),
    await noneDetermined(`${runs} histories of rounded editions`, () => attackHistories(runs, SEED, 'rounding')),
    await noneDetermined(`${runs} rounded sheets`, () => attackRounded(runs, SEED)),
    await noneDetermined(`${Math.ceil(runs / 4)} families of related sheets`, () =>
      attackFamilies(Math.ceil(runs / 4), SEED),
    ),
    await checked(
      'the reader who replays the rule on all tables of four cells and 48 people knows as much as is documented',
      async () => {
        const known = replayed(4, 48, 10);
        console.log(`replayed: ${JSON.stringify(known)}`);
        equal(known, { pages: 13_172, valuesKnown: 420, undone: 32 });
      },
    ),
  ];
}

const noneDetermined = (
  name: string,
  attack: () => { readonly counts: object; readonly failures: readonly string[] },
): Promise<Check> =>
  checked(`${name}: nothing small is determined`, async () => {
    const { counts, failures } = attack();
    console.log(`${name}: ${JSON.stringify(counts)}`);
    equal(failures.slice(0, 5), []);
  });
