import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Engine } from '../../src/domain/engine.ts';
import { memberSheetId } from '../../src/domain/family.ts';
import type { CountedFigure } from '../../src/domain/figure.ts';
import type { Day } from '../../src/domain/month.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { TABLES, type Table } from '../../src/domain/tables.ts';
import { countFigures, countMembers } from '../../src/figures/count-figures.ts';
import { gatherPopulation } from '../../src/figures/population.ts';
import { CODES } from '../current-codes.ts';
import { type FactRows, makeFacts, withFacts } from '../facts/facts-in-engine.ts';
import { parse, sheetJson } from './sheets.ts';

const THROUGH = '2016-12-31' as Day;

/** The members' codes of each dimension, and the column that has them. */
const FAMILIES = {
  hotline: { keys: ['nhth', 'linea-nacional'], column: 'hotline' },
  state: { keys: ['US-TX', 'US-CA', 'MX-JAL', 'MX-OAX'], column: 'states' },
  type: { keys: ['sex', 'labor', 'other'], column: 'trafficking_type' },
  venue: { keys: ['agriculture', 'street'], column: 'venues' },
  line: { keys: ['NHTH', 'other'], column: 'line' },
  channel: { keys: ['phone', 'web'], column: 'channel' },
  gender: { keys: ['male', 'female'], column: 'gender' },
  age: { keys: ['adult', 'minor'], column: 'age_group' },
  nationality: { keys: ['MX', 'GT'], column: 'nationalities' },
} as const;

type By = keyof typeof FAMILIES;
const OF_PEOPLE: readonly By[] = ['gender', 'age', 'nationality'];

const FIGURES = [
  { id: 'signals', counts: 'signals' },
  { id: 'signals-by-month', counts: 'signals', by: 'month' },
  { id: 'cases', counts: 'cases' },
  { id: 'map', counts: 'cases', by: 'state', groups: ['US', 'MX'], classes: [10, 25] },
  { id: 'by-type', counts: 'victims', by: 'type' },
  { id: 'of-labor', counts: 'victims', by: 'venue', top: 2, partOf: { figure: 'by-type', cell: 'labor' } },
  { id: 'nationality', counts: 'victims', by: 'nationality', top: 2 },
  { id: 'cross', counts: 'victims', by: 'gender', cross: 'age' },
  { id: 'by-quarter', counts: 'victims', by: 'quarter' },
];

const signals = fc.record({
  hotline: fc.constantFrom('nhth', 'linea-nacional'),
  channel: fc.constantFrom('phone', 'web', 'email'),
  line: fc.constantFrom('NHTH', 'other'),
  received_on: fc.constantFrom('2016-01-31', '2016-05-03', '2017-01-01'),
});
const cases = fc.record({
  hotline: fc.constantFrom('nhth', 'linea-nacional'),
  states: fc.array(fc.constantFrom('US-TX', 'US-CA', 'MX-JAL', 'MX-OAX'), { maxLength: 3 }),
  trafficking_type: fc.constantFrom('sex', 'labor', 'other'),
  venues: fc.array(fc.constantFrom('agriculture', 'street', 'construction'), { maxLength: 2 }),
  opened_on: fc.constantFrom('2016-01-31', '2016-05-03', '2017-01-01'),
  partner_case_id: fc.option(fc.nat(9).map((at) => `c${at}`)),
});
const people = fc.record({
  at: fc.nat(9),
  gender: fc.constantFrom('male', 'female', 'unknown'),
  age_group: fc.constantFrom('adult', 'minor'),
  nationalities: fc.array(fc.constantFrom('MX', 'US', 'GT'), { minLength: 1, maxLength: 2 }),
});
const facts = fc
  .tuple(
    fc.array(signals, { minLength: 8, maxLength: 12 }),
    fc.array(cases, { minLength: 10, maxLength: 10 }),
    fc.array(people, { minLength: 15, maxLength: 25 }),
  )
  .map(([calls, all, persons]): FactRows => {
    const victims = persons.map(({ at, ...person }, index) => {
      return { victim_id: `v${index}`, case_id: `c${at}`, hotline: all[at]!.hotline, ...person };
    });
    return {
      signals: calls.map((call, index) => ({ signal_id: `s${index}`, ...call })),
      cases: all.map((one, index) => ({ case_id: `c${index}`, ...one })),
      victims,
    };
  });

