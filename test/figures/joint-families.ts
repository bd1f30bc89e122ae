import fc from 'fast-check';
import type { FamilyDimension } from '../../src/domain/family.ts';
import { memberSheetId } from '../../src/domain/family.ts';
import type { CountedCell, CountedFigure } from '../../src/domain/figure.ts';
import type { Month } from '../../src/domain/month.ts';
import type { FigureDefinition, Sheet } from '../../src/domain/sheet.ts';
import { crossCells } from '../../src/figures/count-cross.ts';
import { exposedNumbers } from '../../src/figures/family-exposures.ts';
import type { FamilySheet } from '../../src/figures/family-numbers.ts';
import { PagesAttack } from '../../src/figures/joint-attack.ts';
import { NearbySolutions } from '../../src/figures/nearby-solution.ts';
import { type Page, pagesModel } from '../../src/figures/pages-model.ts';
import { type Constraints, type Inequality, OutOfSteps, satisfiesAll, solve } from '../../src/figures/reader-solver.ts';
import { suppress } from '../../src/figures/suppress.ts';
import { suppressFamily } from '../../src/figures/suppress-family.ts';
import { tieKeyOf } from './generators.ts';
import { parse, sheetJson } from './sheets.ts';

const MONTH = '2016-12' as Month;
const K = 10;

/** A victim, with the codes of the case. */
interface Person {
  readonly hotline: string;
  readonly type: string;
  readonly state: readonly string[];
  readonly venue: readonly string[];
  readonly gender: string;
  readonly age: string;
  readonly nationality: readonly string[];
}

const CODES = {
  type: ['sex', 'labor', 'sex-and-labor', 'other'],
  state: ['US-TX', 'US-CA', 'US-NY', 'MX-JAL', 'MX-OAX', 'MX-PUE'],
  venue: ['agriculture', 'domestic-work', 'construction'],
  gender: ['male', 'female', 'gender-minority', 'unknown'],
  age: ['adult', 'minor', 'unknown'],
  nationality: ['MX', 'US', 'GT', 'HN'],
} as const;

type By = keyof typeof CODES;

/** What the members of a random family differ by. */
export type FamilyBy = 'type' | 'state' | 'hotline';

/** One random family: its people, what its members differ by, and its figures. */
export interface RandomFamily {
  readonly by: FamilyBy;
  readonly keys: readonly string[];
  readonly people: readonly Person[];
  readonly figures: readonly Record<string, unknown>[];
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
  {
    ...{ id: 'labor-venues', counts: 'victims', by: 'venue', groups: ['labor'], top: 2 },
    partOf: { figure: 'by-type', cell: 'labor' },
  },
];

const pick = <Value>(values: readonly Value[]) => fc.constantFrom(...values);
const some = (values: readonly string[], maxLength: number) => fc.uniqueArray(pick(values), { maxLength });

/** Most people are alike, so that there are large cells and small ones. */
const mostly = (values: readonly string[]) =>
  fc.oneof({ weight: 5, arbitrary: pick(values.slice(0, 2)) }, { weight: 1, arbitrary: pick(values) });

