import type { Language, Words } from '../contract/languages.ts';
import { formatDay } from '../domain/format.ts';
import { parseDay } from '../domain/month.ts';
import type { DetailPhrase, PhraseValue, Problem } from '../domain/problem.ts';
import { PHRASES } from './detail-phrases.ts';

/** A detail in every language; `key` is how it is spelled in the code, where that is not the English text. */
type DetailWords = Words & { readonly key?: string };

/** Details without names in them; `#` is a number, in the same order in every language. */
const TEXTS: readonly DetailWords[] = [
  { en: 'a whole number with decimals; read without them', es: 'un número entero con decimales; se lee sin ellos' },
  { en: 'begins with an apostrophe; read without it', es: 'empieza con un apóstrofo; se lee sin él' },
  { en: 'a rounded number with an exponent', es: 'un número redondeado, con exponente' },
  { en: 'a number with decimals', es: 'un número con decimales' },
  { en: 'the signs of a column that is too narrow', es: 'los signos de una columna demasiado angosta' },
  { en: 'an error of a spreadsheet', es: 'un error de la hoja de cálculo' },
  { en: 'a date', es: 'una fecha' },
  { en: 'true or false', es: 'verdadero o falso' },
  { en: 'a dash in place of a hyphen', es: 'una raya en lugar de un guion' },
  { en: 'a character is lost', es: 'se perdió un carácter' },
  { en: '# rows have a cell of # characters or more', es: '# filas tienen una celda de # caracteres o más' },
  { en: 'more than # different cells cannot be read', es: 'más de # celdas distintas no se pueden leer' },
  {
    en: 'tried # times; it is not read again until it changes',
    es: 'se intentó # veces; no se vuelve a leer hasta que cambie',
  },
  { en: 'empty', es: 'vacía' },
  { en: 'neither yes nor no', es: 'no dice ni sí ni no' },
  { key: 'left out', en: 'the record counts, this value does not', es: 'el registro cuenta; este valor, no' },
  {
    key: 'left out beside a known value',
    en: 'the other value of the cell counts, this one does not',
    es: 'cuenta el otro valor de la celda; este, no',
  },
  {
    key: 'counted as unknown',
    en: 'the record counts, in this column as unknown',
    es: 'el registro cuenta, y en esta columna queda como desconocido',
  },
  {
    key: 'counted as other',
    en: 'the record counts, in this column as other',
    es: 'el registro cuenta, y en esta columna queda como otro',
  },
  {
    key: 'several countries have it; left out',
    en: 'several countries have one of this name; the record counts, this value does not',
    es: 'hay uno en varios países; el registro cuenta, este valor no',
  },
  { key: 'the row is left out', en: 'the row does not count', es: 'la fila no cuenta' },
  { key: 'empty; the row is left out', en: 'empty; the row does not count', es: 'vacía; la fila no cuenta' },
  { en: 'a quote ends inside a cell', es: 'una comilla termina dentro de una celda' },
  { en: '# cells instead of #', es: '# celdas en lugar de #' },
  { en: 'the quote never closes', es: 'la comilla no se cierra' },
  {
    en: 'the quote never closes, or the row is longer than a row can be',
    es: 'la comilla no se cierra, o la fila es más larga de lo posible',
  },
  {
    en: 'a number in the workbook; leading zeros may be lost',
    es: 'es un número en el libro; pudo perder los ceros del principio',
  },
  {
    en: 'an error, a formula without a result, or part of a merged cell',
    es: 'un error, una fórmula sin resultado o parte de una celda combinada',
  },
  { en: 'the file is empty', es: 'el archivo está vacío' },
  {
    en: 'the heading line has no end, or a quote in it never closes',
    es: 'la fila de encabezados no termina, o tiene una comilla que no se cierra',
  },
  {
    en: 'it begins with "<", as a web page (HTML) or XML does',
    es: 'empieza con “<”, como una página web (HTML) o un XML',
  },
  { en: 'the headings stand in line #', es: 'los encabezados están en el renglón #' },
  { en: 'the file holds NUL bytes: it is no text file', es: 'el archivo tiene bytes nulos: no es un archivo de texto' },
  {
    en: 'the file is UTF-# ("Unicode text"): save it as CSV UTF-# or as a workbook',
    es: 'el archivo está en UTF-# (“Texto Unicode”): guárdelo como CSV UTF-# o como libro de Excel',
  },
  { en: 'the file is larger than # bytes unpacked', es: 'el archivo, descomprimido, pasa de # bytes' },
  {
    en: 'larger than # bytes unpacked: send single CSV files',
    es: 'descomprimido pasa de # bytes: envíe los CSV uno por uno',
  },
  { en: 'more than # packed files', es: 'trae más de # archivos' },
  { en: 'more than # merged ranges', es: 'tiene más de # rangos combinados' },
  { en: 'protected by a password', es: 'está protegido con contraseña' },
  {
    en: 'damaged, or of another kind than its name says',
    es: 'está dañado, o es de otro tipo que el que dice su nombre',
  },
  { en: 'the gzip file is damaged', es: 'el archivo gzip está dañado' },
  { en: 'the packed file is damaged', es: 'el archivo empaquetado está dañado' },
  { en: 'no workbook in it', es: 'no contiene ningún libro' },
  {
    en: 'a cell with an error or a formula without a result has no place',
    es: 'una celda con un error o una fórmula sin resultado no dice dónde está',
  },
  {
    en: 'expected a name that ends in .csv, .csv.gz, .xlsx or .zip',
    es: 'se espera un nombre que termine en .csv, .csv.gz, .xlsx o .zip',
  },
  { en: 'expected a month as YYYY-MM, like #-#', es: 'se espera un mes como AAAA-MM, por ejemplo #-#' },
  { en: '#-# has not begun', es: '#-# todavía no empieza' },
  {
    en: 'the object is larger than # bytes, so it is not read; export the months one by one',
    es: 'el archivo pasa de # bytes y no se lee; exporte los meses uno por uno',
  },
];

