import { afterAll, beforeAll, expect, it } from 'vitest';
import { AT_ONCE, aCase, type CountFixture, IN_STEPS, openCountFixture, victim } from './count-fixture.ts';

let fixture: CountFixture;
beforeAll(async () => {
  fixture = await openCountFixture();
});
afterAll(() => fixture.close());

it('finds the newer version of a person of a changed case, when every file was fetched for others', async () => {
  const changed = await fixture.exportOf('cases', '2015-11', [aCase('changed')]);
  // both other files have a person of the changed case; person 10 belongs to another case now
  const others = [
    await fixture.exportOf('victims', '2015-11', [victim('10', 'changed')]),
    await fixture.exportOf('victims', '2015-12', [victim('10', 'other'), victim('11', 'changed')]),
  ];
  await fixture.count(IN_STEPS, [changed, ...others]);
  expect(await fixture.count(IN_STEPS, others)).toEqual(await fixture.count(AT_ONCE, others));
});

it('counts a case of another hotline when the case that it is a copy of is withdrawn', async () => {
  const naming = await fixture.exportOf('cases', '2015-11', [{ ...aCase('first'), partner_case_id: 'other' }]);
  const others = [
    await fixture.exportOf('cases', '2015-11', [aCase('other'), aCase('third')], 'linea-nacional'),
    await fixture.exportOf('victims', '2015-11', [victim('1', 'other')], 'linea-nacional'),
  ];
  await fixture.count(IN_STEPS, [naming, ...others]);
  const inSteps = await fixture.count(IN_STEPS, others);
  expect(inSteps.counted.find(({ id }) => id === 'cases')?.total).toBe(2);
  expect(inSteps).toEqual(await fixture.count(AT_ONCE, others));
});
