import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Day } from '../../src/domain/month.ts';
import { countExcluded } from '../../src/figures/excluded.ts';
import { gatherPopulation } from '../../src/figures/population.ts';
import { tries } from '../at-length.ts';
import { makeFacts, withFacts } from '../facts/facts-in-engine.ts';
import { parse, sheetJson } from './sheets.ts';

const HOTLINES = ['linea-145', 'nhth', 'linea-nacional'];
const IDS = ['1', '2', '3', '4'];

interface HeldCase {
  readonly hotline: string;
  readonly case_id: string;
  readonly partner_case_id: string | null;
  readonly inside: boolean;
}

const heldCases: fc.Arbitrary<HeldCase[]> = fc.uniqueArray(
  fc.record({
    hotline: fc.constantFrom(...HOTLINES),
    case_id: fc.constantFrom(...IDS),
    partner_case_id: fc.option(fc.constantFrom(...IDS, 'nobody')),
    inside: fc.boolean(),
  }),
  { selector: ({ hotline, case_id }) => `${hotline} ${case_id}`, maxLength: 12 },
);

const names = (one: HeldCase, other: HeldCase): boolean => one.partner_case_id === other.case_id;

/**
 * Applies the rule word by word: a case is dropped if an earlier-listed hotline has a case in the population that it
 * names or is named by.
 */
function recount(cases: readonly HeldCase[]) {
  const population = cases.filter(({ inside }) => inside);
  const dropped = population.filter((later) =>
    population.some(
      (earlier) =>
        HOTLINES.indexOf(earlier.hotline) < HOTLINES.indexOf(later.hotline) &&
        (names(later, earlier) || names(earlier, later)),
    ),
  );
  const kept = population.filter((one) => !dropped.includes(one));
  return {
    cases: kept.map(({ hotline, case_id }) => `${hotline} ${case_id}`).sort(),
    copies: HOTLINES.map((hotline) => dropped.filter((one) => one.hotline === hotline).length),
  };
}

it('drops copies exactly as a naive reading of the rule does, whatever names whatever, and their people with them', async () => {
  const sheet = { ...parse(sheetJson()), hotlines: HOTLINES };
  await withFacts({}, async (engine) => {
    const property = fc.asyncProperty(heldCases, async (cases) => {
      const facts = cases.map(({ inside, ...one }) => ({ ...one, nexus: inside ? ['MX'] : ['GT'] }));
      await makeFacts(engine, 'cases', facts);
      const people = cases.map(({ hotline, case_id }, at) => ({ hotline, case_id, victim_id: `v${at}` }));
      await makeFacts(engine, 'victims', people);
      await gatherPopulation(engine, sheet, '2017-07-31' as Day);
      const counted = await engine.rows('SELECT hotline, case_id FROM counted_cases');
      const withPeople = await engine.rows('SELECT hotline, record FROM counted_victims');
      const excluded = await countExcluded(engine, sheet, '2017-07-31' as Day);
      const expected = recount(cases);
      const found = counted.map(({ hotline, case_id }) => `${hotline} ${case_id}`).sort();
      expect(found).toEqual(expected.cases);
      expect(
        withPeople
          .map(({ record }) => `${people[Number(record) - 1]!.hotline} ${people[Number(record) - 1]!.case_id}`)
          .sort(),
      ).toEqual(expected.cases);
      expect(excluded.map(({ copies }) => copies)).toEqual(expected.copies);
    });
    await fc.assert(property, { numRuns: tries(40, 200), seed: 20170731 });
  });
});
