import { fold } from './codes.ts';

/** Initials of "not known" in English, Spanish, French and Portuguese (N/A, S/D, N.E.), written with or without marks. */
const INITIALS = ['NA', 'ND', 'NE', 'NI', 'NR', 'NS', 'SD'];

/** Initials that mean "not known" only with a mark between them: NC and SI are other words in some columns. */
const MARKED_INITIALS = ['NC', 'SI', 'SN'];

/** The same two letters as forms write them. */
const punctuatedForms = ([first = '', second = '']: string): string[] => [
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
  ...['Non renseigné', 'Non renseignée', 'Non précisé', 'Non précisée', 'Non communiqué', 'Non communiquée'],
  ...['Non disponible', 'Non applicable', 'Sans objet', 'Ne sait pas'],
  ...['Sem dados', 'Sem informação', 'Não informado', 'Não informada', 'Não se aplica', 'Não sabe'],
];

const SIGNS: ReadonlySet<string> = new Set(
  [...INITIALS, ...[...INITIALS, ...MARKED_INITIALS].flatMap(punctuatedForms), ...WORDS].map(fold),
);

/**
 * Signs in one list only. In a column of countries, NC (no consta), SN (sin nombre), No, Sí and S.I. mean no country.
 */
const SIGNS_OF_LISTS: Readonly<Partial<Record<string, ReadonlySet<string>>>> = {
  country: new Set(['NC', 'SN', 'No', 'SI'].map(fold)),
};

/** A text of punctuation alone: "-", "--", "?", "...". Other symbols, such as emoji, are damage and not signs. */
const PUNCTUATION = /^[\p{P}\p{Sm}\p{Sk}\s]+$/u;

/**
 * Whether a folded text is a sign for "not known" (NA, S/D, "-", "sin dato") in a column of a list. The list's codes do
 * not override it: NA is not Namibia. Only a spelling listed by the hotline does.
 */
export const isNotKnownSign = (folded: string, list?: string): boolean =>
  SIGNS.has(folded) || PUNCTUATION.test(folded) || (list !== undefined && (SIGNS_OF_LISTS[list]?.has(folded) ?? false));

/** Words that mean "not known" as a date; in a column of codes they are spellings of a code. */
const DATE_WORDS: ReadonlySet<string> = new Set(
  [
    ...['Unknown', 'Date unknown', 'Unknown date', 'Not recorded', 'Undated', 'No date'],
    ...[
      'Desconocido',
      'Desconocida',
      'Fecha desconocida',
      'Se desconoce',
      'No especificado',
      'No especificada',
      'Sin fecha',
    ],
    ...['Desconhecido', 'Desconhecida', 'Data desconhecida', 'Não especificado', 'Não especificada', 'Sem data'],
    ...['Inconnu', 'Inconnue', 'Date inconnue', 'Sans date'],
  ].map(fold),
);

/** A date of zeros alone (0000-00-00), as databases write a missing one. */
const ZERO_DATE = /^[0\s./-]*0[0\s./-]*$/u;

/** Whether a folded text is a sign for "not known" in a column of dates: a sign of any column, a word, or a zero date. */
export const isNotKnownDate = (folded: string): boolean =>
  isNotKnownSign(folded) || DATE_WORDS.has(folded) || ZERO_DATE.test(folded);

/** A dash or two in place of a number. */
const DASHES = /^[-\u2010-\u2015\u2212]{1,2}$/u;

/**
 * Whether a folded text is a sign for "not known" in a column of counts. Other punctuation is not one: an asterisk
 * often marks a small number that was hidden.
 */
export const isNotKnownCount = (folded: string): boolean => SIGNS.has(folded) || DASHES.test(folded);

/** The signs for "not known"; some, like N/A, contain a separator of values. */
export const notKnownSigns = (): Iterable<string> => SIGNS;
