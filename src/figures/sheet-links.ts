import { type Day, firstOfSeries, monthOf } from '../domain/month.ts';
import { equal, groupBy, LinkedPage, notLess, type PlacedQuantity, quantityKey } from './linked-page.ts';
import { type Condition, isWithin, type Quantity } from './quantities.ts';
import type { Inequality } from './reader-solver.ts';

/**
 * Builds the constraints that readers of several sheets know: one number counts the records of another, or some of
 * them, or several numbers together count the records of another one once each (types of a total, hotlines, months).
 * The caller removes those that are not true. Numbers of one sheet are linked elsewhere, except those of a figure that
 * not all its pages have: a sheet that counted by month and now counts by year, or by gender and now by gender and age.
 */
export function sheetLinks(all: readonly PlacedQuantity[]): Inequality[] {
  const pages = groupBy(all, ({ page }) => String(page)).map((quantities) => new LinkedPage(quantities));
  const pairs = pages.flatMap((page) =>
    pages.filter((other) => other !== page).flatMap((other) => boundsBetween(page, other)),
  );
  const isChanged = (quantity: PlacedQuantity): boolean =>
    pages.some((page) => page.sheet === quantity.sheet && page.lacks(quantity));
  return [...pairs, ...splits(all).flatMap((split) => sumLinks(all, split, isChanged))];
}

function boundsBetween(page: LinkedPage, other: LinkedPage): Inequality[] {
  return [...page.narrowFor(other)].flatMap((narrow) => {
    // numbers that both pages of one sheet have are linked elsewhere
    const isLinked = other.sheet === narrow.sheet && !other.lacks(narrow);
    const wide = other.wideFor(narrow).filter((quantity) => !isLinked || page.lacks(quantity));
    return boundsWithin(narrow, wide);
  });
}

/**
 * A number is at most the nearest numbers of another page that count its records too; equal numbers get both
 * directions.
 */
function boundsWithin(narrow: PlacedQuantity, page: readonly PlacedQuantity[]): Inequality[] {
  const wide = page.filter((quantity) => isWithin(narrow, quantity));
  const nearest = wide.filter(
    (quantity) => !wide.some((other) => isWithin(other, quantity) && !isWithin(quantity, other)),
  );
  return nearest.map((quantity) => notLess([quantity], [narrow]));
}

/** A way to split a number. */
interface Split {
  /** The key that parts and their total have in common. */
  readonly common: (one: Quantity) => string;
  /** Returns parts among these that count no record of the total twice, those of the nearest pages. */
  readonly parts: (whole: PlacedQuantity, among: readonly PlacedQuantity[]) => readonly PlacedQuantity[];
}

/** The columns by which numbers may split a total: those of a single value, in any of their conditions. */
const splits = (all: readonly PlacedQuantity[]): Split[] => [
  ...singleColumns(all).map(byColumn),
  byHotline(),
  byTime(),
];

const singleColumns = (all: readonly PlacedQuantity[]): string[] => [
  ...new Set(all.flatMap(({ conditions }) => conditions.flatMap(({ single, column }) => (single ? [column] : [])))),
];

function byColumn(column: string): Split {
  const own = ({ conditions }: Quantity): Condition | undefined =>
    conditions.find((condition) => condition.column === column);
  return {
    common: (quantity) =>
      JSON.stringify(
        quantityKey({ ...quantity, conditions: quantity.conditions.filter((own) => own.column !== column) }),
      ),
    parts: (whole, among) => {
      const codes = own(whole)?.codes;
      const narrower = among.filter(
        (quantity) => own(quantity) && (!codes || isProperSubset(own(quantity)?.codes ?? [], codes)),
      );
      return selectDisjoint(whole, narrower, (quantity) => own(quantity)?.codes ?? []);
    },
  };
}

function byHotline(): Split {
  return {
    common: (quantity) => JSON.stringify(quantityKey({ ...quantity, hotlines: [] })),
    parts: (whole, among) => {
      const fewer = among.filter(({ hotlines }) => isProperSubset(hotlines, whole.hotlines));
      return selectDisjoint(whole, fewer, ({ hotlines }) => hotlines);
    },
  };
}

const isProperSubset = (narrow: readonly string[], wide: readonly string[]): boolean =>
  narrow.length < wide.length && narrow.every((value) => wide.includes(value));

/**
 * Selects numbers that have nothing in common, as many as possible: the finest first, then those of the nearest page.
 */
function selectDisjoint(
  whole: PlacedQuantity,
  among: readonly PlacedQuantity[],
  values: (one: PlacedQuantity) => readonly string[],
): PlacedQuantity[] {
  const taken = new Set<string>();
  return among
    .toSorted((a, b) => values(a).length - values(b).length || pageDistance(a, whole) - pageDistance(b, whole))
    .filter((quantity) => {
      if (values(quantity).some((value) => taken.has(value))) return false;
      for (const value of values(quantity)) taken.add(value);
      return true;
    });
}

const pageDistance = (first: PlacedQuantity, other: PlacedQuantity): number => Math.abs(first.page - other.page);

function byTime(): Split {
  return {
    common: (quantity) => JSON.stringify(quantityKey({ ...quantity, from: '' as Day, to: '' as Day })),
    parts: (whole, among) => {
      const parts: PlacedQuantity[] = [];
      for (let day = whole.from; day <= whole.to; ) {
        const next = among
          .filter(({ from, to }) => from === day && to <= whole.to && (from !== whole.from || to !== whole.to))
          .toSorted((a, b) =>
            a.to < b.to ? -1 : a.to > b.to ? 1 : pageDistance(a, whole) - pageDistance(b, whole),
          )[0];
        if (!next) return [];
        parts.push(next);
        day = `${firstOfSeries(`${monthOf(next.to)}-02` as Day)}-01` as Day;
      }
      return parts;
    },
  };
}

/** Returns sums over numbers of more than one sheet, or of changed figures, in both directions. */
function sumLinks(
  all: readonly PlacedQuantity[],
  { common, parts }: Split,
  isChanged: (quantity: PlacedQuantity) => boolean,
): Inequality[] {
  return groupBy(all, common).flatMap((group) =>
    group.flatMap((whole) => {
      const partition = parts(whole, group);
      if (partition.length === 0) return [];
      if (partition.every(({ sheet }) => sheet === whole.sheet) && ![whole, ...partition].some(isChanged)) return [];
      return equal([whole], partition);
    }),
  );
}
