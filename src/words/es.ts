import { SPANISH_COMMAND_LINE } from './es/command-line.ts';
import { SPANISH_DETAILS } from './es/details.ts';
import { SPANISH_LIST_ERRORS, SPANISH_LIST_REMARKS } from './es/list-errors.ts';
import { SPANISH_PHRASES } from './es/phrases.ts';
import { SPANISH_PROBLEMS } from './es/problems.ts';
import { grouped, joined } from './joined.ts';
import type {
  DateAndCountWords,
  LinkPage,
  LinkPageText,
  ListWords,
  ProblemLineWords,
  ProgramWords,
} from './program-words.ts';

/** A comma or a point would be a fraction to some who read Spanish. */
const THOUSANDS = '\u00a0';

const count = (value: number): string => grouped(value, THOUSANDS);

const places = (noun: string, names: readonly string[], more: number): string => {
  const plural = names.length + more === 1 ? '' : 's';
  return `${noun}${plural} ${joined(more > 0 ? [...names, `${count(more)} más`] : names, 'y')}`;
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

const DATES: DateAndCountWords = {
  months: 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' '),
  thousands: THOUSANDS,
  month: (name, year) => `${name} de ${year}`,
  fromDay: (name, day) => `desde el ${day} de ${name}`,
  day: (name, day, year) => `${day} de ${name} de ${year}`, // es-MX writes the first of a month `1 de`
  fewerThan: (number) => `menos de ${number}`,
  tied: (cells) => `${cells} con igual cifra`, // needs no gender of the cells
};

const LINKS: Readonly<Record<LinkPage, LinkPageText>> = {
  forged: {
    title: 'Este enlace no funciona',
    text: 'Está incompleto o alguien lo cambió. Ábralo desde el mensaje, o cópielo completo.',
  },
  expired: {
    title: 'Este enlace ya venció',
    text: 'Responda al mensaje y le enviaremos la hoja informativa de nuevo.',
  },
  revoked: {
    title: 'Este enlace se retiró',
    text: 'Esta hoja informativa ya no está disponible aquí. Responda al mensaje si la necesita.',
  },
  missing: { title: 'Aquí no hay nada', text: 'Abra el enlace desde el mensaje.' },
  leave: {
    title: '¿Salir de la lista?',
    text: 'Ya no recibirá estas hojas informativas y borraremos sus datos.',
  },
  left: {
    title: 'Ya no está en la lista',
    text: 'Borramos sus datos. Solo conservamos una marca para no escribirle más.',
  },
  ended: {
    title: 'Este enlace para salir ya venció',
    text: 'Use el de un mensaje más reciente, o responda al mensaje y lo quitaremos de la lista.',
  },
  failed: { title: 'En este momento no funciona', text: 'Inténtelo de nuevo en unos minutos.' },
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
  writtenHeadings: {
    name: 'nombre',
    email: 'correo',
    organisation: 'organización',
    language: 'idioma',
    sheets: 'hojas',
    delivery: 'entrega',
  },
  languages: { en: ['ingles'], es: ['espanol', 'es-mx', 'es-ar'] },
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
  dates: DATES,
  page: {
    draftMark: 'BORRADOR SIN APROBAR. NO DISTRIBUIR',
    and: 'y',
    suppressed: 'no se muestra',
    everywhereElse: 'en todos los demás lugares',
    total: (number) => `Total: ${number}.`,
    ofTotal: (number) => `De un total de ${number}.`,
    undated: ({ counts, few, count }) =>
      `No se cuentan ${few ? 'menos de' : 'al menos'} ${count} ${counts === 'cases' ? 'casos, con las personas de esos casos' : 'contactos'}: sus fechas no se conocen con suficiente detalle.`,
    between: (from, to) => `De ${from} a ${to}`,
    months: ({ count, least, most }) => `${count} meses: el menor, ${least}; el mayor, ${most}.`,
  },
  links: LINKS,
  leaveButton: 'Salir de la lista',
  list: LIST,
  commandLine: SPANISH_COMMAND_LINE,
};
