import { monthOf } from '../src/domain/month.ts';
import { MONTHS } from './calendar.ts';
import { LABOR_VENUES, type Margin, SEX_VENUES } from './margins.ts';
import { type Holdings, type PersonFields, type RecordedCase, type RecordedPerson, truthOf } from './records.ts';

/** A figure as the samples define it: its total and every cell, by code, without suppression. */
export interface ExpectedFigure {
  readonly total: number;
  readonly known?: number;
  readonly cells?: Margin;
}

/**
 * Returns the figures that the samples must produce, by figure id. Counts the records that the generator marked as
 * counted.
 */
export function expectedFigures(holdings: Holdings): Record<string, ExpectedFigure> {
  const signals = holdings.signals.filter(({ counted }) => counted).map(truthOf);
  const cases = holdings.cases.filter(({ counted }) => counted);
  const victims = peopleOf(holdings.victims, cases);
  const traffickers = peopleOf(holdings.traffickers, cases);
  const states = cases.map((record) => truthOf(record).states);
  return {
    signals: { total: signals.length },
    cases: { total: cases.length },
    victims: { total: victims.length },
    traffickers: { total: traffickers.length },
    'cases-by-state': {
      total: cases.length,
      known: states.filter((codes) => codes.length > 0).length,
      cells: tally(states.flat()),
    },
    'victims-by-type': figure(victims, ({ of }) => [of.type]),
    'top-labor-industries': figure(victims, ({ of }) => of.venues.filter((venue) => venue in LABOR_VENUES)),
    'top-sex-types': figure(victims, ({ of }) => of.venues.filter((venue) => venue in SEX_VENUES)),
    ...demographics('victims', victims),
    ...demographics('traffickers', traffickers),
    'signals-by-month': series(signals.map(({ received }) => monthOf(received))),
    'cases-by-month': series(cases.map((record) => monthOf(truthOf(record).opened))),
    'victims-by-month': series(victims.map(({ of }) => monthOf(of.opened))),
  };
}

interface CountedPerson {
  readonly traits: PersonFields;
  readonly of: RecordedCase['versions'][number]['fields'];
}

function peopleOf(people: readonly RecordedPerson[], cases: readonly RecordedCase[]): CountedPerson[] {
  const byId = new Map(cases.map((record) => [`${record.hotline} ${record.id}`, truthOf(record)]));
  return people
    .filter(({ counted }) => counted)
    .map((record) => {
      const traits = truthOf(record);
      const of = byId.get(`${record.hotline} ${traits.caseId}`);
      if (!of) throw new RangeError(`counted person ${record.id} names no counted case`);
      return { traits, of };
    });
}

function demographics(table: string, people: readonly CountedPerson[]): Record<string, ExpectedFigure> {
  const nationalities = ({ traits }: CountedPerson): readonly string[] =>
    traits.nationalities.length > 0 ? traits.nationalities : ['unknown'];
  return {
    [`${table}-by-gender`]: figure(people, ({ traits }) => [traits.gender]),
    [`${table}-by-nationality`]: figure(people, nationalities),
    [`${table}-by-age`]: figure(people, ({ traits }) => [traits.age]),
  };
}

const figure = (
  people: readonly CountedPerson[],
  keys: (person: CountedPerson) => readonly string[],
): ExpectedFigure => ({
  total: people.length,
  cells: tally(people.flatMap(keys)),
});

/** Lists every month of the period, as a monthly series does; a month without an event has 0. */
const series = (months: readonly string[]): ExpectedFigure => ({
  total: months.length,
  cells: { ...Object.fromEntries(MONTHS.map((month) => [month, 0])), ...tally(months) },
});

function tally(keys: readonly string[]): Margin {
  const counts = new Map<string, number>();
  for (const key of keys.toSorted()) counts.set(key, (counts.get(key) ?? 0) + 1);
  return Object.fromEntries(counts);
}
