import fc from 'fast-check';
import { memberSheetId } from '../../src/domain/family.ts';
import type { CountedCell, CountedFigure } from '../../src/domain/figure.ts';
import type { Month } from '../../src/domain/month.ts';
import type { FigureDefinition } from '../../src/domain/sheet.ts';
import { crossCells } from '../../src/figures/count-cross.ts';
import type { FamilySheet } from '../../src/figures/family-numbers.ts';
import type { Page } from '../../src/figures/pages-model.ts';
import { tieKeyOf } from './generators.ts';
import { parse, sheetJson } from './sheets.ts';

/** The month of an edition of random families without a history. */
export const MONTH = '2016-12' as Month;
export const K = 10;

/** A victim, with the codes of the case. */
export interface Person {
  readonly hotline: string;
  /** The month of the case. */
  readonly month: Month;
  readonly type: string;
  readonly state: readonly string[];
  readonly venue: readonly string[];
  readonly gender: string;
  readonly age: string;
  readonly nationality: readonly string[];
}

const CODES = {
  hotline: ['north', 'south', 'east', 'west', 'center', 'coast'],
  type: ['sex', 'labor', 'sex-and-labor', 'other'],
  state: ['US-TX', 'US-CA', 'US-NY', 'MX-JAL', 'MX-OAX', 'MX-PUE'],
  venue: ['agriculture', 'domestic-work', 'construction'],
  gender: ['male', 'female', 'gender-minority', 'unknown'],
  age: ['adult', 'minor', 'unknown'],
  nationality: ['MX', 'US', 'GT', 'HN'],
} as const;

/** What the members of a random family differ by, and what its figures count by. */
export type FamilyBy = keyof typeof CODES;

/** The dimensions of several values. */
export const MULTI: readonly FamilyBy[] = ['state', 'venue', 'nationality'];

/** One random family: its people, what its members differ by, and its figures. */
export interface RandomFamily {
  readonly by: FamilyBy;
  readonly keys: readonly string[];
  readonly people: readonly Person[];
  readonly figures: readonly Record<string, unknown>[];
  /** Every hotline enters at most one value in each column. */
  readonly oneEach?: boolean;
}

const FIGURES: readonly Record<string, unknown>[] = [
  { id: 'people', counts: 'victims' },
  { id: 'by-gender', counts: 'victims', by: 'gender' },
  { id: 'by-type', counts: 'victims', by: 'type' },
  {
    ...{ id: 'by-age', counts: 'victims', by: 'age' },
    merge: [{ key: 'not-adult', codes: ['minor', 'unknown'], label: { en: 'Not adult', es: 'No adulta' } }],
  },
  { id: 'cross', counts: 'victims', by: 'gender', cross: 'age' },
  { id: 'top-nationality', counts: 'victims', by: 'nationality', top: 2 },
  { id: 'map', counts: 'victims', by: 'state', classes: [10, 25] },
  { id: 'monthly', counts: 'victims', by: 'month' },
  {
    ...{ id: 'labor-venues', counts: 'victims', by: 'venue', groups: ['labor'], top: 2 },
    partOf: { figure: 'by-type', cell: 'labor' },
  },
];

/** The months of the period, which begins with the first of them. */
export const MONTHS = ['2016-10', '2016-11', '2016-12'] as Month[];

const pick = <Value>(values: readonly Value[]) => fc.constantFrom(...values);
const some = (values: readonly string[], maxLength: number) => fc.uniqueArray(pick(values), { maxLength });

/** Most people are alike, so that there are large cells and small ones. */
const mostly = (values: readonly string[]) =>
  fc.oneof({ weight: 5, arbitrary: pick(values.slice(0, 2)) }, { weight: 1, arbitrary: pick(values) });

const person = fc.record({
  hotline: mostly(CODES.hotline),
  month: pick(MONTHS),
  type: mostly(CODES.type),
  state: some(CODES.state, 2),
  venue: some(CODES.venue, 2),
  gender: mostly(CODES.gender),
  age: mostly(CODES.age),
  nationality: fc.uniqueArray(mostly(CODES.nationality), { minLength: 1, maxLength: 2 }),
});

/** People who share the codes of a case, in groups of very different size. */
const groups = fc.array(
  fc.tuple(fc.oneof(fc.nat(4), fc.nat(14), fc.nat(60)), person, fc.array(person, { maxLength: 9 })),
  {
    minLength: 3,
    maxLength: 8,
  },
);

/** Random families of 3 to 6 members. In `pure` ones, figures are by dimensions that have one value. */
export const randomFamilies = (pure: boolean): fc.Arbitrary<RandomFamily> =>
  fc
    .record({
      by: pick((Object.keys(CODES) as FamilyBy[]).filter((by) => !pure || by !== 'venue')),
      groups,
      figures: pure
        ? fc.constant([...FIGURES.slice(0, 4), FIGURES[7]!])
        : fc.subarray([...FIGURES.slice(1)], { minLength: 2, maxLength: 5 }),
      // a single value for each record, and codes for all, as one hotline may have them
      oneEach: fc.boolean(),
      members: fc.integer({ min: 3, max: 6 }),
    })
    .map(({ by, groups: all, figures, oneEach, members }): RandomFamily => {
      const people = all.flatMap(([count, same, others]) => [...Array<Person>(count).fill(same), ...others]);
      const has = (id: string): boolean => figures.some((figure) => figure.id === id);
      // a cross and merged codes of the same people are refused by the sheet's own checks
      const allowed = has('cross') ? figures.filter(({ id }) => id !== 'by-age') : figures;
      const listed = has('labor-venues') ? [FIGURES[2]!, ...allowed] : allowed;
      return {
        ...{ by, keys: CODES[by].slice(0, members) },
        oneEach,
        people: oneEach ? people.map(withOneValue) : people,
        figures: [FIGURES[0]!, ...listed.filter((one, index) => listed.indexOf(one) === index && one !== FIGURES[0])],
      };
    });

