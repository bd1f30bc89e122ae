import { SPANISH_COMMAND_LINE } from './es/command-line.ts';
import { SPANISH_DETAILS } from './es/details.ts';
import { SPANISH_HEADINGS, SPANISH_LIST_ERRORS, SPANISH_LIST_REMARKS } from './es/list-errors.ts';
import { SPANISH_PHRASES } from './es/phrases.ts';
import { SPANISH_PROBLEMS } from './es/problems.ts';
import { groupDigits, joinNames } from './joined.ts';
import type { ListWords, ProblemLineWords, ProgramWords } from './program-words.ts';

/** A comma or a point would be a fraction to some who read Spanish. */
const THOUSANDS = '\u00a0';

const count = (value: number): string => groupDigits(value, THOUSANDS);

const places = (noun: string, names: readonly string[], more: number): string => {
  const plural = names.length + more === 1 ? '' : 's';
  return `${noun}${plural} ${joinNames(more > 0 ? [...names, `${count(more)} más`] : names, 'y')}`;
};

const LINES: ProblemLineWords = {
  rows: (names, more) => places('fila', names, more),
  records: (names, more) => places('registro', names, more),
  values: (number) => `${count(number)} valores`,
  everyRow: 'Pasa en todas las filas: la columna se guardó en otro formato, o contiene otra cosa.',
  allowed: (values) => `Se admite: ${values.join(', ')}.`,
  manyAllowed: (number, hotline) =>
    `Se admiten ${count(number)} valores: “factsheets hotlines ${hotline}” da la lista; --values muestra los más parecidos.`,
  fix: (remedy) => `Qué hacer: ${remedy}`,
  tooManyErrors: (rows, tolerance) =>
    `${count(rows)} ${rows === 1 ? 'fila tiene' : 'filas tienen'} errores${tolerance > 0 ? `, y esta línea admite ${count(tolerance)}` : ''}; la tabla se rechaza: corríjalas y vuelva a subirla`,
};

const LIST: ListWords = {
  headings: {
    name: ['nombre'],
    email: ['correo', 'correo electronico'],
    organisation: ['organizacion', 'institucion'],
    language: ['idioma'],
    sheets: ['hojas', 'hojas informativas'],
    delivery: ['entrega', 'envio'],
  },
  writtenHeadings: SPANISH_HEADINGS,
  attachment: ['adjunto'],
  link: ['enlace', 'liga'],
  errors: SPANISH_LIST_ERRORS,
  remarks: SPANISH_LIST_REMARKS,
};

/** The program's words in Spanish. */
export const SPANISH: ProgramWords = {
  problems: SPANISH_PROBLEMS,
  severities: { rejection: 'rechazo', error: 'error', warning: 'advertencia' },
  places: {
    row: 'fila',
    record: 'registro',
    column: 'columna',
    line: 'renglón',
    theRow: 'la fila',
    theRecord: 'el registro',
  },
  lines: LINES,
  problemHeadings: ['fila', 'registro', 'columna', 'gravedad', 'problema', 'valor'],
  detail: (key) => SPANISH_DETAILS[key],
  phrases: SPANISH_PHRASES,
  values: { or: ' o ', year: 'A', tabs: 'tabuladores' },
  thousands: THOUSANDS,
  list: LIST,
  commandLine: SPANISH_COMMAND_LINE,
};
