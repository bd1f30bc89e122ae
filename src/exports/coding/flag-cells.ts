import type { ColumnOrigin } from '../../definitions/hotline.ts';
import type { Vocabulary } from '../../domain/vocabulary.ts';
import type { CellFault } from './cell-coding.ts';
import { codeFlag } from './code-values.ts';

/** The origin of a column that consists of yes-or-no columns. */
export type FlagsOrigin = Extract<ColumnOrigin, { from: 'flags' }>;

/** The codes of the flags that are true, as one cell that the vocabulary of the flags reads. */
export interface FlagCells {
  readonly cell: string;
  readonly faults: readonly CellFault[];
}

/** Reads the cells of flags, in the order of the flags; a cell is null if the file lacks the column, which means no. */
export function flagCells({ flags, vocabulary }: FlagsOrigin, cells: readonly (string | null)[]): FlagCells {
  const read = flags.map(({ source, words }, at) => {
    const cell = cells[at] ?? null;
    return cell === null ? { value: false, faults: [] } : codeFlag(cell, words, source.heading);
  });
  const codes = flags.filter((_flag, at) => read[at]?.value === true).map(({ code }) => code);
  return { cell: codes.join(separatorOf(vocabulary)), faults: read.flatMap(({ faults }) => faults) };
}

const separatorOf = ({ separators }: Vocabulary): string => separators[0] ?? '\n';

/** The heading under which a problem of several flags together is reported: that of the first. */
export const flagsHeading = ({ flags }: FlagsOrigin): string => flags[0]?.source.heading ?? '';