const withOneValue = (one: Person): Person => ({
  ...one,
  state: [one.state[0] ?? 'US-TX'],
  venue: one.venue.slice(0, 1),
  nationality: one.nationality.slice(0, 1),
});

/** Returns a family of 24 hotlines with very different numbers of people; most have 0 to 3. */
export function manySmallMembers(seed: number): RandomFamily {
  const keys = Array.from({ length: 24 }, (_, index) => `hotline-${index}`);
  const [people] = fc.sample(
    fc
      .tuple(
        ...keys.map((hotline) =>
          fc
            .oneof({ weight: 7, arbitrary: fc.nat(3) }, { weight: 3, arbitrary: fc.nat(19).map((size) => size ** 2) })
            .chain((size) => fc.array(person, { minLength: size, maxLength: size }))
            .map((own) => own.map((one) => ({ ...one, hotline }))),
        ),
      )
      .map((groups) => groups.flat()),
    { numRuns: 1, seed },
  );
  return { by: 'hotline', keys, people: people ?? [], figures: FIGURES.slice(0, 3) };
}

const valuesOf = (one: Person, by: string): readonly string[] => [one[by as keyof Person] ?? []].flat();

/** One edition of a family: its month, the people known then, and the approved pages that readers have. */
export interface FamilyEdition {
  readonly month: Month;
  readonly people: readonly Person[];
  readonly approved: readonly Page[];
}

/** Returns the sheets of a family with their exact figures, counted here and not by the program. */
export function sheetsOf(
  { by, keys, people: all, figures, oneEach = false }: RandomFamily,
  { month, people, approved }: FamilyEdition = { month: MONTH, people: all, approved: [] },
): FamilySheet[] {
  const parsed = parse(sheetJson({ figures, period: { from: `${MONTHS[0]}-01` } }));
  const sheet = by === 'hotline' ? { ...parsed, hotlines: keys } : parsed;
  const members = keys.map((key) => ({ key, sheet: memberSheetId(sheet.id, key) }));
  const unlisted = by === 'hotline' ? [] : CODES[by].filter((key) => !keys.includes(key));
  const family = { id: sheet.id, by, members, unlisted };
  const policyOf = (id: string) => ({
    threshold: K,
    tieKey: tieKeyOf('family'),
    approved: approved.filter(({ scope, month: of }) => scope?.id === id && of <= month).map((page) => page.figures),
  });
  const counted = people.filter((one) => one.month <= month);
  const count = (some: readonly Person[]) => sheet.figures.map((figure) => countOne(figure, some, { month, oneEach }));
  return [
    { scope: { ...sheet, family }, figures: count(counted), policy: policyOf(sheet.id) },
    ...members.map(({ key, sheet: id }) => {
      const own = counted.filter((one) => valuesOf(one, by).includes(key));
      return { scope: { ...sheet, id, family, member: key }, figures: count(own), policy: policyOf(id) };
    }),
  ];
}

function countOne(
  figure: FigureDefinition,
  people: readonly Person[],
  { month, oneEach }: { readonly month: Month; readonly oneEach: boolean },
): CountedFigure {
  const { id, by, cross, partOf, top, classes, counts } = figure;
  const among = partOf ? people.filter(({ type }) => type === partOf.cell) : people;
  const multi = by !== undefined && MULTI.includes(by as FamilyBy);
  return {
    ...{ id, counts, multi, total: among.length, shares: false, ...(by && { by }), ...(cross && { cross }) },
    ...(classes && { known: among.filter(({ state }) => state.length > 0).length }),
    ...(multi && oneEach && { oneEach }),
    cells: cross ? crossOf(among) : by === undefined ? [] : cellsOf(figure, by, among, month),
    print:
      top === undefined ? (classes ? { as: 'classes', classes: MAP } : { as: 'counts' }) : { as: 'top', limit: top },
    universe: partOf ? `${counts} of ${partOf.figure}.${partOf.cell}` : counts,
    ...(partOf && { partOf }),
  };
}

const MAP = [
  { from: 1, to: 9 },
  { from: 10, to: 24 },
  { from: 25, to: null },
];

function cellsOf(
  { merge, top, classes }: FigureDefinition,
  by: string,
  people: readonly Person[],
  month: Month,
): CountedCell[] {
  const keyOf = (code: string): string => merge.find(({ codes }) => codes.includes(code))?.key ?? code;
  const codes = by === 'month' ? MONTHS.filter((one) => one <= month) : CODES[by as FamilyBy];
  const keys = [...new Set(codes.map(keyOf))];
  const cells = keys.map((key) => ({
    key,
    count: people.filter((one) => valuesOf(one, by).map(keyOf).includes(key)).length,
  }));
  if (top !== undefined) return cells.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count);
  return classes ? cells.toSorted((a, b) => b.count - a.count) : cells;
}

const crossOf = (people: readonly Person[]): CountedCell[] =>
  crossCells(
    people.map(({ gender, age }) => ({ first: gender, second: age, count: 1 })),
    { rows: CODES.gender, columns: CODES.age, optional: new Set() },
  );
