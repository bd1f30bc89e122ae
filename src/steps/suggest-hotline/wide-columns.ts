import type { ClassifiedColumn } from './classify-columns.ts';
import { areCounts } from './guess-columns.ts';
import { words } from './heading-words.ts';
import type { ColumnJson, PartJson } from './hotline-json.ts';

/** Headings of counts of people of one gender, and of the ages that they say besides. */
const PEOPLE: readonly (readonly [heading: RegExp, gender: string, child: boolean])[] = [
  [/\b(?:boys|ninos|meninos|garcons)\b/u, 'male', true],
  [/\b(?:girls|ninas|meninas|filles)\b/u, 'female', true],
  [/\b(?:males?|men|hombres?|varon(?:es)?|masculinos?|homens?|hommes?)\b/u, 'male', false],
  [/\b(?:females?|women|mujer(?:es)?|femeninos?|femininos?|mulher(?:es)?|femmes?)\b/u, 'female', false],
  [
    /\b(?:trans(?:gender|generos?|genres?)?|non binary|no binari[oa]s?|nao binari[oa]s?|minority)\b/u,
    'gender-minority',
    false,
  ],
];

/** A column of counts of people of one gender. */
export interface GenderCount {
  readonly heading: string;
  readonly part: PartJson;
}

/**
 * Returns the columns that count people of one gender; empty if there are not at least two.
 * @param isOfAccused whether accused people, or victims
 */
export function genderCounts(all: readonly ClassifiedColumn[], isOfAccused = false): GenderCount[] {
  const own = all.filter((one) => one.isOfAccused === isOfAccused);
  const found = own.flatMap(({ column }) => {
    const people = PEOPLE.find(([heading]) => heading.test(words(column.heading)));
    return people && areCounts(column) ? [{ heading: column.heading, empty: column.empty > 0, people }] : [];
  });
  if (new Set(found.map(({ people }) => people[1])).size < 2) return [];
  const hasChildren = found.some(({ people }) => people[2]);
  return found.map(({ heading, empty, people: [, gender, isChild] }) => ({
    heading,
    part: {
      count: { heading, ...(empty && { zero: [''] }) },
      columns: {
        gender: { constant: gender },
        ...(hasChildren && { age_group: { constant: isChild ? 'minor' : 'adult' } }),
      },
    },
  }));
}

/** Returns the columns of counts whose headings are years; empty if there are not at least two. */
export function yearCounts(all: readonly ClassifiedColumn[]): GenderCount[] {
  const found = all.filter(({ column }) => /^(?:19|20)\d{2}$/u.test(column.heading) && areCounts(column));
  if (found.length < 2) return [];
  return found.map(({ column: { heading, empty } }) => ({
    heading,
    part: {
      count: { heading, ...(empty > 0 && { zero: [''] }) },
      columns: { opened_on: { constant: heading } },
    },
  }));
}

/** The columns of people that are coded. */
export type PersonColumns = Readonly<Record<string, ClassifiedColumn | undefined>>;

/** The number of a person in a heading: `victim1_age`, `Edad víctima 2`. */
const NUMBER = /(?<=^|\D)([1-9])(?=\D|$)/u;

/**
 * Returns an item for each numbered person of a row (`Edad víctima 1`, `Edad víctima 2`); empty if there are not two.
 * @param columnsOf returns the coded columns of people among some
 */
export function numberedPeople(
  all: readonly ClassifiedColumn[],
  columnsOf: (some: readonly ClassifiedColumn[]) => Readonly<Record<string, ColumnJson>>,
): PartJson[] {
  const byNumber = new Map<string, ClassifiedColumn[]>();
  for (const one of all) {
    const number = NUMBER.exec(one.column.heading)?.[1];
    if (number !== undefined) byNumber.set(number, [...(byNumber.get(number) ?? []), one]);
  }
  const parts = [...byNumber.values()].map(columnsOf).filter((columns) => Object.keys(columns).length > 0);
  return parts.length < 2 ? [] : parts.map((columns) => ({ columns }));
}
