import { type CodeListName, type CodeLists, fold } from '../../domain/codes.ts';
import { monthNumber } from '../../domain/month-names.ts';
import type { SampleColumn } from '../../exports/survey/survey-text.ts';
import { areCounts, type CodedGuess, guessCodes, hasFewSpellings, isUnique } from './guess-columns.ts';
import { type DateGuess, guessDates } from './guess-dates.ts';
import { type FlagGuess, guessFlag } from './guess-words.ts';
import { isOfAccused, isTotal, type Meaning, meaningsOf, type Role, roleOf } from './heading-words.ts';

/** What a column of a sample most likely contains. */
export type Content =
  | { readonly is: 'date'; readonly dates: DateGuess }
  | { readonly is: 'year'; readonly dates: DateGuess }
  | { readonly is: 'birth'; readonly dates: DateGuess }
  | { readonly is: 'month' | 'count' | 'nothing' }
  | { readonly is: 'id'; readonly isNamed: boolean }
  | { readonly is: 'flag'; readonly flag: FlagGuess }
  | { readonly is: 'role'; readonly roles: ReadonlyMap<string, Role | null> }
  | { readonly is: 'codes'; readonly coded: CodedGuess; readonly meaning: Meaning | null };

/** A column of a sample with its content. */
export interface ClassifiedColumn {
  readonly column: SampleColumn;
  readonly content: Content;
  /** Whether it is about an accused person. */
  readonly isOfAccused: boolean;
  /** Whether a person named it for a column of codes. */
  readonly isGiven: boolean;
}

/** The code list of each meaning that has one. */
const LISTS: Partial<Record<Meaning, CodeListName>> = {
  gender: 'gender',
  age: 'age',
  nationality: 'country',
  country: 'country',
  state: 'state',
  type: 'type',
  venue: 'venue',
  channel: 'channel',
};

/** Lists that a column without a known heading may have. Ages are numbers, which may be anything. */
const BY_CONTENT: readonly CodeListName[] = ['gender', 'type', 'channel', 'state', 'country', 'venue'];
/** A column without a known heading needs this share of known cells. */
const SURE = 0.8;
/** "Estado" and "region" have other meanings too. */
const SOME = 0.2;
const STATES_ONLY = /\b(?:province|provincia|departamento|entidad|uf)\b/u;

/** The meaning of each column of facts that has codes. */
const MEANING_OF: Readonly<Record<string, Meaning>> = {
  gender: 'gender',
  age_group: 'age',
  nationalities: 'nationality',
  countries: 'country',
  states: 'state',
  trafficking_type: 'type',
  venues: 'venue',
  channel: 'channel',
};

/**
 * Classifies a column by its heading and its cells, unless a person named it.
 *
 * @param answers headings by column of facts, such as `victims.gender`
 */
export function classify(
  column: SampleColumn,
  lists: CodeLists,
  answers: ReadonlyMap<string, string>,
): ClassifiedColumn {
  const place = [...answers].find(([, heading]) => fold(heading) === fold(column.heading))?.[0];
  const [table, name = ''] = place?.split('.') ?? [];
  const meaning = MEANING_OF[name];
  const list = meaning && LISTS[meaning];
  if (!meaning || !list)
    return { column, content: contentOf(column, lists), isOfAccused: isOfAccused(column.heading), isGiven: false };
  const content = { is: 'codes', coded: guessCodes(column, list, lists), meaning } as const;
  return { column, content, isOfAccused: table === 'traffickers', isGiven: true };
}

function contentOf(column: SampleColumn, lists: CodeLists): Content {
  const meanings = meaningsOf(column.heading);
  if (column.cells.size === 0) return { is: 'nothing' };
  if (isCount(column, meanings)) return { is: 'count' };
  const flag = guessFlag(column);
  if (flag) return { is: 'flag', flag };
  return (
    dateContent(column, meanings) ??
    roleContent(column, meanings) ??
    codesContent(column, meanings, lists) ??
    idOf(column, meanings)
  );
}

/** A number that differs in every row is more likely the number of a case than a count, unless the heading says what. */
function isCount(column: SampleColumn, meanings: readonly Meaning[]): boolean {
  if (!meanings.includes('count') || !areCounts(column)) return false;
  return !(meanings.includes('id') && isUnique(column) && column.cells.size > 5);
}

function dateContent(column: SampleColumn, meanings: readonly Meaning[]): Content | null {
  if (meanings.includes('month') && isOfMonths(column)) return { is: 'month' };
  const dates = guessDates(column);
  if (meanings.includes('birth')) return dates ? { is: 'birth', dates } : null;
  const isYear = dates?.formats.includes('YYYY') ?? false;
  const isNumber = isYear || (dates?.formats.includes('YYYYMMDD') ?? false);
  if (!dates || (isNumber && !meanings.includes('year') && !meanings.includes('date'))) return null;
  return { is: isYear ? 'year' : 'date', dates };
}

/** A total of a month, below its rows, is left out as a total. */
function isOfMonths({ cells }: SampleColumn): boolean {
  const texts = [...cells.keys()].filter((text) => !isTotal(text));
  return texts.length > 0 && texts.every(isMonth);
}

const isMonth = (text: string): boolean => monthNumber(text) !== null || /^(?:0?[1-9]|1[0-2])$/u.test(text);

/** A person who calls may be a victim too, so most texts must be roles where the heading does not say that they are. */
function roleContent(column: SampleColumn, meanings: readonly Meaning[]): Content | null {
  if (!hasFewSpellings(column)) return null;
  const roles = new Map([...column.cells.keys()].map((text) => [text, roleOf(text, column.heading)] as const));
  const known = [...roles.values()].filter((role) => role !== null).length;
  const isRole = known > 0 && (meanings.includes('role') || known * 2 >= roles.size);
  return isRole ? { is: 'role', roles } : null;
}

function codesContent(column: SampleColumn, meanings: readonly Meaning[], lists: CodeLists): Content | null {
  for (const meaning of meanings) {
    const list = LISTS[meaning];
    if (!list) continue;
    const coded = guessCodes(column, list, lists);
    const isState = meaning !== 'state' || coded.known >= SOME || STATES_ONLY.test(fold(column.heading));
    if (isState && (coded.known >= SOME || hasFewSpellings(column))) return { is: 'codes', coded, meaning };
  }
  if (!hasFewSpellings(column) || meanings.includes('id')) return null;
  const guesses = BY_CONTENT.map((list) => guessCodes(column, list, lists));
  const best = guesses.reduce((one, other) => (other.known > one.known ? other : one));
  return best.known >= SURE ? { is: 'codes', coded: best, meaning: null } : null;
}

/** Text that looks like an id: one word, with a digit, but not a number with decimals. */
const ID = /^(?!\d+[.,]\d+$)[^\s]*\d[^\s]*$/u;

function idOf(column: SampleColumn, meanings: readonly Meaning[]): Content {
  const areIds = [...column.cells.keys()].every((text) => text.length <= 40 && ID.test(text));
  const isId = areIds && (meanings.includes('id') || (isUnique(column) && column.cells.size > 5));
  return isId ? { is: 'id', isNamed: meanings.includes('id') } : { is: 'nothing' };
}
