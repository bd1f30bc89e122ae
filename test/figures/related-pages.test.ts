import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CountedFigure } from '../../src/domain/figure.ts';
import type { Month } from '../../src/domain/month.ts';
import type { SheetScope } from '../../src/domain/sheet.ts';
import { jointAttack } from '../../src/figures/joint-attack.ts';
import { type Page, pagesModel } from '../../src/figures/pages-model.ts';
import { holds } from '../../src/figures/reader-solver.ts';
import { suppress } from '../../src/figures/suppress.ts';
import { CODES } from '../codes-in-force.ts';
import { twoValued } from './attacker-ranges.ts';
import { tieKeyOf } from './generators.ts';
import { parse, sheetJson } from './sheets.ts';

const TYPES = ['sex', 'labor', 'sex-and-labor', 'other'] as const;
const GENDERS = ['male', 'female', 'gender-minority', 'unknown'] as const;
const SINGLE = { multi: false, print: { as: 'counts' }, shares: false, exhaustive: false, counts: 'victims' } as const;

/** Victims by type and gender. */
type People = readonly (readonly number[])[];
const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

const scopeOf = (id: string, changes: Record<string, unknown>): SheetScope => ({ ...parse(sheetJson(changes)), id });

const FIGURES = [
  { id: 'people', counts: 'victims' },
  { id: 'by-type', counts: 'victims', by: 'type' },
  { id: 'by-gender', counts: 'victims', by: 'gender' },
];

/** A page about the people of some types, as its own rules print it. */
function page(id: string, people: People, types: readonly string[] | null, month = '2016-12'): Page {
  const population = { nexus: ['MX'], countries: ['US', 'MX'], ...(types && { type: types }) };
  const rows = people.map((row, at) => (!types || types.includes(TYPES[at]!) ? row : row.map(() => 0)));
  const total = sum(rows.map(sum));
  const byType = TYPES.map((key, at) => ({ key, count: sum(rows[at]!) }));
  const byGender = GENDERS.map((key, at) => ({ key, count: sum(rows.map((row) => row[at]!)) }));
  const figures: CountedFigure[] = [
    { ...SINGLE, id: 'people', universe: 'victims', total, cells: [] },
    { ...SINGLE, id: 'by-type', by: 'type', universe: 'victims', total, cells: byType },
    { ...SINGLE, id: 'by-gender', by: 'gender', universe: 'victims', total, cells: byGender },
  ];
  const printed = suppress(figures, { threshold: 10, tieKey: tieKeyOf(id) });
  const scope = scopeOf(id, { population, figures: FIGURES });
  return {
    ...{ month: month as Month, revision: 1, threshold: 10, scope },
    figures: figures.map((counted, at) => ({ counted, printed: printed[at]! })),
  };
}

const PEOPLE: People = [
  [40, 60, 3, 2],
  [70, 30, 12, 15],
  [3, 2, 0, 1],
  [11, 2, 1, 0],
];

describe('related sheets', () => {
  it('are refused when a part prints the total that the whole hides', () => {
    const whole = page('whole', PEOPLE, null);
    const rest = page('rest', PEOPLE, ['other']);
    const hidden = whole.figures[1]!.printed.cells.filter(({ suppressed }) => suppressed).map(({ key }) => key);
    expect(hidden).toEqual(['sex-and-labor', 'other']);
    expect(rest.figures[0]!.printed.total).toBe(14);
    expect(jointAttack(rest, [whole])).toContainEqual({
      ...{ sheet: 'whole', month: '2016-12', revision: 1, figure: 'by-type', cell: 'sex-and-labor' },
      ...{ value: 6, least: 6, most: 6, undecided: false },
    });
    expect(jointAttack(whole, [rest]).map(({ cell, sheet }) => [sheet, cell])).toContainEqual([
      undefined,
      'sex-and-labor',
    ]);
  });

  it('are refused when parts subtracted from a whole leave a small number', () => {
    const people: People = [
      [40, 60, 13, 12],
      [70, 30, 12, 15],
      [30, 20, 9, 11],
      [50, 40, 13, 30],
    ];
    const parts = TYPES.map((type) => page(`only-${type}`, people, [type]));
    const whole = page('whole', people, null);
    const found = jointAttack(whole, parts).map(({ sheet, figure, cell }) => `${sheet} ${figure} ${cell}`);
    expect(found).toContain('only-sex-and-labor by-gender gender-minority');
  });

  it('are let out where one tells nothing of the other', () => {
    const people: People = [
      [40, 60, 13, 12],
      [70, 30, 12, 15],
      [30, 20, 19, 11],
      [50, 40, 12, 13],
    ];
    expect(jointAttack(page('whole', people, null), [page('part', people, ['sex'])])).toEqual([]);
  });

  it('print the same number of the same people, whatever their figures are called', () => {
    const one = page('one', PEOPLE, null);
    const other = page('other', PEOPLE, [...CODES.type.codes.map(({ key }) => key)]);
    const careless: Page = {
      ...other,
      figures: other.figures.map(({ counted }) => ({
        counted,
        printed: { ...counted, cells: counted.cells.map(({ key, count }) => ({ key, count })) },
      })),
    };
    expect(jointAttack(careless, [one]).map(({ sheet, cell }) => `${sheet} ${cell}`)).toEqual(['one sex-and-labor']);
  });

  it('that were approved leave every small number two values, over random people', () => {
    const cell = fc.oneof(fc.nat(4), fc.nat(14), fc.nat(80));
    const people = fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 4, maxLength: 4 });
    const counts = { families: 0, refused: 0, small: 0 };
    const property = fc.property(people, fc.subarray([...TYPES], { minLength: 1, maxLength: 3 }), (rows, types) => {
      const approved: Page[] = [];
      const pages = [page('whole', rows, null), ...types.map((type) => page(`only-${type}`, rows, [type]))];
      for (const draft of pages) {
        if (jointAttack(draft, approved).length === 0) approved.push(draft);
        else counts.refused++;
      }
      counts.families++;
      const { constraints, truth, hidden } = pagesModel(approved);
      expect(holds(constraints, truth)).toBe(true);
      const small = hidden.filter(({ value }) => value > 0 && value < 10);
      counts.small += small.length;
      const open = twoValued(
        constraints,
        small.map(({ variable }) => variable),
      );
      expect(small.filter(({ variable }) => open?.get(variable) === false)).toEqual([]);
    });
    fc.assert(property, { numRuns: 150, seed: 20260101 });
    console.log(`related sheets: ${JSON.stringify(counts)}`);
    expect(counts.refused).toBeGreaterThan(10);
  });
});
