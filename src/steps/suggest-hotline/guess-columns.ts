import type { CodeListName, CodeLists } from '../../domain/codes.ts';
import { labelsIn } from '../../domain/languages.ts';
import { buildSpellings } from '../../domain/spellings.ts';
import { nearestLabels } from '../../domain/text/nearest-labels.ts';
import { type Vocabulary, vocabulary } from '../../domain/vocabulary.ts';
import { codeAge } from '../../exports/coding/code-age.ts';
import { type CellValues, cellValues } from '../../exports/coding/code-values.ts';
import type { SampleColumn } from '../../exports/survey/survey-text.ts';
import { guessFlag, guessOwnCodes, guessTypes, signsIn } from './guess-words.ts';

/** How a column of a sample writes the codes of a list. */
export interface CodedGuess {
  readonly list: CodeListName;
  /** The separators between the values of a cell; empty if every cell has one value. */
  readonly separators: readonly string[];
  readonly writtenInCodes: boolean;
  /** Spellings that the list lacks and whose meaning is certain: H and M are men and women. */
  readonly codes: Readonly<Record<string, readonly string[]>>;
  /** Texts of the column that mean nothing yet, with their numbers, the most frequent first. */
  readonly unknown: ReadonlyMap<string, number>;
  /** The codes that such texts may mean, by text: their spelling is near a label. */
  readonly near: ReadonlyMap<string, string>;
  /** The share of cells with a known value. */
  readonly known: number;
}

/** A column of codes has fewer different texts than this, and shorter ones. */
const MOST_SPELLINGS = 80;
const LONGEST_SPELLING = 80;
const SEPARATORS = [';', ',', '/', '|', ' y ', ' e ', '\n'];

/** Lists of which a record has one code: `Travesti/Trans` is one spelling. */
const ONE_VALUE: readonly CodeListName[] = ['gender', 'age', 'channel'];

/** Whether a column may be one of codes: few different texts, none of them long. Only such texts may be shown. */
export const hasFewSpellings = ({ cells }: Pick<SampleColumn, 'cells'>): boolean =>
  cells.size <= MOST_SPELLINGS && [...cells.keys()].every((text) => text.length <= LONGEST_SPELLING);

/** Returns how a column writes the codes of a list. */
export function guessCodes(column: SampleColumn, list: CodeListName, lists: CodeLists): CodedGuess {
  const bare = { separators: [], writtenInCodes: false, codes: guessOwnCodes(column, list) };
  const codes = list === 'type' ? guessTypes(codedBy(column, list, lists, bare).unknown.keys()) : bare.codes;
  const plain = codedBy(column, list, lists, { ...bare, codes });
  const better = [
    ...(ONE_VALUE.includes(list) ? [] : SEPARATORS).map((separator) =>
      codedBy(column, list, lists, { separators: [separator], writtenInCodes: false, codes }),
    ),
    codedBy(column, list, lists, { separators: [], writtenInCodes: true, codes }),
  ];
  const best = better.reduce((found, other) => (other.known > found.known + 0.01 ? other : found), plain);
  return { ...best, near: nearCodes([...best.unknown.keys()].slice(0, MOST_SPELLINGS), list, lists) };
}

/** Returns the codes whose labels are near texts: Boliviana is near Bolivia. */
function nearCodes(texts: readonly string[], list: CodeListName, lists: CodeLists): Map<string, string> {
  const labels = new Map(lists[list].codes.flatMap(({ key, label }) => labelsIn(label).map((text) => [text, key])));
  return new Map(
    texts.flatMap((text) => {
      const code = labels.get(nearestLabels(text, [...labels.keys()], 1)[0] ?? '');
      return code === undefined ? [] : [[text, code] as const];
    }),
  );
}

type Writing = Pick<CodedGuess, 'separators' | 'writtenInCodes' | 'codes'>;

function codedBy(column: SampleColumn, list: CodeListName, lists: CodeLists, writing: Writing): CodedGuess {
  const words = vocabularyOf(list, lists, writing);
  const unknown = new Map<string, number>();
  let [all, known] = [0, 0];
  for (const [cell, count] of column.cells) {
    all += count;
    const { known: found, unknown: rest } = list === 'age' ? ageValues(cell, words) : cellValues(cell, words);
    if (found.length > 0) known += count / (rest.length + 1);
    for (const text of rest) unknown.set(text, (unknown.get(text) ?? 0) + count);
  }
  const sorted = new Map([...unknown].sort(([, a], [, b]) => b - a));
  return { list, ...writing, unknown: sorted, near: new Map(), known: all === 0 ? 0 : known / all };
}

/** An age is known if the reader has no doubt about it. */
function ageValues(cell: string, words: Vocabulary): Pick<CellValues, 'known' | 'unknown'> {
  const { code, problems } = codeAge(cell, words, 'unknown', '');
  return problems.length === 0 ? { known: [[code]], unknown: [] } : { known: [], unknown: [cell] };
}

function vocabularyOf(list: CodeListName, lists: CodeLists, writing: Writing): Vocabulary {
  const spellings = buildSpellings(lists[list], { name: list, inCodes: writing.writtenInCodes, own: [writing.codes] });
  // a vocabulary needs a separator; no cell contains this one
  const separators = writing.separators.length > 0 ? writing.separators : ['\u0000'];
  return vocabulary({ list: lists[list], name: list, spellings, separators });
}

/** Whether a column identifies records: no two rows have the same text, or it has as many texts as rows have cases. */
export const isUnique = ({ cells }: SampleColumn): boolean => [...cells.values()].every((count) => count === 1);

/** Returns the form of ids with leading zeros, which spreadsheet programs drop; null for others. */
export function guessForm({ cells }: SampleColumn): string | null {
  const ids = [...cells.keys()];
  const length = ids[0]?.length ?? 0;
  const isSame = ids.every((id) => /^\d+$/u.test(id) && id.length === length);
  return isSame && length > 1 && ids.some((id) => id.startsWith('0')) ? '0'.repeat(length) : null;
}

/** Whether a column consists of whole numbers, and perhaps signs for zero or "not known". */
export function areCounts({ cells }: Pick<SampleColumn, 'cells'>): boolean {
  const texts = [...cells.keys()];
  const numbers = texts.filter((text) => WHOLE.test(text));
  return numbers.length > 0 && texts.every((text) => WHOLE.test(text) || signsIn([text]).length > 0);
}

const WHOLE = /^\d+(?:[.,]0+)?$/u;

/** Whether a column consists of yes and no. */
export const isFlag = (column: SampleColumn): boolean => guessFlag(column) !== null;
