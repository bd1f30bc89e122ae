import type { UserLanguage } from '../../domain/languages.ts';
import { parseDay } from '../../domain/month.ts';
import type { DetailPhrase, PhraseValue, Problem } from '../../domain/problem.ts';
import { formatDay } from '../../words/dates-and-counts.ts';
import type { PhraseKind } from '../../words/phrase-values.ts';
import { type DetailKey, isDetailKey } from '../../words/user-texts.ts';
import { WORDS } from '../../words/words.ts';
import type { Detail } from './detail-phrases.ts';

type Numbered<Text extends string> = Text extends `${infer Before}#${infer After}`
  ? `${Before}${number}${Numbered<After>}`
  : Text;

type TextDetail = Numbered<DetailKey>;

/** A detail that contains no names, with its numbers filled in. Some begin with the line of the file. */
export type FixedDetail = '' | TextDetail | `line ${number}: ${TextDetail}`;

/** Returns the detail of a problem, with its phrase if it has one. Spread it into the problem. */
export const asDetail = (detail: FixedDetail | Detail): Pick<Detail, 'detail'> & Partial<Detail> =>
  typeof detail === 'string' ? { detail } : detail;

const isPhrase = (kind: string): kind is PhraseKind => Object.hasOwn(WORDS.en.phrases, kind);

/** Formats the number of a record in a detail: "row 12", "la fila 12". */
export type RowName = (record: number) => string;

type Worded = Pick<Problem, 'detail' | 'phrase'>;

/** Returns a problem's detail in a language, or in English if it has no translation. */
export const detailText = ({ detail, phrase }: Worded, language: UserLanguage, rowName: RowName): string =>
  (phrase ? phraseText(phrase, language, rowName) : fixedText(detail, language)) ?? detail;

/** Returns whether a detail is available in every language. */
export const isTranslated = ({ detail, phrase }: Worded): boolean =>
  detail === '' || (phrase ? isPhrase(phrase.kind) : isDetailKey(withoutNumbers(withoutLine(detail))));

const LINE = /^line (\d+): /u;
const NUMBER = /\d+/gu;

const withoutLine = (detail: string): string => detail.replace(LINE, '');
const withoutNumbers = (text: string): string => text.replace(NUMBER, '#');

function fixedText(detail: string, language: UserLanguage): string | undefined {
  const line = LINE.exec(detail)?.[1];
  const text = withoutLine(detail);
  const numbers = text.match(NUMBER) ?? [];
  let next = 0;
  const key = withoutNumbers(text);
  if (!isDetailKey(key)) return undefined;
  const words = WORDS[language].detail(key).replaceAll('#', () => numbers[next++] ?? '');
  const { line: noun, colon } = WORDS[language].places;
  return line === undefined ? words : `${noun} ${line}${colon}${words}`;
}

function phraseText({ kind, values }: DetailPhrase, language: UserLanguage, rowName: RowName): string | undefined {
  if (!isPhrase(kind)) return undefined;
  return WORDS[language].phrases[kind].replace(/\{(\w+)\}/gu, (_, name: string) => {
    if (name === 'record') return rowName(Number(values[name]));
    return valueText(name, values[name], language);
  });
}

function valueText(name: string, value: PhraseValue | undefined, language: UserLanguage): string {
  const { or, year, day: dayLetter, tabs } = WORDS[language].values;
  const text = typeof value === 'object' ? value.join(or) : String(value ?? '');
  if (name === 'formats') return text.replaceAll('Y', year).replaceAll('D', dayLetter);
  if (name === 'separator' || name === 'separators') return text.replace(/\btabs\b/u, tabs);
  const day = name === 'day' ? parseDay(text) : null;
  return day ? formatDay(day, language) : text;
}
