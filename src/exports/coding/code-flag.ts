import type { FlagWords } from '../../definitions/hotline.ts';
import { fold } from '../../domain/codes.ts';
import { type CellFault, error } from './cell-coding.ts';

export interface CodedFlag {
  readonly value: boolean | null;
  readonly faults: readonly CellFault[];
}

/** Yes or no as the hotline writes them, or in a usual spelling; anything else, an empty cell included, is an error. */
export function codeFlag(cell: string, words: FlagWords, column: string): CodedFlag {
  const word = fold(cell);
  if (words.yes.has(word)) return { value: true, faults: [] };
  if (words.no.has(word)) return { value: false, faults: [] };
  const detail = word === '' ? 'empty' : 'neither yes nor no';
  return { value: null, faults: [error('flag-unreadable', column, detail, cell)] };
}
