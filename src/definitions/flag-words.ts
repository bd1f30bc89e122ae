import { fold } from '../domain/codes.ts';
import type { FlagWords } from './hotline.ts';

/** The hotline's words, and the usual ones unless the hotline uses them in another sense. */
export function flagWords(own: { readonly yes: readonly string[]; readonly no: readonly string[] }): FlagWords {
  const yes = new Set(own.yes.map(fold));
  const no = new Set(own.no.map(fold));
  return {
    yes: new Set([...yes, ...USUAL_YES.map(fold).filter((word) => !no.has(word))]),
    no: new Set([...no, ...USUAL_NO.map(fold).filter((word) => !yes.has(word))]),
  };
}

/**
 * Yes and no in the usual spellings: in words, by their first letters, and as spreadsheet programs write a checked box.
 */
const USUAL_YES = ['Yes', 'Sí', 'Sim', 'Oui', 'Y', 'S', '1', '1.0', '1,0', 'TRUE', 'VERDADERO', 'VERDADEIRO', 'VRAI'];

const USUAL_NO = ['No', 'Não', 'Non', 'N', '0', '0.0', '0,0', 'FALSE', 'FALSO', 'FAUX'];
