import { fold } from '../../domain/codes.ts';
import type { ProblemCode } from '../../domain/problem.ts';
import { isAbbreviation, NOT_KNOWN, type Vocabulary } from '../../domain/vocabulary.ts';
import type { FixedDetail } from '../problems/detail-texts.ts';
import { type CellProblem, warning } from './cell-coding.ts';
import { type CodedList, cellValues } from './code-values.ts';

/** The states of a row, and its countries after the states are coded. */
export interface CodedPlaces {
  readonly states: readonly string[];
  readonly countries: readonly string[];
  readonly form: string;
  readonly problems: readonly CellProblem[];
}

/** The states that ISO 3166-1 also lists as countries, under the end of their code: US-PR is PR, but US-CA is not CA. */
const TERRITORIES: ReadonlySet<string> = new Set([
  ...['US-AS', 'US-GU', 'US-MP', 'US-PR', 'US-UM', 'US-VI', 'CN-HK', 'CN-MO', 'CN-TW', 'NL-AW', 'NL-CW', 'NL-SX'],
  ...['FR-BL', 'FR-GF', 'FR-GP', 'FR-MF', 'FR-MQ', 'FR-NC', 'FR-PF', 'FR-PM', 'FR-RE', 'FR-TF', 'FR-WF', 'FR-YT'],
]);

/** Whether a state belongs to one of the countries; a territory also belongs to the country that it is itself. */
const belongsTo = (state: string, countries: ReadonlySet<string>, groups: ReadonlyMap<string, string>): boolean =>
  countries.has(groups.get(state) ?? '') || (TERRITORIES.has(state) && countries.has(state.slice(3)));

/**
 * Codes the states of a cell together with the row's countries.
 *
 * - A name that states of several countries share means the state of the row's country.
 * - A state that is in none of the row's countries is omitted with a warning.
 * - If the row names no country, its countries are those of the states that are written in full.
 * - An abbreviation does not add a country (NE may be Nebraska, or "not specified"). If the row has no country at all,
 *   the state is included with a warning.
 * - An unknown country does not contradict any state, and no state adds a country to it.
 *
 * @param countries the row's countries as coded; includes `unknown` if a country was not recognised
 */
export function codePlaces(cell: string, vocabulary: Vocabulary, column: string, countries: CodedList): CodedPlaces {
  const values = cellValues(cell, vocabulary);
  const named = countries.codes.filter((code) => code !== NOT_KNOWN);
  const written = values.known
    .map((candidates, at) => ({ candidates, isShort: isAbbreviation(vocabulary, values.labels[at] ?? '') }))
    .filter(({ candidates: [code] }) => code !== NOT_KNOWN);
  const inFull = statesIn(candidatesOf(written, false), named, vocabulary.groups);
  const filled = countriesOf(inFull.states, vocabulary.groups);
  const short = statesIn(candidatesOf(written, true), named.length > 0 ? named : filled, vocabulary.groups);
  const isAlone = countries.codes.length === 0 && filled.length === 0 && short.states.size > 0;
  const sorted = [...new Set([...inFull.states, ...short.states])].sort();
  return {
    states: sorted,
    countries: countries.codes.length === 0 ? filled : countries.codes,
    form: [...sorted, ...values.unknown.map((text) => `?${fold(text)}`).sort(), '', ...filled, countries.form].join(
      '\n',
    ),
    problems: [
      ...countries.problems,
      ...values.unknown.map((text) => warning('value-unknown', column, 'left out', text)),
      ...[...inFull.problems, ...short.problems].map(({ code, detail }) => warning(code, column, detail, cell)),
      ...(isAlone ? [warning('state-outside-countries', column, ALONE, cell)] : []),
    ],
  };
}

const ALONE = 'abbreviated, and the row names no country: no country is filled in';

/** A problem of a state. */
interface StateProblem {
  readonly code: ProblemCode;
  readonly detail: FixedDetail;
}

interface Written {
  readonly candidates: readonly string[];
  readonly isShort: boolean;
}

const candidatesOf = (written: readonly Written[], areShort: boolean): (readonly string[])[] =>
  written.filter(({ isShort }) => isShort === areShort).map(({ candidates }) => candidates);

const countriesOf = (states: Iterable<string>, groups: ReadonlyMap<string, string>): string[] =>
  [...new Set(Array.from(states, (state) => groups.get(state) ?? ''))].sort();

/** Chooses for each value the one state that is in the countries. If no country is named, every state is acceptable. */
function statesIn(
  values: readonly (readonly string[])[],
  countries: readonly string[],
  groups: ReadonlyMap<string, string>,
): { states: Set<string>; problems: StateProblem[] } {
  const named = new Set(countries);
  const states = new Set<string>();
  const problems: StateProblem[] = [];
  for (const candidates of values) {
    const inside = named.size === 0 ? candidates : candidates.filter((state) => belongsTo(state, named, groups));
    const [only] = inside;
    if (only !== undefined && inside.length === 1) states.add(only);
    else if (inside.length > 1) problems.push({ code: 'value-unknown', detail: 'several countries have it; left out' });
    else problems.push({ code: 'state-outside-countries', detail: 'left out' });
  }
  return { states, problems };
}
