import { fold } from '../domain/codes.ts';
import { type CellFault, error } from './cell-coding.ts';
import type { FlagWords } from './hotline.ts';

/** Yes and no in the usual spellings: in words, by their first letters, and as spreadsheet programs write a ticked box. */
const USUAL_YES = ['Yes', 'Sí', 'Sim', 'Y', 'S', '1', '1.0', '1,0', 'TRUE', 'VERDADERO', 'VERDADEIRO'];
const USUAL_NO = ['No', 'Não', 'N', '0', '0.0', '0,0', 'FALSE', 'FALSO'];

/** The words of a hotline, and the usual ones where the hotline does not use them in another sense. */
export function flagWords(own: { readonly yes: readonly string[]; readonly no: readonly string[] }): FlagWords {
  const yes = new Set(own.yes.map(fold));
  const no = new Set(own.no.map(fold));
  return {
    yes: new Set([...yes, ...USUAL_YES.map(fold).filter((word) => !no.has(word))]),
    no: new Set([...no, ...USUAL_NO.map(fold).filter((word) => !yes.has(word))]),
  };
}

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
