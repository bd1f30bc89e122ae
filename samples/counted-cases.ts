import type { Day, Month } from '../src/domain/month.ts';
import { ANY_CARD, apportion, deal, deckOf, groupSizes, pickSum, pickUpTo } from './apportion.ts';
import { MONTHS, someDayOf } from './calendar.ts';
import * as margins from './margins.ts';
import { type Chance, itemAt } from './random.ts';
import type { Hotline } from './records.ts';

/** A case of the population that has no id yet: its content, and how many people it has. */
export interface CaseDraft {
  readonly opened: Day;
  readonly hotline: Hotline;
  readonly type: string;
  victims: number;
  traffickers: number;
  venues: string[];
  states: string[];
  countries: string[];
}

/**
 * Returns the 727 cases of the population, ordered by their opening date. They add up exactly to the margins of
 * margins.ts.
 */
export function countedCases(chance: Chance): CaseDraft[] {
  const drafts = openedCases(chance);
  giveVictims(drafts, chance);
  giveTraffickers(drafts, chance);
  giveVenues(drafts, ['labor', 'sex-and-labor'], margins.LABOR_VENUES, chance);
  giveVenues(drafts, ['sex', 'sex-and-labor'], margins.SEX_VENUES, chance);
  giveStates(drafts, chance);
  for (const draft of drafts) draft.countries = countriesOf(draft, chance);
  return drafts;
}

function openedCases(chance: Chance): CaseDraft[] {
  const months: readonly Month[] = MONTHS.slice(1);
  const perMonth = apportion(margins.CASES, margins.SIGNALS_BY_MONTH);
  const days = months
    .flatMap((month, at) => Array.from({ length: itemAt(perMonth, at) }, () => someDayOf(month, chance)))
    .sort();
  const nhth = chance.shuffle(days.map((_, at) => at < margins.CASES_OF_NHTH));
  const types = deal(deckOf(margins.CASES_BY_TYPE), days, ANY_CARD, chance);
  return days.map((opened, at) => ({
    opened,
    hotline: nhth[at] ? 'nhth' : 'linea-nacional',
    type: itemAt(types, at),
    victims: 0,
    traffickers: 0,
    venues: [],
    states: [],
    countries: [],
  }));
}

function giveVictims(drafts: readonly CaseDraft[], chance: Chance): void {
  for (const [type, total] of Object.entries(margins.VICTIMS_BY_TYPE)) {
    const ofType = drafts.filter((draft) => draft.type === type);
    groupSizes(total, ofType.length, chance).forEach((size, at) => {
      itemAt(ofType, at).victims = size;
    });
  }
}

function giveTraffickers(drafts: readonly CaseDraft[], chance: Chance): void {
  groupSizes(margins.TRAFFICKERS, drafts.length, chance).forEach((size, at) => {
    itemAt(drafts, at).traffickers = size;
  });
}

/**
 * The share of a venue's victims whose case also has another venue, and the share of cases without victims that name a
 * venue.
 */
const SHARED = 0.08;
const NAMED_WITHOUT_VICTIMS = 0.3;

function giveVenues(drafts: CaseDraft[], types: readonly string[], margin: margins.Margin, chance: Chance): void {
  const codes = Object.keys(margin);
  const eligible = drafts.filter((draft) => types.includes(draft.type));
  const ofKind = (draft: CaseDraft): boolean => draft.venues.some((venue) => codes.includes(venue));
  for (const [venue, target] of Object.entries(margin)) {
    const shared = pickUpTo(chance.shuffle(eligible.filter(ofKind)), victimsOf, Math.floor(target * SHARED));
    const open = target - shared.reduce((sum, draft) => sum + draft.victims, 0);
    const free = largeFirst(
      eligible.filter((draft) => !ofKind(draft)),
      chance,
    );
    for (const draft of [...shared, ...pickSum(free, victimsOf, open)]) draft.venues.push(venue);
  }
  for (const draft of eligible)
    if (draft.victims === 0 && chance.happens(NAMED_WITHOUT_VICTIMS)) draft.venues.push(chance.pick(codes));
}

const victimsOf = (draft: CaseDraft): number => draft.victims;

const largeFirst = (drafts: readonly CaseDraft[], chance: Chance): CaseDraft[] =>
  drafts
    .map((draft) => ({ draft, rank: draft.victims ** 0.5 * chance.next() }))
    .sort((one, other) => other.rank - one.rank)
    .map(({ draft }) => draft);

/**
 * Assigns the known states: the first state of a case tends to be in its hotline's country, further ones are random.
 */
function giveStates(drafts: readonly CaseDraft[], chance: Chance): void {
  const known = chance.shuffle(drafts).slice(0, margins.CASES_WITH_STATE);
  const places = chance.shuffle(deckOf(margins.CASES_BY_STATE));
  const firsts = places.slice(0, known.length);
  const deck = [
    ...firsts.filter((state) => state.startsWith('US')),
    ...firsts.filter((state) => state.startsWith('MX')),
  ];
  const leaning = { of: (draft: CaseDraft) => (draft.hotline === 'nhth' ? 0 : 1), blur: 1.2 };
  deal(deck, known, leaning, chance).forEach((state, at) => {
    itemAt(known, at).states.push(state);
  });
  for (const state of places.slice(known.length)) {
    const other = chance.shuffle(known).find((draft) => draft.states.length < 3 && !draft.states.includes(state));
    if (!other) throw new RangeError(`no case can take a further place in ${state}`);
    other.states.push(state);
  }
}

function countriesOf(draft: CaseDraft, chance: Chance): string[] {
  const ofStates = [...new Set(draft.states.map((state) => state.slice(0, 2)))];
  if (ofStates.length === 0) return chance.pick(COUNTRIES_WITHOUT_STATE[draft.hotline]);
  return chance.happens(0.015) ? [...ofStates, 'GT'] : ofStates;
}

const COUNTRIES_WITHOUT_STATE: Readonly<Record<Hotline, string[][]>> = {
  nhth: [['US'], ['US'], ['US'], ['US'], ['US'], ['MX'], ['US', 'MX']],
  'linea-nacional': [['MX'], ['MX'], ['MX'], ['MX'], ['MX', 'US'], ['US']],
};
