import fc from 'fast-check';
import type { OwnList } from '../../src/domain/codes.ts';
import type { CountedFigure } from '../../src/domain/figure.ts';
import type { Month } from '../../src/domain/month.ts';
import type { SheetScope } from '../../src/domain/sheet.ts';
import { jointAttack } from '../../src/figures/joint-attack.ts';
import type { Page } from '../../src/figures/pages-model.ts';
import { suppress } from '../../src/figures/suppress.ts';
import { CODES } from '../current-codes.ts';
import { tieKeyOf } from './generators.ts';
import { determined } from './history-attack.ts';
import { parse, sheetJson } from './sheets.ts';

export const TYPES = ['sex', 'labor', 'sex-and-labor', 'other'] as const;
const GENDERS = ['male', 'female', 'gender-minority', 'unknown'] as const;
const SINGLE = { multi: false, print: { as: 'counts' }, shares: false, counts: 'victims' } as const;

/** Victims by type and gender. */
export type People = readonly (readonly number[])[];
const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

/** What the sheets of a test filter by: the kind of trafficking, or a column of an added list with the same codes. */
export type FilteredBy = 'type' | 'referral';

const REFERRAL: OwnList = {
  ...{ name: 'referral', label: { en: 'Referred by', es: 'Canalizado por' }, tables: ['cases'], multi: false },
  codes: TYPES.map((key) => ({ key, label: { en: key, es: key }, aliases: [] })),
};

const scopeOf = (id: string, changes: Record<string, unknown>): SheetScope => ({
  ...parse(sheetJson(changes), { ...CODES, own: [REFERRAL] }),
  id,
});

const figuresBy = (by: FilteredBy) => [
  { id: 'people', counts: 'victims' },
  { id: 'by-type', counts: 'victims', by },
  { id: 'by-gender', counts: 'victims', by: 'gender' },
];

/** Returns a page about the people of some types, as its own rules print it. */
export function page(
  id: string,
  people: People,
  types: readonly string[] | null,
  { month = '2016-12', by = 'type' as FilteredBy } = {},
): Page {
  const population = { nexus: ['MX'], countries: ['US', 'MX'], ...(types && { [by]: types }) };
  const rows = people.map((row, at) => (!types || types.includes(TYPES[at]!) ? row : row.map(() => 0)));
  const total = sum(rows.map(sum));
  const byType = TYPES.map((key, at) => ({ key, count: sum(rows[at]!) }));
  const byGender = GENDERS.map((key, at) => ({ key, count: sum(rows.map((row) => row[at]!)) }));
  const figures: CountedFigure[] = [
    { ...SINGLE, id: 'people', universe: 'victims', total, cells: [] },
    { ...SINGLE, id: 'by-type', by, universe: 'victims', total, cells: byType },
    { ...SINGLE, id: 'by-gender', by: 'gender', universe: 'victims', total, cells: byGender },
  ];
  const printed = suppress(figures, { threshold: 10, tieKey: tieKeyOf(id) });
  const scope = scopeOf(id, { population, figures: figuresBy(by) });
  return {
    ...{ month: month as Month, revision: 1, threshold: 10, scope },
    figures: figures.map((counted, at) => ({ counted, printed: printed[at]! })),
  };
}

const cell = fc.oneof(fc.nat(4), fc.nat(14), fc.nat(80));
const families = fc.tuple(
  fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 4, maxLength: 4 }),
  fc.subarray([...TYPES], { minLength: 1, maxLength: 3 }),
);

/**
 * Attacks random populations with a sheet for all types and one for each of some types. The sheets are approved one
 * after another, if the joint attack allows it.
 */
export function attackFamilies(runs: number, seed: number, by: FilteredBy = 'type') {
  const counts = { families: 0, pages: 0, refused: 0, determined: 0 };
  const failures = fc.sample(families, { numRuns: runs, seed }).flatMap(([rows, types]) => {
    const approved: Page[] = [];
    for (const draft of [
      page('main', rows, null, { by }),
      ...types.map((type) => page(`only-${type}`, rows, [type], { by })),
    ]) {
      if (jointAttack(draft, approved).length === 0) approved.push(draft);
      else counts.refused++;
    }
    counts.families++;
    counts.pages += approved.length;
    const found = determined(approved);
    counts.determined += found.length;
    return found.map((name) => `${name}: ${JSON.stringify([rows, types])}`);
  });
  return { counts, failures };
}
