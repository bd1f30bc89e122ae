import { formatDay } from '../../domain/format.ts';
import type { Language, Words } from '../../domain/languages.ts';
import { parseDay } from '../../domain/month.ts';
import type { DetailPhrase, PhraseValue, Problem } from '../../domain/problem.ts';
import { CELL_DETAILS } from './cell-detail-texts.ts';
import { type Detail, PHRASES } from './detail-phrases.ts';
import { FILE_DETAILS } from './file-detail-texts.ts';
import { WORKBOOK_DETAILS } from './workbook-detail-texts.ts';

/**
 * A detail without names in it, by its English text in the code: Spanish, and other English words for people where the code's are
 * short. `#` stands for a number; the numbers come in the same order in every language.
 */
type FixedTexts = Readonly<Record<string, { readonly en?: string; readonly es: string }>>;

const TEXTS = { ...CELL_DETAILS, ...FILE_DETAILS, ...WORKBOOK_DETAILS } as const satisfies FixedTexts;

type Numbered<Text extends string> = Text extends `${infer Before}#${infer After}`
  ? `${Before}${number}${Numbered<After>}`
  : Text;

type TextDetail = Numbered<keyof typeof TEXTS>;

/** A detail without names in it that is available in every language, with its numbers filled in; some say the line of the file first. */
export type FixedDetail = '' | TextDetail | `line ${number}: ${TextDetail}`;

/** The detail of a problem, with its phrase where it has one: to be spread into the problem. */
export const asDetail = (detail: FixedDetail | Detail): Pick<Detail, 'detail'> & Partial<Detail> =>
  typeof detail === 'string' ? { detail } : detail;

const BY_ENGLISH: ReadonlyMap<string, Words> = new Map(
  Object.entries<FixedTexts[string]>(TEXTS).map(([key, { en, es }]) => [key, { en: en ?? key, es }]),
);

/** Prints the number of a record that a detail names: "row 12", "la fila 12". */
export type RowName = (record: number) => string;

type Worded = Pick<Problem, 'detail' | 'phrase'>;

/** A problem's detail in a language; in English where it has no translation. */
export const detailText = ({ detail, phrase }: Worded, language: Language, rowName: RowName): string =>
  (phrase ? phraseText(phrase, language, rowName) : fixedText(detail, language)) ?? detail;

/** Whether a detail is available in every language. */
export const isTranslated = ({ detail, phrase }: Worded): boolean =>
  detail === '' || (phrase ? KINDS.has(phrase.kind) : BY_ENGLISH.has(withoutNumbers(withoutLine(detail))));

const LINE = /^line (\d+): /u;
const LINES: Words = { en: 'line', es: 'renglón' };
const NUMBER = /\d+/gu;

const withoutLine = (detail: string): string => detail.replace(LINE, '');
const withoutNumbers = (text: string): string => text.replace(NUMBER, '#');

function fixedText(detail: string, language: Language): string | undefined {
  const line = LINE.exec(detail)?.[1];
  const text = withoutLine(detail);
  const numbers = text.match(NUMBER) ?? [];
  let next = 0;
  const words = BY_ENGLISH.get(withoutNumbers(text))?.[language].replaceAll('#', () => numbers[next++] ?? '');
  return words === undefined || line === undefined ? words : `${LINES[language]} ${line}: ${words}`;
}

const KINDS: ReadonlyMap<string, Words> = new Map(Object.entries(PHRASES));

function phraseText({ kind, values }: DetailPhrase, language: Language, rowName: RowName): string | undefined {
  return KINDS.get(kind)?.[language].replace(/\{(\w+)\}/gu, (_, name: string) => {
    if (name === 'record') return rowName(Number(values[name]));
    return valueText(name, values[name], language);
  });
}

/** How lists of alternatives are joined, the letter that date formats have for the year, and the tab among separators. */
const VALUE_WORDS: Readonly<Record<Language, { readonly or: string; readonly year: string; readonly tabs: string }>> = {
  en: { or: ' or ', year: 'Y', tabs: 'tabs' },
  es: { or: ' o ', year: 'A', tabs: 'tabuladores' },
};

function valueText(name: string, value: PhraseValue | undefined, language: Language): string {
  const { or, year, tabs } = VALUE_WORDS[language];
  const text = typeof value === 'object' ? value.join(or) : String(value ?? '');
  if (name === 'formats') return text.replaceAll('Y', year);
  if (name === 'separator' || name === 'separators') return text.replace(/\btabs\b/u, tabs);
  const day = name === 'day' ? parseDay(text) : null;
  return day ? formatDay(day, language) : text;
}
