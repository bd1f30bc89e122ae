import { fold } from './codes.ts';

/** The names and abbreviations of each month in English, Spanish, Portuguese and French. */
const NAMES: readonly (readonly string[])[] = [
  ['January', 'Jan', 'enero', 'ene', 'janeiro', 'janvier', 'janv'],
  ['February', 'Feb', 'febrero', 'fevereiro', 'fev', 'février', 'févr'],
  ['March', 'Mar', 'marzo', 'março', 'mars'],
  ['April', 'Apr', 'abril', 'abr', 'avril', 'avr'],
  ['May', 'mayo', 'maio', 'mai'],
  ['June', 'Jun', 'junio', 'junho', 'juin'],
  ['July', 'Jul', 'julio', 'julho', 'juillet', 'juil'],
  ['August', 'Aug', 'agosto', 'ago', 'août'],
  ['September', 'Sept', 'Sep', 'septiembre', 'setiembre', 'set', 'setembro', 'septembre'],
  ['October', 'Oct', 'octubre', 'outubro', 'out', 'octobre'],
  ['November', 'Nov', 'noviembre', 'novembro', 'novembre'],
  ['December', 'Dec', 'diciembre', 'dic', 'dezembro', 'dez', 'décembre', 'déc'],
];

const MONTHS = new Map(NAMES.flatMap((names, index) => names.map((name) => [fold(name), index + 1] as const)));

/** Returns the number of a month, 1 to 12, by its name or abbreviation, with or without a dot; null for other texts. */
export const monthNumber = (text: string): number | null => MONTHS.get(fold(text).replace(/\.$/u, '')) ?? null;
