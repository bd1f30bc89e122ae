import type { Page } from '../../src/figures/pages-model.ts';
import { type Constraints, type Inequality, OutOfSteps, satisfiesAll, solve } from '../../src/figures/reader-solver.ts';
import { RelaxedSolutions } from '../../src/figures/relaxed-solution.ts';
import { nameOf } from './family-pages.ts';
import { type FamilyBy, K, MULTI } from './random-families.ts';

/**
 * Lists the small numbers that readers of all sheets of a family confine more tightly than readers of one, found by an
 * attacker of its own for families of totals and figures by dimensions with one value: it numbers the cells of a table
 * of member by figure and cell, and knows what is printed and what adds up. It is independent of the program's reader, of
 * its quantities and of its links.
 */
export function tableExposed(pages: readonly Page[], by: FamilyBy): string[] {
  const alone = new Map(pages.flatMap((page) => [...new FamilyTable([page], by).ranges()]));
  return new FamilyTable(pages, by).exposed(alone);
}

/** Lists the small numbers that have one possible value for readers of several editions of a family. */
export const tableDetermined = (pages: readonly Page[], by: FamilyBy): string[] =>
  new FamilyTable(pages, by).determined();

class FamilyTable {
  readonly #by: FamilyBy;
  readonly #bounds: [number, number][] = [];
  readonly #inequalities: Inequality[] = [];
  readonly #choices: Inequality[][][] = [];
  readonly #variables = new Map<string, number>();
  readonly #truth: number[] = [];
  #relaxed: RelaxedSolutions | undefined;

  constructor(pages: readonly Page[], by: FamilyBy) {
    this.#by = by;
    for (const page of pages) this.#addPage(page, pages.length === 1);
    for (const own of byEdition(pages)) this.#addFamily(own);
    pages.forEach((later, index) => {
      for (const earlier of pages.slice(0, index))
        if (earlier.scope?.id === later.scope?.id) this.#addEditions(earlier, later);
    });
  }

  #addFamily([main, ...members]: readonly Page[]): void {
    if (!main || members.length === 0) return;
    for (const { counted } of main.figures)
      for (const cell of ['total', ...counted.cells.map(({ key }) => key)])
        this.#addMembers(
          this.#at(main, counted.id, cell),
          members.map((page) => this.#at(page, counted.id, cell)),
        );
    for (const page of members) {
      const cell = this.#variables.get(cellOf(main, `by-${this.#by}`, page.scope!.member!));
      if (cell !== undefined) this.#same(this.#at(page, 'people', 'total'), cell);
    }
  }

  /** Every member has at most what the main sheet has, and all together have it if that is true. */
  #addMembers(all: number, parts: readonly number[]): void {
    const together = sum(parts.map((part) => this.#truth[part]!));
    // who subtracts the members from the main sheet has the records of no member, which no sheet shows
    const rest = this.#truth[all]! - together;
    if (!MULTI.includes(this.#by) && rest > 0)
      this.#same(all, ...parts, this.#new(`${this.#nameAt(all)} of no member`, rest, [0, 1000]));
    for (const part of parts) this.#notLess([all], [part]);
    if (!MULTI.includes(this.#by) || together <= this.#truth[all]!) this.#notLess([all], parts);
    if (together >= this.#truth[all]!) this.#notLess(parts, [all]);
  }

  #nameAt(variable: number): string {
    return [...this.#variables].find(([, own]) => own === variable)?.[0] ?? '';
  }

  /** Months that are over do not change, and other numbers grow, except for corrections, which this attacker knows. */
  #addEditions(earlier: Page, later: Page): void {
    for (const { counted } of earlier.figures)
      for (const cell of ['total', ...counted.cells.map(({ key }) => key)]) {
        const [before, now] = [this.#at(earlier, counted.id, cell), this.#at(later, counted.id, cell)];
        const isSame = earlier.month === later.month || (counted.by === 'month' && cell !== 'total');
        if (isSame && this.#truth[before] === this.#truth[now]) this.#same(now, before);
        if (!isSame && this.#truth[before]! <= this.#truth[now]!) this.#notLess([now], [before]);
      }
  }

  #at(page: Page, figure: string, cell: string): number {
    return this.#variables.get(cellOf(page, figure, cell))!;
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
      const total = this.#new(
        cellOf(page, counted.id, 'total'),
        counted.total,
        shown(printed.total, counted.total, most),
      );
      const cells = counted.cells.map(({ key, count }) => {
        const cell = printed.cells.find((one) => one.key === key);
        return this.#new(cellOf(page, counted.id, key), count, shown(cell?.count ?? null, cell ? 1 : 0));
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
      // a cell of the main sheet by the family's dimension is also the total of a member's page
      const ownCell = `main by-${this.#by} `;
      const shownAs = [
        name,
        name.includes(ownCell) ? `${name.replace(ownCell, '')} total ` : name,
        name.replace(/(\S*) total $/u, `${ownCell}$1`),
      ];
      const ranges = shownAs.flatMap((one) => [alone.get(one) ?? []]).filter(({ length }) => length > 0);
      // of those of no member there is no page, so nothing is known but that they are few
      const isFree = (name.endsWith('of no member') ? [[1, K - 1]] : ranges).some(
        ([least, most]) => this.#can(variable, least!, least!) && this.#can(variable, most!, most!),
      );
      return isFree ? [] : [name];
    });
  }

  determined(): string[] {
    if (!satisfiesAll(this.#system(), this.#truth)) return ['the test’s own attacker believes what is not true'];
    return this.#small().flatMap(([name, variable]) => {
      const value = this.#truth[variable]!;
      return this.#can(variable, value + 1, Infinity) || this.#can(variable, 0, value - 1) ? [] : [name];
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

  /** A solution that the program's search finds is checked there, so it counts; whether there is none is decided here. */
  #can(variable: number, from: number, to: number): boolean {
    const system = this.#system();
    this.#relaxed ??= new RelaxedSolutions(system, this.#truth);
    if (this.#relaxed.find({ variable, from, to }, { remaining: Infinity }) === 'found') return true;
    try {
      return solve(system, { variable, from, to }, { near: this.#truth, steps: { remaining: 2_000_000 } }) !== null;
    } catch (error) {
      if (!(error instanceof OutOfSteps)) throw error;
      return false;
    }
  }
}

/** The pages of each edition. */
function byEdition(pages: readonly Page[]): Page[][] {
  const editions = new Map<string, Page[]>();
  for (const page of pages) {
    const key = `${page.month} ${page.revision}`;
    editions.set(key, [...(editions.get(key) ?? []), page]);
  }
  return [...editions.values()];
}

const cellOf = (page: Page, figure: string, cell: string): string =>
  `${page.month} r${page.revision} ${cell === 'total' ? nameOf(page, 'total') : nameOf(page, figure, cell)}`;

/** The possible values of a number; a total of zero is always printed. */
const shown = (count: number | null, least: number, most = 1000): [number, number] =>
  count === null ? [Math.min(1, least), most] : [count, count];
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
