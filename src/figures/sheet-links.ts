import { type Day, firstOfSeries, monthOf } from '../domain/month.ts';
import { type Condition, isWithin, type Quantity } from './quantities.ts';
import type { Inequality } from './reader-solver.ts';

/** A number of a page in the system of all pages. */
export interface PlacedQuantity extends Quantity {
  /** Which page, in order: the last ones are the newest. */
  readonly page: number;
  readonly sheet: string;
  readonly variable: number;
}

/**
 * What readers of several sheets can write down: one number counts the records of another, or some of them, or several numbers
 * together count the records of another one once each (types of a whole, hotlines, months). The caller leaves out what is not true.
 * Numbers of one sheet are linked elsewhere.
 */
export function sheetLinks(all: readonly PlacedQuantity[]): Inequality[] {
  const pages = grouped(all, ({ page }) => String(page));
  const pairs = pages.flatMap((one) =>
    pages
      .filter((other) => other[0]?.sheet !== one[0]?.sheet)
      .flatMap((other) => one.flatMap((narrow) => within(narrow, other))),
  );
  return [...pairs, ...SPLITS.flatMap((split) => sums(all, split))];
}

/** That a number is at most the nearest ones of another page that count its records too; equal ones say it both ways. */
function within(narrow: PlacedQuantity, page: readonly PlacedQuantity[]): Inequality[] {
  const wide = page.filter((one) => isWithin(narrow, one));
  const nearest = wide.filter((one) => !wide.some((other) => isWithin(other, one) && !isWithin(one, other)));
  return nearest.map((one) => notLess([one], [narrow]));
}

const notLess = (left: readonly PlacedQuantity[], right: readonly PlacedQuantity[]): Inequality => ({
  terms: [
    ...left.map(({ variable }): [number, number] => [variable, 1]),
    ...right.map(({ variable }): [number, number] => [variable, -1]),
  ],
  atLeast: 0,
});

/** A way to take a number apart. */
interface Split {
  /** What parts have in common with their whole. */
  readonly common: (one: Quantity) => string;
  /** Parts among these that count no record of the whole twice, those of the nearest pages. */
  readonly parts: (whole: PlacedQuantity, among: readonly PlacedQuantity[]) => readonly PlacedQuantity[];
}

const keyOf = ({ table, hotlines, from, to, conditions }: Quantity): unknown[] => [
  table,
  hotlines,
  from,
  to,
  conditions.map(({ column, codes }) => [column, codes]),
];

const SPLITS: readonly Split[] = [...['type', 'gender', 'age', 'line', 'channel'].map(byColumn), byHotline(), byTime()];

function byColumn(column: string): Split {
  const own = ({ conditions }: Quantity): Condition | undefined => conditions.find((one) => one.column === column);
  return {
    common: (one) =>
      JSON.stringify(keyOf({ ...one, conditions: one.conditions.filter((own) => own.column !== column) })),
    parts: (whole, among) => {
      const codes = own(whole)?.codes;
      const narrower = among.filter((one) => own(one) && (!codes || properlyIn(own(one)?.codes ?? [], codes)));
      return apart(whole, narrower, (one) => own(one)?.codes ?? []);
    },
  };
}

function byHotline(): Split {
  return {
    common: (one) => JSON.stringify(keyOf({ ...one, hotlines: [] })),
    parts: (whole, among) => {
      const fewer = among.filter(({ hotlines }) => properlyIn(hotlines, whole.hotlines));
      return apart(whole, fewer, ({ hotlines }) => hotlines);
    },
  };
}

const properlyIn = (narrow: readonly string[], wide: readonly string[]): boolean =>
  narrow.length < wide.length && narrow.every((one) => wide.includes(one));

/** Of numbers, as many as have nothing in common: the finest first, of equals those of the nearest page. */
function apart(
  whole: PlacedQuantity,
  among: readonly PlacedQuantity[],
  valuesOf: (one: PlacedQuantity) => readonly string[],
): PlacedQuantity[] {
  const taken = new Set<string>();
  return among
    .toSorted((a, b) => valuesOf(a).length - valuesOf(b).length || away(a, whole) - away(b, whole))
    .filter((one) => {
      if (valuesOf(one).some((value) => taken.has(value))) return false;
      for (const value of valuesOf(one)) taken.add(value);
      return true;
    });
}

const away = (one: PlacedQuantity, other: PlacedQuantity): number => Math.abs(one.page - other.page);

function byTime(): Split {
  return {
    common: (one) => JSON.stringify(keyOf({ ...one, from: '' as Day, to: '' as Day })),
    parts: (whole, among) => {
      const parts: PlacedQuantity[] = [];
      for (let day = whole.from; day <= whole.to; ) {
        const next = among
          .filter(({ from, to }) => from === day && to <= whole.to && (from !== whole.from || to !== whole.to))
          .toSorted((a, b) => (a.to < b.to ? -1 : a.to > b.to ? 1 : away(a, whole) - away(b, whole)))[0];
        if (!next) return [];
        parts.push(next);
        day = `${firstOfSeries(`${monthOf(next.to)}-02` as Day)}-01` as Day;
      }
      return parts;
    },
  };
}

/** Sums over numbers of more than one sheet, in both directions. */
function sums(all: readonly PlacedQuantity[], { common, parts }: Split): Inequality[] {
  return grouped(all, common).flatMap((group) =>
    group.flatMap((whole) => {
      const found = parts(whole, group);
      if (found.length === 0 || found.every(({ sheet }) => sheet === whole.sheet)) return [];
      return [notLess([whole], found), notLess(found, [whole])];
    }),
  );
}

function grouped(all: readonly PlacedQuantity[], keyOfOne: (one: PlacedQuantity) => string): PlacedQuantity[][] {
  const groups = new Map<string, PlacedQuantity[]>();
  for (const one of all) {
    const key = keyOfOne(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}
