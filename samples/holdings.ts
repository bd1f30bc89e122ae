import { monthOf } from '../src/domain/month.ts';
import { laterMonth } from './calendar.ts';
import { correct } from './corrections.ts';
import { type CaseDraft, countedCases } from './counted-cases.ts';
import * as margins from './margins.ts';
import { casesOutside, orphans, peopleOutside, signalsOutside } from './outside.ts';
import { linkToCopiesOutside, nameNobody, pairsOutside, partnerCopies } from './partners.ts';
import { countedPeople } from './people.ts';
import { dropLeadingZeros, plantUnknownValues, repeatRows, tellEveryModalidad } from './planted.ts';
import { type Chance, chanceOf, itemAt } from './random.ts';
import { type Holdings, Numbering, type RecordedCase, type RecordedPerson, recordOf } from './records.ts';
import { casesOfMonth, countedSignals } from './signals.ts';

/** The share of cases that are first exported in the month after their opening. */
const LATE = 0.04;

/**
 * Returns everything both hotlines recorded, with every version: the population, at exactly the published figures; then
 * records that must not count; then corrections and messy input. None of these changes a figure.
 */
export function recordedHoldings(seed: number): Holdings {
  const chance = chanceOf(seed);
  const numbering = new Numbering();
  const drafts = countedCases(chance);
  const counted = drafts.map((draft) => recordedCase(draft, numbering, chance));
  const copies = partnerCopies(counted, numbering, chance);
  const pairs = pairsOutside(numbering, chance);
  const outside = [...copies, ...pairs, ...casesOutside(numbering, chance)];
  nameNobody(counted, chance);
  const cases = [...counted, ...outside];
  const ofMonth = casesOfMonth(cases);
  const holdings: Holdings = {
    cases,
    signals: [...countedSignals(ofMonth, numbering, chance), ...signalsOutside(ofMonth, numbering, chance)],
    victims: people('victims', drafts, counted, cases, numbering, chance),
    traffickers: people('traffickers', drafts, counted, cases, numbering, chance),
  };
  dropLeadingZeros(holdings.victims, chance);
  plantUnknownValues(holdings, chance);
  tellEveryModalidad(holdings);
  correct(holdings, chance);
  linkToCopiesOutside(pairs, counted);
  repeatRows(holdings, chance);
  return holdings;
}

function recordedCase(draft: CaseDraft, numbering: Numbering, chance: Chance): RecordedCase {
  const { opened, hotline, type, venues, states, countries } = draft;
  const id = numbering.next(hotline, 'cases', opened);
  const month = chance.happens(LATE) ? laterMonth(monthOf(opened), 1) : monthOf(opened);
  return recordOf(hotline, id, true, month, { opened, type, venues, states, countries, mexico: true, partner: '' });
}

function people(
  table: 'victims' | 'traffickers',
  drafts: readonly CaseDraft[],
  counted: readonly RecordedCase[],
  cases: readonly RecordedCase[],
  numbering: Numbering,
  chance: Chance,
): RecordedPerson[] {
  const households = counted.map((of, at) => ({ of, people: itemAt(drafts, at)[table] }));
  const given =
    table === 'victims'
      ? {
          gender: margins.VICTIMS_BY_GENDER,
          age: margins.VICTIMS_BY_AGE,
          nationalities: margins.VICTIMS_BY_NATIONALITIES,
        }
      : {
          gender: margins.TRAFFICKERS_BY_GENDER,
          age: margins.TRAFFICKERS_BY_AGE,
          nationalities: margins.TRAFFICKERS_BY_NATIONALITIES,
        };
  return [
    ...countedPeople(table, households, given, numbering, chance),
    ...peopleOutside(table, cases.slice(counted.length), numbering, chance),
    ...orphans(table, cases, numbering, chance),
  ];
}
