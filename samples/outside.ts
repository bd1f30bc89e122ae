import type { Day, Month } from '../src/domain/month.ts';
import { day, MONTHS, month, PERIOD_START, someDayOf } from './calendar.ts';
import { uncountedPeople } from './people.ts';
import type { Chance } from './random.ts';
import {
  type CaseFields,
  HOTLINES,
  type Holdings,
  type Hotline,
  type Numbering,
  type RecordedCase,
  recordOf,
} from './records.ts';
import { type CasesOfMonth, signalOf } from './signals.ts';

const SEPTEMBER = month('2015-09');

/** Returns a case that counts nowhere. Its content is random except for the given fields. */
export function uncountedCase(
  hotline: Hotline,
  opened: Day,
  exported: Month,
  numbering: Numbering,
  chance: Chance,
  given: Partial<CaseFields>,
): RecordedCase {
  const type = chance.pick(['labor', 'labor', 'sex', 'sex', 'sex-and-labor', 'other']);
  const venues = type === 'labor' ? ['agriculture', 'begging', 'construction'] : ['residence', 'street', 'online'];
  const home = hotline === 'nhth' ? ['US'] : ['MX'];
  const fields: CaseFields = {
    opened,
    type,
    venues: type === 'other' || chance.happens(0.5) ? [] : [chance.pick(venues)],
    states: [],
    countries: home,
    mexico: true,
    partner: '',
    ...given,
  };
  return recordOf(hotline, numbering.next(hotline, 'cases', opened), false, exported, fields);
}

/**
 * Cases outside the population: without a nexus with Mexico, with exploitation elsewhere or in no known place, or too
 * early.
 */
export function casesOutside(numbering: Numbering, chance: Chance): RecordedCase[] {
  return HOTLINES.flatMap((hotline) => [
    ...casesOf(hotline, 52, numbering, chance, () => ({ mexico: false })),
    ...casesOf(hotline, 18, numbering, chance, () => ({ countries: chance.pick(ELSEWHERE) })),
    ...casesOf(hotline, 4, numbering, chance, () => ({ countries: [] })),
    ...Array.from({ length: 12 }, () => {
      const early = day(`2015-09-${String(1 + chance.below(29)).padStart(2, '0')}`);
      return uncountedCase(hotline, early, SEPTEMBER, numbering, chance, {});
    }),
    ...Array.from({ length: 3 }, () =>
      uncountedCase(hotline, PERIOD_START, SEPTEMBER, numbering, chance, { mexico: false }),
    ),
  ]);
}

const ELSEWHERE = [['GT'], ['HN'], ['SV'], ['CA'], ['ES'], ['GT', 'HN']];

function casesOf(
  hotline: Hotline,
  count: number,
  numbering: Numbering,
  chance: Chance,
  given: () => Partial<CaseFields>,
): RecordedCase[] {
  return Array.from({ length: count }, () => {
    const opened = someDayOf(chance.pick(MONTHS.slice(1)), chance);
    return uncountedCase(hotline, opened, month(opened.slice(0, 7)), numbering, chance, given());
  });
}

/** Signals that do not count: not related to trafficking, with a nexus elsewhere, or received before the period. */
export function signalsOutside(cases: CasesOfMonth, numbering: Numbering, chance: Chance): Holdings['signals'] {
  const later = (): Month => chance.pick(MONTHS.slice(1));
  return HOTLINES.flatMap((hotline) => [
    ...Array.from({ length: 95 }, () =>
      signalOf(hotline, later(), false, cases, numbering, chance, { related: false, mexico: chance.happens(0.5) }),
    ),
    ...Array.from({ length: 85 }, () => signalOf(hotline, later(), false, cases, numbering, chance, { mexico: false })),
    ...Array.from({ length: 12 }, () => {
      const received = day(`2015-09-${String(1 + chance.below(29)).padStart(2, '0')}`);
      return signalOf(hotline, SEPTEMBER, false, cases, numbering, chance, { received });
    }),
    ...Array.from({ length: 4 }, () =>
      signalOf(hotline, SEPTEMBER, false, cases, numbering, chance, { received: PERIOD_START, related: false }),
    ),
  ]);
}

/** People of cases that do not count. In September 2015 the people tables are empty, except the victims of nhth. */
export function peopleOutside(
  table: 'victims' | 'traffickers',
  cases: readonly RecordedCase[],
  numbering: Numbering,
  chance: Chance,
): Holdings['victims'] {
  return cases
    .filter((record) => record.versions[0]?.month !== SEPTEMBER || (table === 'victims' && record.hotline === 'nhth'))
    .filter(() => chance.happens(0.8))
    .flatMap((record) => uncountedPeople(table, record, numbering, chance));
}

/**
 * People whose case their hotline does not hold: some name a case of the other hotline, some a case that does not
 * exist.
 */
export function orphans(
  table: 'victims' | 'traffickers',
  cases: readonly RecordedCase[],
  numbering: Numbering,
  chance: Chance,
): Holdings['victims'] {
  const held = new Set(cases.map((record) => `${record.hotline} ${record.id}`));
  return HOTLINES.flatMap((hotline) => {
    const foreign = cases.filter((record) => record.hotline !== hotline && !held.has(`${hotline} ${record.id}`));
    return Array.from({ length: 7 }, (_, at) => {
      const opened = someDayOf(chance.pick(MONTHS.slice(2)), chance);
      const caseId = at < 4 ? chance.pick(foreign).id : `0099${String(1000 + chance.below(9000))}`;
      return recordOf(hotline, numbering.next(hotline, table, opened), false, month(opened.slice(0, 7)), {
        caseId,
        gender: chance.pick(['male', 'female']),
        age: 'adult',
        nationalities: ['MX'],
      });
    });
  });
}
