import type { Words } from '../../domain/languages.ts';
import type { DetailPhrase, PhraseValue } from '../../domain/problem.ts';

/**
 * Details with names in them. `{formats}`, `{separators}` and `{encodings}` are lists joined by "or"; `{record}` is a
 * record number and is printed as a row: "row 12", "la fila 12".
 */
export const PHRASES = {
  'date-formats': { en: 'expected {formats}', es: 'se espera {formats}' },
  'no-such-day': {
    en: 'the calendar has no such day; expected {formats}',
    es: 'ese día no existe en el calendario; se espera {formats}',
  },
  exchanged: {
    en: 'no such month; day and month may be exchanged; expected {formats}',
    es: 'ese mes no existe; puede que día y mes estén invertidos; se espera {formats}',
  },
  'short-year': {
    en: 'the year has two digits; expected {formats}',
    es: 'el año tiene dos cifras; se espera {formats}',
  },
  serial: {
    en: 'a number, as a spreadsheet stores a date; expected {formats}',
    es: 'un número, como las hojas de cálculo guardan las fechas; se espera {formats}',
  },
  'no-time-zone': {
    en: 'a time stamp with an offset can only be read if the hotline\'s file has a "timeZone"; expected {formats}',
    es: 'una fecha con hora y desfase (Z, +02:00) solo se puede leer si el archivo de la línea tiene “timeZone”; se espera {formats}',
  },
  'dates-exchanged': {
    en: '{swapped} of {dates} dates; expected {formats}',
    es: '{swapped} de {dates} fechas; se espera {formats}',
  },
  'all-in-other-format': {
    en: 'all dates are in another format: the column was saved in it; expected {formats}',
    es: 'todas las fechas están en otro formato, el de la columna al guardarla; se espera {formats}',
  },
  'id-forms': { en: 'expected the form {forms}', es: 'se espera la forma {forms}' },
  'after-month': { en: 'the month ends on {day}', es: 'el mes termina el {day}' },
  tables: { en: 'tables of {hotline}: {tables}', es: 'tablas de {hotline}: {tables}' },
  'part-ignored': {
    en: '"{name}" is ignored; tables of {hotline}: {tables}',
    es: 'no se toma en cuenta “{name}”; tablas de {hotline}: {tables}',
  },
  'packed-workbook': {
    en: 'an archive may hold CSV files only; "{name}" is a workbook: upload it on its own',
    es: 'un archivo comprimido solo puede traer archivos CSV; “{name}” es un libro: súbalo aparte',
  },
  'packed-other-workbook': {
    en: 'an archive may hold CSV files only; "{name}" is a workbook of a kind that is not read: save it as CSV UTF-8',
    es: 'un archivo comprimido solo puede traer archivos CSV; “{name}” es un libro de un tipo que no se lee: guárdelo como CSV UTF-8',
  },
  'packed-gzip': {
    en: 'an archive may hold CSV files only; "{name}" is gzipped: upload it on its own, or pack the CSV file itself',
    es: 'un archivo comprimido solo puede traer archivos CSV; “{name}” está en gzip: súbalo aparte o comprima el CSV mismo',
  },
  'packed-archive': {
    en: 'an archive may hold CSV files only; "{name}" is an archive: upload it on its own',
    es: 'un archivo comprimido solo puede traer archivos CSV; “{name}” es otro archivo comprimido: súbalo aparte',
  },
  'packed-other-archive': {
    en: 'an archive may hold CSV files only; "{name}" is an archive of a kind that is not read: pack its CSV files instead',
    es: 'un archivo comprimido solo puede traer archivos CSV; “{name}” está comprimido en un formato que no se lee: comprima sus CSV',
  },
  'packed-text': {
    en: 'an archive may hold CSV files only; "{name}" is a text file: save it as CSV, with a name that ends in .csv',
    es: 'un archivo comprimido solo puede traer archivos CSV; “{name}” es un archivo de texto: guárdelo como CSV, con un nombre que termine en .csv',
  },
  'hidden-rows': { en: '{rows} of "{name}"', es: '{rows} de “{name}”' },
  'known-hotlines': { en: 'known hotlines: {hotlines}', es: 'líneas que existen: {hotlines}' },
  'known-hotlines-and-place': {
    en: 'known hotlines: {hotlines}; expected exports/<hotline>/<YYYY-MM>/<table>.csv, .csv.gz, .xlsx, .zip',
    es: 'líneas que existen: {hotlines}; se espera exports/<línea>/<AAAA-MM>/<tabla>.csv, .csv.gz, .xlsx o .zip',
  },
  named: { en: '"{name}"', es: '“{name}”' },
  'holds-the-same': {
    en: '{first} comes first; {others} holds the same table',
    es: 'primero está {first}; la misma tabla viene en {others}',
  },
  'holds-the-same-hidden': {
    en: '{first} comes first; {others} holds the same table; hidden: {hidden}',
    es: 'primero está {first}; la misma tabla viene en {others}; está oculta: {hidden}',
  },
  'holds-the-same-unnamed': {
    en: 'several sheets or packed files hold this table; problems.csv names them',
    es: 'varias hojas o archivos comprimidos traen esta tabla; problems.csv dice cuáles',
  },
  'missing-sheet': {
    en: 'damaged: the sheet "{name}" is missing',
    es: 'está dañado: falta la hoja “{name}”',
  },
  'packing-method': {
    en: 'packed by a method that is not supported ({method}); pack it again with Deflate',
    es: 'está comprimido con un método que no se admite ({method}); comprímalo otra vez con Deflate',
  },
  'provided-by': { en: 'the table comes from {key}', es: 'la tabla viene de {key}' },
  'separated-by': {
    en: 'separated by {separator}; {separators} is listed',
    es: 'separado por {separator}; se espera {separators}',
  },
  'column-expected': {
    en: 'expected a column "{heading}", separated by {separators}',
    es: 'se espera una columna “{heading}”; separador: {separators}',
  },
  'column-or-alias-expected': {
    en: 'expected a column "{heading}" (or {others}), separated by {separators}',
    es: 'se espera una columna “{heading}” (o {others}); separador: {separators}',
  },
  'in-columns': { en: 'in columns {letters}', es: 'en las columnas {letters}' },
  'same-id': {
    en: 'the same id as {record}, with other content',
    es: 'el mismo identificador que {record}, con otro contenido',
  },
  'equal-row': {
    en: 'equal to {record}, counted once',
    es: 'idéntica a {record}; se cuenta una sola vez',
  },
} as const satisfies Readonly<Record<string, Words>>;

export type PhraseKind = keyof typeof PHRASES;

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;

/** The values that a phrase needs, by the names in its text. */
export type PhraseValues<Kind extends PhraseKind> = Readonly<Record<Names<(typeof PHRASES)[Kind]['en']>, PhraseValue>>;

/** A detail in English, and as a phrase for other languages: to be spread into a problem. */
export interface Detail {
  readonly detail: string;
  readonly phrase: DetailPhrase;
}

const joined = (value: PhraseValue | undefined): string =>
  typeof value === 'object' ? value.join(' or ') : String(value ?? '');

/** The detail of a problem. Values are names, formats, counts and record numbers: never a cell's text. */
export function detailOf<Kind extends PhraseKind>(kind: Kind, values: PhraseValues<Kind>): Detail {
  const phrase: DetailPhrase = { kind, values };
  const detail = PHRASES[kind].en.replace(/\{(\w+)\}/gu, (_, name: string) => joined(phrase.values[name]));
  return { detail, phrase };
}

/** SQL of a phrase's JSON text, given SQL of the number of the record that it names. */
export const recordPhraseSql = (kind: 'same-id' | 'equal-row', record: string): string =>
  `'{"kind":"${kind}","values":{"record":' || ${record} || '}}'`;
