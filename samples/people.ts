import { ANY_CARD, deal, filledDeck, type Leaning } from './apportion.ts';
import { laterMonth } from './calendar.ts';
import type * as margins from './margins.ts';
import { type Chance, itemAt } from './random.ts';
import {
  type Numbering,
  type PersonFields,
  type RecordedCase,
  type RecordedPerson,
  recordOf,
  truthOf,
} from './records.ts';

/** A case and its number of people in one table. */
export interface Household {
  readonly of: RecordedCase;
  readonly people: number;
}

/** The margins that a table's people add up to. */
export interface PeopleMargins {
  readonly gender: margins.Margin;
  readonly age: margins.Margin;
  readonly nationalities: margins.Margin;
}

/** The share of people who are first exported in a month after their case's. */
const LATE = 0.05;

/**
 * Labor cases tend to take cards from the start of a deck, sex cases from its end, so that the demographics of types
 * differ.
 */
const BY_TYPE: Leaning<RecordedCase> = {
  of: (record) => ({ labor: 0, 'sex-and-labor': 0.5, sex: 0.8 })[truthOf(record).type] ?? 0.4,
  blur: 1.1,
};

/** Returns the people of the population's cases; they add up exactly to the given margins. */
export function countedPeople(
  table: 'victims' | 'traffickers',
  households: readonly Household[],
  given: PeopleMargins,
  numbering: Numbering,
  chance: Chance,
): RecordedPerson[] {
  const cases = households.flatMap(({ of, people }) => Array.from({ length: people }, () => of));
  const genders = deal(filledDeck(given.gender, cases.length, 'unknown'), cases, BY_TYPE, chance);
  const ages = deal(filledDeck(given.age, cases.length, 'unknown'), cases, BY_TYPE, chance);
  const nationalities = deal(filledDeck(given.nationalities, cases.length, ''), cases, ANY_CARD, chance);
  return cases.map((of, at) =>
    person(table, of, numbering, chance, {
      gender: itemAt(genders, at),
      age: itemAt(ages, at),
      nationalities: itemAt(nationalities, at).split('+').filter(Boolean),
    }),
  );
}

/** Returns one to three people of a case that does not count. */
export function uncountedPeople(
  table: 'victims' | 'traffickers',
  of: RecordedCase,
  numbering: Numbering,
  chance: Chance,
): RecordedPerson[] {
  return Array.from({ length: 1 + chance.below(3) }, () =>
    person(table, of, numbering, chance, {
      gender: chance.pick(['male', 'female', 'female', 'unknown']),
      age: chance.pick(['adult', 'adult', 'minor', 'unknown']),
      nationalities: chance.pick([['MX'], ['MX'], ['US'], ['GT'], []]),
    }),
  );
}

function person(
  table: 'victims' | 'traffickers',
  of: RecordedCase,
  numbering: Numbering,
  chance: Chance,
  traits: Omit<PersonFields, 'caseId'>,
): RecordedPerson {
  const first = itemAt(of.versions, 0).month;
  const month = chance.happens(LATE) ? laterMonth(first, 1 + chance.below(2)) : first;
  const id = numbering.next(of.hotline, table, truthOf(of).opened);
  return recordOf(of.hotline, id, of.counted, month, { caseId: of.id, ...traits });
}
