import type { Family } from '../domain/family.ts';
import type { Month } from '../domain/month.ts';
import type { Condition, Quantity } from './quantities.ts';
import { type Inequality, sumAtLeast } from './reader-solver.ts';

/** A number of a page in the system of all pages. */
export interface PlacedQuantity extends Quantity {
  /** The page's index; the newest pages are last. */
  readonly page: number;
  readonly month: Month;
  readonly sheet: string;
  /** The family of the sheet, and the code of a member. */
  readonly family?: Family | undefined;
  readonly member?: string | undefined;
  /** In a figure by a dimension of several values: every record has at most one. */
  readonly oneEach?: true | undefined;
  readonly variable: number;
}

/** The numbers of a page, by what they count. */
export class LinkedPage {
  readonly sheet: string | undefined;
  readonly quantities: readonly PlacedQuantity[];
  readonly #breakdowns: ReadonlySet<string>;
  /** By table and columns of the conditions. */
  readonly #kinds: ReadonlyMap<string, readonly PlacedQuantity[]>;
  readonly #tables: ReadonlyMap<string, readonly PlacedQuantity[]>;
  /** What `wideFor` found, by table and columns of the conditions. */
  readonly #wide = new Map<string, readonly PlacedQuantity[]>();
  /** By table, column and code: the numbers with a condition that allows the code, and those with one that allows none. */
  readonly #byCode = new Map<string, Set<PlacedQuantity>>();

  constructor(quantities: readonly PlacedQuantity[]) {
    this.sheet = quantities[0]?.sheet;
    this.quantities = quantities;
    this.#breakdowns = new Set(quantities.map(breakdownKey));
    this.#kinds = new Map(groupBy(quantities, kindKey).map((group) => [group[0] ? kindKey(group[0]) : '', group]));
    this.#tables = new Map(groupBy(quantities, ({ table }) => table).map((group) => [group[0]?.table ?? '', group]));
    for (const quantity of quantities)
      for (const { column, codes } of quantity.conditions)
        for (const code of codes.length === 0 ? [''] : codes) {
          const key = JSON.stringify([quantity.table, column, code]);
          this.#byCode.set(key, (this.#byCode.get(key) ?? new Set()).add(quantity));
        }
  }

  lacks(quantity: PlacedQuantity): boolean {
    return !this.#breakdowns.has(breakdownKey(quantity));
  }

  /** Returns the numbers that may count a record of another one: those without a condition that it has not. */
  wideFor(narrow: PlacedQuantity): readonly PlacedQuantity[] {
    const kind = kindKey(narrow);
    const wide = this.#wide.get(kind) ?? this.#wideFor(narrow);
    this.#wide.set(kind, wide);
    return wide;
  }

  #wideFor({ table, conditions }: PlacedQuantity): PlacedQuantity[] {
    const columns = new Set(conditions.map(({ column }) => column));
    if (columns.has('state')) columns.add('country');
    return [...this.#kinds.values()]
      .filter(([first]) => {
        const own = first?.conditions ?? [];
        return first?.table === table && own.every(({ column }) => columns.has(column));
      })
      .flat();
  }

  /** Returns the numbers that some number of another page may include: those that its page's own conditions allow. */
  narrowFor(other: LinkedPage): Iterable<PlacedQuantity> {
    const found = [...other.#commonConditions()].flatMap(([table, needed]) => {
      const allowed = needed.map((condition) => this.#allowedBy(table, condition));
      // nearly all pairs of members have nothing in common
      if (allowed.some(({ size }) => size === 0)) return [];
      const own = this.#tables.get(table) ?? [];
      return own.filter((quantity) => allowed.every((numbers) => numbers.has(quantity)));
    });
    const isFound = new Set(found);
    return found.length === 0 ? [] : this.quantities.filter((quantity) => isFound.has(quantity));
  }

  #allowedBy(table: string, { column, codes }: Condition): ReadonlySet<PlacedQuantity> {
    const found = [...codes, ''].flatMap((code) => this.#byCode.get(JSON.stringify([table, column, code])) ?? []);
    const [only] = found;
    return only && found.length === 1 ? only : new Set(found.flatMap((numbers) => [...numbers]));
  }

  /** Returns the conditions that all numbers of a table have; a country follows from a state. */
  #commonConditions(): ReadonlyMap<string, readonly Condition[]> {
    this.#common ??= new Map(
      groupBy(this.quantities, ({ table }) => table).flatMap((group) => {
        const [first, ...others] = group;
        if (!first) return [];
        const isCommon = (condition: Condition): boolean =>
          condition.column !== 'country' &&
          others.every(({ conditions }) => conditions.some((other) => isSameCondition(other, condition)));
        return [[first.table, first.conditions.filter(isCommon)] as const];
      }),
    );
    return this.#common;
  }

  #common: ReadonlyMap<string, readonly Condition[]> | undefined;
}

const breakdownKey = ({ figure, breakdown }: PlacedQuantity): string => JSON.stringify([figure, breakdown]);

const KINDS = new WeakMap<PlacedQuantity, string>();

/** Each number is compared with those of many pages, so its key is made once. */
function kindKey(quantity: PlacedQuantity): string {
  const { table, conditions } = quantity;
  const kind = KINDS.get(quantity) ?? JSON.stringify([table, ...conditions.map(({ column }) => column)]);
  KINDS.set(quantity, kind);
  return kind;
}

const isSameCondition = (first: Condition, other: Condition): boolean =>
  first.column === other.column &&
  first.codes.length === other.codes.length &&
  first.codes.every((code, index) => code === other.codes[index]);

/** The first sum is at least the other. */
export const notLess = (left: readonly PlacedQuantity[], right: readonly PlacedQuantity[]): Inequality =>
  sumAtLeast(variablesOf(left), variablesOf(right));

const variablesOf = (quantities: readonly PlacedQuantity[]): number[] => quantities.map(({ variable }) => variable);

/** Two sums are equal: each is at most the other. */
export const equal = (left: readonly PlacedQuantity[], right: readonly PlacedQuantity[]): Inequality[] => [
  notLess(left, right),
  notLess(right, left),
];

/** What distinguishes the records that numbers count. */
export const quantityKey = ({ table, hotlines, from, to, conditions }: Quantity): unknown[] => [
  table,
  hotlines,
  from,
  to,
  conditions.map(({ column, codes }) => [column, codes]),
];

export function groupBy(all: readonly PlacedQuantity[], keyOf: (one: PlacedQuantity) => string): PlacedQuantity[][] {
  const groups = new Map<string, PlacedQuantity[]>();
  for (const quantity of all) {
    const key = keyOf(quantity);
    const group = groups.get(key);
    if (group) group.push(quantity);
    else groups.set(key, [quantity]);
  }
  return [...groups.values()];
}
