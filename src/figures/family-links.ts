import { REMAINDER } from '../domain/family.ts';
import { disjointSums, sharingMembers } from './disjoint-members.ts';
import { equal, groupBy, notLess, type PlacedQuantity, quantityKey } from './linked-page.ts';
import { memberColumn } from './population.ts';
import type { Quantity } from './quantities.ts';
import type { Inequality } from './reader-solver.ts';

/**
 * Builds what readers of a family know besides `sheetLinks`: how the main sheet and its members add up, that a number is the
 * same wherever a page of a member shows it, and that no record has two codes of a column with one value.
 *
 * With one code for each record, the members add up to the main sheet, less the records without a code. If records may have
 * several codes, or none, a map of them says so: then the members have at least the records that the map does not count
 * as unknown, and at most all if every hotline enters one value. Members whose maps show that they share no record have at
 * most all, too. Without a map, as everywhere, the caller removes what is
 * not true: this attacker knows then for which numbers there are such records.
 * @param truthOf the exact value of a variable
 */
export function familyLinks(all: readonly PlacedQuantity[], truthOf: (variable: number) => number): Inequality[] {
  const own = all.filter(({ family }) => family !== undefined);
  return [
    ...groupBy(own, ({ family, month }) => `${family?.id} ${month}`).flatMap((edition) => familySums(edition, truthOf)),
    ...sameOnMembers(own),
    ...own.filter(isOfNoRecord).map((quantity) => notLess([], [quantity])),
  ];
}

/** Whether a number counts records that cannot exist: of one type and another. */
export const isOfNoRecord = ({ conditions }: Quantity): boolean => conditions.some(({ codes }) => codes.length === 0);

const nameKey = ({ figure, breakdown, name }: PlacedQuantity): string => JSON.stringify([figure, breakdown, name]);

/**
 * Returns the sums of the editions of one month: with the first and with the last revision of each member, because a
 * correction makes new revisions only for the sheets that it changes.
 */
function familySums(all: readonly PlacedQuantity[], truthOf: (variable: number) => number): Inequality[] {
  const maps = placeCounts(all);
  const sharing = sharingMembers(all, truthOf);
  return groupBy(all, nameKey).flatMap((numbers) => {
    const mains = numbers.filter(({ member }) => member === undefined);
    const members = groupBy(
      numbers.filter(({ member }) => member !== undefined),
      ({ member }) => member ?? '',
    );
    if (members.length === 0) return [];
    const [first, last] = [members.flatMap((pages) => pages[0] ?? []), members.flatMap((pages) => pages.at(-1) ?? [])];
    const variants = first.every((quantity, index) => quantity === last[index]) ? [last] : [first, last];
    return mains.flatMap((main) =>
      variants.flatMap((parts) => [
        ...atMost(main, parts, maps),
        ...(isMulti(main) ? disjointSums(ofKnownPlace(main, maps), parts, sharing, truthOf) : []),
        ...atLeast(main, parts, maps, truthOf),
      ]),
    );
  });
}

/** In a map of the main sheet by the family's dimension: all records, and those with a code. */
interface PlaceCount {
  readonly total: PlacedQuantity;
  readonly known: PlacedQuantity;
}

const placeCounts = (all: readonly PlacedQuantity[]): PlaceCount[] =>
  all.flatMap((known) => {
    if (known.member !== undefined || !('known' in known.name) || known.breakdown !== `${known.family?.by}/`) return [];
    const isTotal = ({ page, figure, name }: PlacedQuantity): boolean =>
      page === known.page && figure === known.figure && 'total' in name;
    const total = all.find(isTotal);
    return total ? [{ total, known }] : [];
  });

/** Returns how many records of the main sheet may have a member: of a total that a map divides, those of known place. */
const ofKnownPlace = (main: PlacedQuantity, maps: readonly PlaceCount[]): PlacedQuantity =>
  maps.find(({ total }) => total.page === main.page && total.variable === main.variable)?.known ?? main;

const isMulti = ({ family }: PlacedQuantity): boolean => family !== undefined && memberColumn(family).multi;

function atMost(main: PlacedQuantity, parts: readonly PlacedQuantity[], maps: readonly PlaceCount[]): Inequality[] {
  const mayRepeat = isMulti(main) && maps.length > 0 && maps.every(({ known }) => !known.oneEach);
  return mayRepeat ? [] : [notLess([main], parts)];
}

function atLeast(
  main: PlacedQuantity,
  parts: readonly PlacedQuantity[],
  maps: readonly PlaceCount[],
  truthOf: (variable: number) => number,
): Inequality[] {
  const members = parts.filter(({ member }) => member !== REMAINDER);
  const together = members.length < parts.length ? [notLess(parts, [main])] : [];
  if (!isMulti(main) || maps.length === 0) return [...together, notLess(members, [main])];
  const own = maps.find(({ known }) => known.table === main.table && known.page === main.page);
  if (own) return [...together, notLess([...members, own.total], [main, own.known])];
  const haveAll = maps.every(({ total, known }) => truthOf(total.variable) === truthOf(known.variable));
  return haveAll ? [...together, notLess(members, [main])] : together;
}

/** A page shows some numbers twice: the map of a state's page also has that state. */
const sameOnMembers = (all: readonly PlacedQuantity[]): Inequality[] =>
  groupBy(
    all.filter(({ member }) => member !== undefined),
    (quantity) => JSON.stringify([quantity.page, quantityKey(quantity)]),
  ).flatMap(([first, ...others]) =>
    others.flatMap((other) => (first && first.variable !== other.variable ? equal([first], [other]) : [])),
  );