const person = fc.record({
  hotline: fc.constant('nhth'),
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

/** Random families of 3 to 6 members. In one of `pure`, figures are counted by dimensions with one value only. */
export const randomFamilies = (pure: boolean): fc.Arbitrary<RandomFamily> =>
  fc
    .record({
      by: pick(['type', 'state'] as const),
      groups,
      figures: pure
        ? fc.constant(FIGURES.slice(0, 4))
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
        people: oneEach ? people.map((one) => ({ ...one, state: [one.state[0] ?? 'US-TX'] })) : people,
        figures: [FIGURES[0]!, ...listed.filter((one, index) => listed.indexOf(one) === index && one !== FIGURES[0])],
      };
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

/** Returns the sheets of a family with their exact figures, counted here and not by the program. */
export function sheetsOf({ by, keys, people, figures }: RandomFamily): FamilySheet[] {
  const parsed = parse(sheetJson({ figures }));
  const sheet = by === 'hotline' ? { ...parsed, hotlines: keys } : parsed;
  const family = {
    id: sheet.id,
    by: by as FamilyDimension,
    members: keys.map((key) => ({ key, sheet: memberSheetId(sheet.id, key) })),
  };
  const policy = { threshold: K, tieKey: tieKeyOf('family') };
  const whole = { scope: { ...sheet, family }, figures: countAll(sheet, people), policy };
  const members = family.members.map(({ key, sheet: id }) => {
    const own = people.filter((one) => valuesOf(one, by).includes(key));
    return { scope: { ...sheet, id, family, member: key }, figures: countAll(sheet, own), policy };
  });
  return [whole, ...members];
}

const countAll = (sheet: Sheet, people: readonly Person[]): CountedFigure[] =>
  sheet.figures.map((figure) => countOne(figure, people));

function countOne(figure: FigureDefinition, people: readonly Person[]): CountedFigure {
  const { id, by, cross, partOf, top, classes, counts } = figure;
  const among = partOf ? people.filter(({ type }) => type === partOf.cell) : people;
  const multi = by !== undefined && ['state', 'venue', 'nationality'].includes(by);
  return {
    ...{ id, counts, multi, total: among.length, shares: false, ...(by && { by }), ...(cross && { cross }) },
    ...(classes && { known: among.filter(({ state }) => state.length > 0).length }),
    cells: cross ? crossOf(among) : by === undefined ? [] : cellsOf(figure, by, among),
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

function cellsOf({ merge, top, classes }: FigureDefinition, by: string, people: readonly Person[]): CountedCell[] {
  const keyOf = (code: string): string => merge.find(({ codes }) => codes.includes(code))?.key ?? code;
  const keys = [...new Set(CODES[by as By].map(keyOf))];
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

/** Prints the sheets of a family together, or each alone. */
export function pagesOf(sheets: readonly FamilySheet[], how: 'together' | 'alone'): Page[] {
  const printed =
    how === 'together' ? suppressFamily(sheets, MONTH) : sheets.map(({ figures, policy }) => suppress(figures, policy));
  return sheets.map(({ scope, figures }, index) => ({
    ...{ month: MONTH, revision: 1, threshold: K, scope },
    figures: figures.map((counted, at) => ({ counted, printed: printed[index]![at]! })),
  }));
}

const nameOf = ({ scope }: Page, figure: string, cell?: string): string =>
  `${scope!.member ?? 'whole'} ${figure} ${cell ?? ''}`;

/** Lists the small numbers that the program's attacker learns from all pages, and not from their own. */
export function exposedNames(pages: readonly Page[]): string[] {
  const { constraints, truth } = pagesModel(pages);
  if (!satisfiesAll(constraints, truth)) return ['the attacker believes what is not true'];
  return exposedNumbers(new PagesAttack(pages), pages, new Set()).map(({ sheet, hidden }) =>
    nameOf(pages[sheet]!, hidden.figure, hidden.cell),
  );
}

/**
 * An attacker of its own for families of totals and figures by dimensions with one value: it numbers the cells of a table
 * of member by figure and cell, and knows what is printed and what adds up. It is independent of the program's reader, of
 * its quantities and of its links.
 */
export function tableExposed(pages: readonly Page[], by: FamilyBy): string[] {
  const alone = new Map(pages.flatMap((page) => [...new FamilyTable([page], by).ranges()]));
  return new FamilyTable(pages, by).exposed(alone);
}

class FamilyTable {
  readonly #bounds: [number, number][] = [];
  readonly #inequalities: Inequality[] = [];
  readonly #choices: Inequality[][][] = [];
  readonly #variables = new Map<string, number>();
  readonly #truth: number[] = [];

  constructor(pages: readonly Page[], by: FamilyBy) {
    for (const page of pages) this.#addPage(page, pages.length === 1);
    const [whole, ...members] = pages;
    if (!whole || members.length === 0) return;
    for (const { counted } of whole.figures)
      for (const cell of ['total', ...counted.cells.map(({ key }) => key)])
        this.#addMembers(
          this.#at(whole, counted.id, cell),
          members.map((page) => this.#at(page, counted.id, cell)),
          by,
        );
    if (by === 'type')
      for (const page of members)
        this.#same(this.#at(page, 'people', 'total'), this.#at(whole, 'by-type', page.scope!.member!));
  }

  /** Every member has at most what the whole has, and all together have it if that is true. */
  #addMembers(all: number, parts: readonly number[], by: FamilyBy): void {
    const together = sum(parts.map((part) => this.#truth[part]!));
    for (const part of parts) this.#notLess([all], [part]);
    if (by !== 'state' || together <= this.#truth[all]!) this.#notLess([all], parts);
    if (together >= this.#truth[all]!) this.#notLess(parts, [all]);
  }

  #at(page: Page, figure: string, cell: string): number {
    const name = cell === 'total' ? `${nameOf(page, 'total')}` : nameOf(page, figure, cell);
    return this.#variables.get(name)!;
  }

  #new(name: string, value: number, bounds: [number, number]): number {
    const there = this.#variables.get(name);
    if (there !== undefined) {
      this.#bounds[there] = [
        Math.max(this.#bounds[there]![0], bounds[0]),
        Math.min(this.#bounds[there]![1], bounds[1]),
      ];
      return there;
    }
    this.#variables.set(name, this.#bounds.length);
    this.#bounds.push(bounds);
    this.#truth.push(value);
    return this.#bounds.length - 1;
  }

  #addPage(page: Page, alone: boolean): void {
    for (const { counted, printed } of page.figures) {
      // who reads one page knows that its hidden total is small
      const most = alone && counted.total < K ? K - 1 : 1000;
      const total = this.#new(nameOf(page, 'total'), counted.total, shown(printed.total, 1, most));
      const cells = counted.cells.map(({ key, count }) => {
        const cell = printed.cells.find((one) => one.key === key);
        return this.#new(nameOf(page, counted.id, key), count, shown(cell?.count ?? null, cell ? 1 : 0));
      });
      if (cells.length === 0) continue;
      this.#same(total, ...cells);
      const marked = cells.filter((cell) => this.#bounds[cell]![0] < this.#bounds[cell]![1]);
      const isTrue = marked.some((cell) => this.#truth[cell]! > 0 && this.#truth[cell]! < K);
      if (printed.total !== null && isTrue && alone)
        this.#choices.push(
          marked.map((cell) => [
            { terms: [[cell, -1]], atLeast: 1 - K },
            { terms: [[cell, 1]], atLeast: 1 },
          ]),
        );
    }
  }

  #same(all: number, ...parts: number[]): void {
    this.#notLess([all], parts);
    this.#notLess(parts, [all]);
  }

  #notLess(left: readonly number[], right: readonly number[]): void {
    const terms = [...left.map((one) => [one, 1] as const), ...right.map((one) => [one, -1] as const)];
    this.#inequalities.push({ terms, atLeast: 0 });
  }

  /** Returns the smallest and largest value within 1..K-1 of each small hidden number. */
  ranges(): Map<string, readonly [number, number]> {
    const values = Array.from({ length: K - 1 }, (_, at) => at + 1);
    return new Map(
      this.#small().map(([name, variable]) => {
        const possible = values.filter((value) => this.#can(variable, value, value));
        return [name, [possible[0] ?? 1, possible.at(-1) ?? K - 1]];
      }),
    );
  }

  /** Lists the small hidden numbers that cannot be K or more, and cannot be as small and as large as on their page alone. */
  exposed(alone: ReadonlyMap<string, readonly [number, number]>): string[] {
    if (!satisfiesAll(this.#system(), this.#truth)) return ['the test’s own attacker believes what is not true'];
    return this.#small().flatMap(([name, variable]) => {
      if (this.#can(variable, K, Infinity)) return [];
      // a cell of the whole by type is also the total of a member's page
      const shownAs = [
        name,
        name.replace(/^whole by-type (.*)$/u, '$1 total '),
        name.replace(/^(.*) total $/u, 'whole by-type $1'),
      ];
      const ranges = shownAs.flatMap((one) => [alone.get(one) ?? []]).filter(({ length }) => length > 0);
      const isFree = ranges.some(
        ([least, most]) => this.#can(variable, least!, least!) && this.#can(variable, most!, most!),
      );
      return isFree ? [] : [name];
    });
  }

  #small(): [string, number][] {
    return [...this.#variables].filter(([, variable]) => {
      const [value, [low, high]] = [this.#truth[variable]!, this.#bounds[variable]!];
      return value > 0 && value < K && low < high;
    });
  }

  #system(): Constraints {
    return { bounds: this.#bounds, inequalities: this.#inequalities, choices: this.#choices };
  }

  #can(variable: number, from: number, to: number): boolean {
    try {
      const options = { near: this.#truth, steps: { remaining: 2_000_000 } };
      return solve(this.#system(), { variable, from, to }, options) !== null;
    } catch (error) {
      if (!(error instanceof OutOfSteps)) throw error;
      return new NearbySolutions(this.#system(), this.#truth).has(variable, from, { remaining: Infinity });
    }
  }
}

const shown = (count: number | null, least: number, most = 1000): [number, number] =>
  count === null ? [least, most] : [count, count];
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** The results of attacks on random families. */
export interface FamilyCounts {
  families: number;
  pages: number;
  small: number;
  /** The small numbers that readers would learn if each sheet were suppressed alone. */
  exposedAlone: number;
  /** The cells that are hidden if each sheet is suppressed alone, and if all are together. */
  hiddenAlone: number;
  hiddenTogether: number;
}

const hiddenCells = (pages: readonly Page[]): number =>
  pages
    .flatMap(({ figures }) => figures)
    .reduce(
      (all, { counted, printed }) =>
        all +
        (printed.total === null && counted.total > 0 ? 1 : 0) +
        counted.cells.filter(
          ({ key, count }) => count > 0 && printed.cells.every((cell) => cell.key !== key || cell.suppressed),
        ).length,
      0,
    );

/** Attacks random families whose sheets are suppressed together; each fault names a number and its family. */
export function attackJointFamilies(
  runs: number,
  seed: number,
): { readonly counts: FamilyCounts; readonly faults: string[] } {
  const counts = { families: 0, pages: 0, small: 0, exposedAlone: 0, hiddenAlone: 0, hiddenTogether: 0 };
  const attackOne = (family: RandomFamily, attack: (pages: readonly Page[]) => string[]): string[] => {
    const sheets = sheetsOf(family);
    const [together, alone] = [pagesOf(sheets, 'together'), pagesOf(sheets, 'alone')];
    counts.families++;
    counts.pages += together.length;
    counts.small += pagesModel(together).hidden.filter(({ value, limit }) => value > 0 && value < limit).length;
    counts.exposedAlone += attack(alone).length;
    counts.hiddenAlone += hiddenCells(alone);
    counts.hiddenTogether += hiddenCells(together);
    return attack(together).map((name) => `${name}: ${JSON.stringify(family)}`);
  };
  const half = Math.ceil(runs / 2);
  const faults = [
    ...fc
      .sample(randomFamilies(true), { numRuns: half, seed })
      .flatMap((family) => attackOne(family, (pages) => [...tableExposed(pages, family.by), ...exposedNames(pages)])),
    ...fc.sample(randomFamilies(false), { numRuns: half, seed }).flatMap((family) => attackOne(family, exposedNames)),
  ];
  return { counts, faults };
}
