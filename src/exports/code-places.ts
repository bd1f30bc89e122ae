import { fold } from '../domain/codes.ts';
import { type CellFault, warning } from './cell-coding.ts';
import { type CodedList, cellValues } from './code-values.ts';
import { NOT_KNOWN, type Vocabulary } from './vocabulary.ts';

/** The states of a row, and the countries that they leave it with. */
export interface CodedPlaces {
  readonly states: readonly string[];
  readonly countries: readonly string[];
  readonly form: string;
  readonly faults: readonly CellFault[];
}

/** A territory (US-PR) lies in its own ISO 3166-1 code (PR) too. */
const liesIn = (state: string, countries: ReadonlySet<string>, groups: ReadonlyMap<string, string>): boolean =>
  countries.has(groups.get(state) ?? '') || countries.has(state.slice(state.indexOf('-') + 1));

/**
 * The states of a cell beside the row's countries. A name that several countries have is the state of the row's country; a
 * state of no country of the row is left out with a warning; where the row names no country, its countries are its states'.
 * A country nobody knows contradicts no state, and gets no company from one.
 *
 * @param countries the row's countries as coded; `unknown` among them when a country was not recognised
 */
export function codePlaces(cell: string, vocabulary: Vocabulary, column: string, countries: CodedList): CodedPlaces {
  const values = cellValues(cell, vocabulary);
  const named = new Set(countries.codes.filter((code) => code !== NOT_KNOWN));
  const faults = values.unknown.map((text) => warning('value-unknown', column, 'left out', text));
  const states = new Set<string>();
  for (const candidates of values.known.filter(([code]) => code !== NOT_KNOWN)) {
    const inside =
      named.size === 0 ? candidates : candidates.filter((state) => liesIn(state, named, vocabulary.groups));
    const [only] = inside;
    if (only !== undefined && inside.length === 1) states.add(only);
    else if (inside.length > 1)
      faults.push(warning('value-unknown', column, 'several countries have it; left out', cell));
    else faults.push(warning('state-outside-countries', column, 'left out', cell));
  }
  const theirs = new Set([...states].map((state) => vocabulary.groups.get(state) ?? ''));
  const sorted = [...states].sort();
  return {
    states: sorted,
    countries: countries.codes.length === 0 ? [...theirs].sort() : countries.codes,
    form: [...sorted, ...values.unknown.map((text) => `?${fold(text)}`).sort(), '', countries.form].join('\n'),
    faults: [...countries.faults, ...faults],
  };
}
