import type { ClassifiedColumn } from './classify-columns.ts';
import { areCounts } from './guess-columns.ts';
import { words } from './heading-words.ts';
import type { ColumnJson, PartJson } from './hotline-json.ts';

/** Words in headings of counts of people, by gender. */
const GENDERS: readonly (readonly [gender: string, heading: RegExp])[] = [
  ['male', /\b(?:boys|ninos|meninos|garcons|males?|men|hombres?|varon(?:es)?|masculinos?|homens?|hommes?)\b/u],
  [
    'female',
    /\b(?:girls|ninas|meninas|filles|females?|women|mujer(?:es)?|femeninos?|femininos?|mulher(?:es)?|femmes?)\b/u,
  ],
  [
    'gender-minority',
    /\b(?:trans(?:gender|generos?|genres?)?|non binary|no binari[oa]s?|nao binari[oa]s?|minority)\b/u,
  ],
];
const CHILDREN =
  /\b(?:boys|girls|ninos|ninas|meninos|meninas|garcons|filles|menores|minors|children|criancas|enfants|mineur[es]?s?|nna)\b/u;
const ADULTS = /\b(?:adult[oae]?s?|mayores de edad|maiores de idade|majeurs)\b/u;

/** The people that a column counts, as its heading says. */
interface Counted {
  /** Null if it says none, or several. */
  readonly gender: string | null;
  readonly age: 'minor' | 'adult' | null;
}

/** Returns which people a heading of counts means; null if it says neither gender nor age. */
function countedPeople(heading: string): Counted | null {
  const text = words(heading);
  const [gender = null, ...others] = GENDERS.flatMap(([code, pattern]) => (pattern.test(text) ? [code] : []));
  const age = CHILDREN.test(text) ? 'minor' : ADULTS.test(text) ? 'adult' : null;
  if (gender === null && age === null) return null;
  return { gender: others.length > 0 ? null : gender, age };
}

/** A column of counts of people of one gender. */
export interface GenderCount {
  readonly heading: string;
  readonly part: PartJson;
}

/**
 * Returns the columns that count people of one gender or age; empty if there are not at least two.
 * @param isOfAccused whether accused people, or victims
 */
export function genderCounts(all: readonly ClassifiedColumn[], isOfAccused = false): GenderCount[] {
  const own = all.filter((one) => one.isOfAccused === isOfAccused);
  const counted = own.flatMap(({ column }) => {
    const people = countedPeople(column.heading);
    return people && areCounts(column) ? [{ heading: column.heading, empty: column.empty > 0, people }] : [];
  });
  const found = withoutSecondMargin(counted);
  if (new Set(found.map(({ people }) => `${people.gender} ${people.age}`)).size < 2) return [];
  const hasAges = found.some(({ people }) => people.age !== null);
  return found.map(({ heading, empty, people: { gender, age } }) => ({
    heading,
    part: {
      count: { heading, ...(empty && { zero: [''] }) },
      columns: {
        ...(gender !== null && { gender: { constant: gender } }),
        ...(hasAges && { age_group: { constant: age ?? 'adult' } }),
      },
    },
  }));
}

/** Men, women, adults and minors are the same people twice: only the columns by gender are counted. */
function withoutSecondMargin<Column extends { readonly people: Counted }>(all: readonly Column[]): readonly Column[] {
  const isOnly = (key: keyof Counted, other: keyof Counted): boolean =>
    all.some(({ people }) => people[key] !== null && people[other] === null);
  const hasAdults = all.some(({ people }) => people.gender === null && people.age === 'adult');
  return isOnly('gender', 'age') && hasAdults ? all.filter(({ people }) => people.gender !== null) : all;
}

/** Whether one of the columns counts minors beside men and women, without their gender. */
export const countsMinorsApart = (counts: readonly GenderCount[]): boolean =>
  counts.some(({ part }) => part.columns.gender === undefined) &&
  counts.some(({ part }) => part.columns.gender !== undefined);

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
