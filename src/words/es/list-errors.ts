import { LANGUAGES } from '../../domain/languages.ts';
import { someOf } from '../joined.ts';
import { languageName, ownNames } from '../language-name.ts';
import type { ListHeading, ListWords } from '../program-words.ts';

/** The headings of a list that the program writes in Spanish. */
export const SPANISH_HEADINGS: Readonly<Record<ListHeading, string>> = {
  name: 'nombre',
  email: 'correo',
  organisation: 'organización',
  language: 'idioma',
  sheets: 'hojas',
  delivery: 'entrega',
};

const ALL_HEADINGS = Object.values(SPANISH_HEADINGS).join(', ');

/** Asked when an error is written: the first name that `Intl` gives takes 8 ms, also of a cold page. */
function spanishName(code: string): string {
  const language = LANGUAGES.find((known) => known === code);
  return language === undefined ? code : languageName(language, 'es');
}

/** What is wrong with a list of stakeholders, in Spanish. */
export const SPANISH_LIST_ERRORS: ListWords['errors'] = {
  workbook: () => 'es un libro de Excel; guárdelo como “CSV UTF-8” e importe ese archivo',
  'not-utf8': () => 'el texto no está en UTF-8; guárdelo en Excel como “CSV UTF-8”',
  'not-csv': ([code]) => `el archivo no es un CSV (${code})`,
  'headings-missing': ([, ...missing]) =>
    `${missing.length === 1 ? 'falta la columna' : 'faltan las columnas'} ${inSpanish(missing)}; las columnas son ${ALL_HEADINGS}`,
  'headings-other': ([, count]) =>
    `${count === '1' ? 'sobra 1 columna' : `sobran ${count} columnas`}; las columnas son ${ALL_HEADINGS}`,
  'heading-twice': ([heading = '']) => `la columna ${inSpanish([heading])} aparece dos veces`,
  'too-many-cells': () => 'tiene más celdas que la línea 1; ponga entre comillas la celda que contiene un separador',
  name: () => 'el nombre debe tener de 1 a 100 caracteres en una sola línea',
  email: () => 'el correo no es una dirección válida; escriba nombre@example.org',
  organisation: () => 'la organización debe tener 200 caracteres como máximo, en una sola línea',
  language: (languages) => `el idioma debe ser ${languages.join(' o ')} (o ${ownNames(languages)})`,
  'no-sheets': () => 'faltan las hojas informativas',
  'unknown-sheets': ([count, ...sheets]) =>
    `${count === '1' ? '1 de sus hojas no existe' : `${count} de sus hojas no existen`}; hay ${sheets.join(', ')}`,
  'unknown-member': ([family, nearest, ...members]) =>
    `${nearest === '' ? '' : `¿quiso decir ${nearest}? `}un nombre después de ${family}: no es el de una de sus hojas; escriba todos, o nombres como ${someOf(members)}`,
  'unwritten-sheet': ([sheet, language]) => `la hoja ${sheet} no está escrita en ${spanishName(language ?? '')}`,
  delivery: () => 'la entrega debe ser adjunto o enlace',
  reason: () => 'el motivo debe tener de 1 a 200 caracteres en una sola línea',
};

/** What may have been meant otherwise, in Spanish. */
export const SPANISH_LIST_REMARKS: ListWords['remarks'] = {
  'comma-in-name': 'el nombre tiene una coma; los mensajes saludan con él tal como está escrito',
  'local-part': 'la parte antes de la @ no es ASCII; SES y muchos servidores de correo no la aceptan',
};

const inSpanish = (headings: readonly string[]): string => {
  const written: Readonly<Record<string, string>> = SPANISH_HEADINGS;
  return headings.map((heading) => written[heading] ?? heading).join(', ');
};