function familyOf(by: By): { readonly whole: Sheet; readonly members: readonly Sheet[] } {
  const sheet = parse(sheetJson({ figures: FIGURES }));
  const family = {
    id: 'border',
    by,
    members: FAMILIES[by].keys.map((key) => ({ key, sheet: memberSheetId('border', key) })),
    unlisted: [],
  };
  const isCounted = (table: Table): boolean => {
    if (OF_PEOPLE.includes(by)) return table === 'victims';
    return by === 'hotline' || (table === 'signals') === (by === 'line' || by === 'channel');
  };
  const figures = sheet.figures.filter(({ counts }) => isCounted(counts));
  const members = family.members.map(({ key, sheet: id }) => ({ ...sheet, id, family, member: key, figures }));
  return { whole: { ...sheet, family }, members };
}

async function load(engine: Engine, rows: FactRows): Promise<void> {
  for (const table of TABLES) await makeFacts(engine, table, rows[table]);
}

async function countAlone(engine: Engine, rows: FactRows, sheet: Sheet): Promise<CountedFigure[]> {
  await load(engine, rows);
  await gatherPopulation(engine, sheet, THROUGH);
  return countFigures(engine, { sheet, through: THROUGH, codes: CODES });
}

/** Returns the rows of the whole's population that have a code, in which no case names another any more. */
function rowsOfMember(rows: FactRows, copies: ReadonlySet<string>, by: By, key: string): FactRows {
  const hasCode = (row: Readonly<Record<string, unknown>>): boolean => [row[FAMILIES[by].column]].flat().includes(key);
  const isOfPeople = OF_PEOPLE.includes(by);
  const left = (rows.cases ?? []).filter((row) => !copies.has(String(row.case_id)));
  const own = left.filter((row) => isOfPeople || hasCode(row));
  const ids = new Set(own.map(({ case_id }) => case_id));
  return {
    signals: (rows.signals ?? []).filter(hasCode),
    cases: own.map((row) => ({ ...row, partner_case_id: null })),
    victims: (rows.victims ?? []).filter((row) => ids.has(row.case_id ?? null) && (!isOfPeople || hasCode(row))),
  };
}

const comparable = (figures: readonly CountedFigure[] | undefined) =>
  figures?.map(({ cells, ...figure }) => ({ ...figure, cells: cells.filter(({ count }) => count > 0) }));

it.each(Object.keys(FAMILIES) as By[])(
  'counts the members of a family in one pass as each alone over the whole’s records without copies: by %s',
  async (by) => {
    const { whole, members } = familyOf(by);
    let records = 0;
    await withFacts({}, async (engine) => {
      for (const rows of fc.sample(facts, { numRuns: 3, seed: 20261126 })) {
        const { family: _, ...without } = whole;
        const alone = await countAlone(engine, rows, without);
        expect(await countAlone(engine, rows, whole)).toEqual(alone);
        const counted = await countMembers(engine, { sheet: whole, through: THROUGH, codes: CODES }, members);
        const copies = new Set((await engine.rows('SELECT case_id FROM copies')).map(({ case_id }) => String(case_id)));
        for (const member of members) {
          const expected = await countAlone(engine, rowsOfMember(rows, copies, by, member.member!), {
            ...without,
            figures: member.figures,
          });
          expect(comparable(counted.get(member.id))).toEqual(comparable(expected));
          records += counted.get(member.id)![0]!.total;
        }
      }
    });
    expect(records).toBeGreaterThan(5);
  },
);
