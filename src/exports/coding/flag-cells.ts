import type { ColumnOrigin, FlagWords } from '../../definitions/hotline.ts';
import { fold } from '../../domain/codes.ts';
import { isNotKnownSign } from '../../domain/not-known.ts';
import { COLLECTED, type Vocabulary } from '../../domain/vocabulary.ts';
import { type CellProblem, warning } from './cell-coding.ts';
import { type CodedFlag, codeFlag } from './code-values.ts';

/** The origin of a column that consists of yes-or-no columns. */
export type FlagsOrigin = Extract<ColumnOrigin, { from: 'flags' }>;

/** The codes of the flags that are true, as one cell that the vocabulary of the flags reads. */
export interface FlagCells {
  readonly cell: string;
  readonly problems: readonly CellProblem[];
}

/**
 * Reads the cells of flags, in the order of the flags; a cell is null if the file lacks the column, which means no. Cells
 * collected from several rows mean yes if one of them does.
 */
export function flagCells({ flags, vocabulary }: FlagsOrigin, cells: readonly (string | null)[]): FlagCells {
  const read = flags.map(({ source, words }, at) => {
    const cell = cells[at] ?? null;
    if (cell === null) return { value: false, problems: [] };
    const coded = cell.split(COLLECTED).map((one) => codeFlagOfCode(one, words, source.heading));
    return { value: coded.some(({ value }) => value === true), problems: coded.flatMap(({ problems }) => problems) };
  });
  const codes = flags.filter((_flag, at) => read[at]?.value === true).map(({ code }) => code);
  return { cell: codes.join(separatorOf(vocabulary)), problems: read.flatMap(({ problems }) => problems) };
}

/** A sign for "not known" means no, with a warning: the flag does not give its code. */
function codeFlagOfCode(cell: string, words: FlagWords, column: string): CodedFlag {
  const word = fold(cell);
  const isSign = isNotKnownSign(word) && !words.yes.has(word) && !words.no.has(word);
  if (!isSign) return codeFlag(cell, words, column);
  return { value: false, problems: [warning('value-unknown', column, 'left out', cell)] };
}

const separatorOf = ({ separators }: Vocabulary): string => separators[0] ?? '\n';

/** The heading under which a problem of several flags together is reported: that of the first. */
export const flagsHeading = ({ flags }: FlagsOrigin): string => flags[0]?.source.heading ?? '';
