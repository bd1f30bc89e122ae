import { fold } from './codes.ts';

/** Initials of "not known" in English, Spanish and Portuguese (N/A, S/D, N.E.), written with or without marks. */
const INITIALS = ['NA', 'ND', 'NE', 'NI', 'NR', 'NS', 'SD'];

/** Initials that mean "not known" only with a mark between them: NC and SI are other words in some columns. */
const MARKED_INITIALS = ['NC', 'SI', 'SN'];

/** The same two letters as forms write them. */
const marked = ([first = '', second = '']: string): string[] => [
  `${first}/${second}`,
  `${first}.${second}.`,
  `${first}.${second}`,
  `${first}. ${second}.`,
];

const WORDS = [
  // what programs write for a missing value; the error value of a look-up in Excel
  ...['NULL', '(null)', 'NaN', 'None', 'nil', '<NA>', '#N/A', '#N/D', '#N/A N/A', '(blank)', '(en blanco)'],
  ...['No data', 'Not available', 'Not applicable', 'Not known', 'Not reported', 'Missing'],
  ...['Sin dato', 'Sin datos', 'Sin información', 'No aplica', 'No disponible', 'No se sabe', 'No sabe', 'No contesta'],
  ...['No responde', 'No refiere', 'Se ignora', 'Ignorado', 'Ignorada', 'Nulo'],
  ...['Sem dados', 'Sem informação', 'Não informado', 'Não informada', 'Não se aplica', 'Não sabe'],
];

const SIGNS: ReadonlySet<string> = new Set(
  [...INITIALS, ...[...INITIALS, ...MARKED_INITIALS].flatMap(marked), ...WORDS].map(fold),
);

/**
 * Signs in one list only. In a column of countries, NC (no consta), SN (sin nombre), No, Sí and S.I. mean no country.
 */
const SIGNS_OF_LISTS: Readonly<Partial<Record<string, ReadonlySet<string>>>> = {
  country: new Set(['NC', 'SN', 'No', 'SI'].map(fold)),
};

/** A text of punctuation alone: "-", "--", "?", "...". */
const PUNCTUATION = /^[^\p{L}\p{N}]+$/u;

/**
 * Whether a folded text is a sign for "not known" (NA, S/D, "-", "sin dato") in a column of a list. The list's codes do
 * not override it: NA is not Namibia. Only a spelling listed by the hotline does.
 */
export const isNotKnownSign = (folded: string, list?: string): boolean =>
  SIGNS.has(folded) || PUNCTUATION.test(folded) || (list !== undefined && (SIGNS_OF_LISTS[list]?.has(folded) ?? false));

/** The signs for "not known"; some, like N/A, contain a separator of values. */
export const notKnownSigns = (): Iterable<string> => SIGNS;
