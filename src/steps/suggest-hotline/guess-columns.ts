import { type CodeListName, type CodeLists, fold } from '../../domain/codes.ts';
import { buildSpellings } from '../../domain/spellings.ts';
import { type Vocabulary, vocabulary } from '../../domain/vocabulary.ts';
import { cellValues } from '../../exports/coding/code-values.ts';
import type { SampleColumn } from '../../exports/survey/survey-text.ts';
import { guessFlag, guessOwnCodes } from './guess-words.ts';

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
  /** The share of cells with a known value. */
  readonly known: number;
}

/** A column of codes has fewer different texts than this, and shorter ones. */
const MOST_SPELLINGS = 80;
const LONGEST_SPELLING = 80;
const SEPARATORS = [';', ',', '/', '|', ' y ', ' e ', '\n'];

/** Whether a column may be one of codes: few different texts, none of them long. Only such texts may be shown. */
export const hasFewSpellings = ({ cells }: Pick<SampleColumn, 'cells'>): boolean =>
  cells.size <= MOST_SPELLINGS && [...cells.keys()].every((text) => text.length <= LONGEST_SPELLING);

/** Returns how a column writes the codes of a list. */
export function guessCodes(column: SampleColumn, list: CodeListName, lists: CodeLists): CodedGuess {
  const codes = guessOwnCodes(column, list);
  const plain = codedBy(column, list, lists, { separators: [], writtenInCodes: false, codes });
  const better = [
    ...SEPARATORS.map((separator) =>
      codedBy(column, list, lists, { separators: [separator], writtenInCodes: false, codes }),
    ),
    codedBy(column, list, lists, { separators: [], writtenInCodes: true, codes }),
  ];
  return better.reduce((best, other) => (other.known > best.known + 0.01 ? other : best), plain);
}

type Writing = Pick<CodedGuess, 'separators' | 'writtenInCodes' | 'codes'>;

function codedBy(column: SampleColumn, list: CodeListName, lists: CodeLists, writing: Writing): CodedGuess {
  const words = vocabularyOf(list, lists, writing);
  const unknown = new Map<string, number>();
  let [all, known] = [0, 0];
  for (const [cell, count] of column.cells) {
    all += count;
    const { known: found, unknown: rest } = cellValues(cell, words);
    const isKnown = found.length > 0 || isYears(list, cell);
    if (isKnown) known += count / (rest.length + 1);
    for (const text of isYears(list, cell) ? [] : rest) unknown.set(text, (unknown.get(text) ?? 0) + count);
  }
  const sorted = new Map([...unknown].sort(([, a], [, b]) => b - a));
  return { list, ...writing, unknown: sorted, known: all === 0 ? 0 : known / all };
}

const isYears = (list: CodeListName, cell: string): boolean =>
  list === 'age' && /^\d{1,3}(?: (?:anos?|years?(?: old)?))?$/u.test(fold(cell));

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

/** Whether a column consists of whole numbers. */
export const areWholeNumbers = ({ cells }: SampleColumn): boolean =>
  cells.size > 0 && [...cells.keys()].every((text) => /^\d+(?:[.,]0+)?$/u.test(text));

/** Whether a column consists of yes and no. */
export const isFlag = (column: SampleColumn): boolean => guessFlag(column) !== null;