const BY_ENGLISH: ReadonlyMap<string, Words> = new Map(TEXTS.map((words) => [words.key ?? words.en, words]));

/** How lists of alternatives are joined, and the letter that date formats have for the year. */
const LISTS: Readonly<Record<Language, { readonly or: string; readonly year: string }>> = {
  en: { or: ' or ', year: 'Y' },
  es: { or: ' o ', year: 'A' },
};

/** Prints the number of a record that a detail names: "row 12", "la fila 12". */
export type RowName = (record: number) => string;

/** A problem's detail in a language; in English where it has no translation. */
export function detailText({ detail, phrase }: Worded, language: Language, rowName: RowName): string {
  if (phrase) return phraseText(phrase, language, rowName) ?? detail;
  const numbers = detail.match(NUMBER) ?? [];
  let next = 0;
  return BY_ENGLISH.get(withoutNumbers(detail))?.[language].replaceAll('#', () => numbers[next++] ?? '') ?? detail;
}

type Worded = Pick<Problem, 'detail' | 'phrase'>;

/** Whether a detail is available in every language. */
export const isTranslated = ({ detail, phrase }: Worded): boolean =>
  detail === '' || phrase !== undefined || BY_ENGLISH.has(withoutNumbers(detail));

const NUMBER = /\d+/gu;
const withoutNumbers = (detail: string): string => detail.replace(NUMBER, '#');

const KINDS: ReadonlyMap<string, Words> = new Map(Object.entries(PHRASES));

function phraseText({ kind, values }: DetailPhrase, language: Language, rowName: RowName): string | null {
  const words = KINDS.get(kind);
  return words
    ? words[language].replace(/\{(\w+)\}/gu, (_, name: string) => valueText(name, values[name], language, rowName))
    : null;
}

function valueText(name: string, value: PhraseValue | undefined, language: Language, rowName: RowName): string {
  if (name === 'record') return rowName(Number(value));
  const day = name === 'day' ? parseDay(String(value)) : null;
  if (day) return formatDay(day, language);
  const { or, year } = LISTS[language];
  const text = typeof value === 'object' ? value.join(or) : String(value ?? '');
  return name === 'formats' ? text.replaceAll('Y', year) : text;
}
