import type { PhraseKind } from '../program-words.ts';

/** Details of problems with names in them, in Spanish. */
export const SPANISH_PHRASES: Readonly<Record<PhraseKind, string>> = {
  'date-formats': 'se espera {formats}',
  'no-such-day': 'ese día no existe en el calendario; se espera {formats}',
  exchanged: 'ese mes no existe; puede que día y mes estén invertidos; se espera {formats}',
  'short-year': 'el año tiene dos cifras; se espera {formats}',
  serial: 'un número, como las hojas de cálculo guardan las fechas; se espera {formats}',
  'no-time-zone':
    'una fecha con hora y desfase (Z, +02:00) solo se puede leer si el archivo de la línea tiene “timeZone”; se espera {formats}',
  'dates-exchanged': '{swapped} de {dates} fechas; se espera {formats}',
  'all-in-other-format': 'todas las fechas están en otro formato, el de la columna al guardarla; se espera {formats}',
  'id-forms': 'se espera la forma {forms}',
  'after-month': 'el mes termina el {day}',
  'covers-quarter': 'el archivo abarca un trimestre; su carpeta es {month}',
  'covers-half-year': 'el archivo abarca un semestre; su carpeta es {month}',
  'covers-year': 'el archivo abarca un año; su carpeta es {month}',
  tables: 'tablas de {hotline}: {tables}',
  'part-ignored': 'se ignora “{name}”; tablas de {hotline}: {tables}',
  'packed-workbook': 'un archivo comprimido solo puede traer archivos CSV; “{name}” es un libro: súbalo aparte',
  'packed-other-workbook':
    'un archivo comprimido solo puede traer archivos CSV; “{name}” es un libro de un tipo que no se lee: guárdelo como CSV UTF-8',
  'packed-gzip':
    'un archivo comprimido solo puede traer archivos CSV; “{name}” está en gzip: súbalo aparte o comprima el CSV mismo',
  'packed-archive':
    'un archivo comprimido solo puede traer archivos CSV; “{name}” es otro archivo comprimido: súbalo aparte',
  'packed-other-archive':
    'un archivo comprimido solo puede traer archivos CSV; “{name}” está comprimido en un formato que no se lee: comprima sus CSV',
  'packed-text':
    'un archivo comprimido solo puede traer archivos CSV; “{name}” es un archivo de texto: guárdelo como CSV, con un nombre que termine en .csv',
  'hidden-rows': '{rows} de “{name}”',
  'known-hotlines': 'líneas que existen: {hotlines}',
  'known-hotlines-and-place':
    'líneas que existen: {hotlines}; se espera exports/<línea>/<AAAA-MM>/<tabla>.csv, .csv.gz, .xlsx o .zip',
  named: '“{name}”',
  'holds-the-same': 'primero está {first}; la misma tabla viene en {others}',
  'holds-the-same-hidden': 'primero está {first}; la misma tabla viene en {others}; está oculta: {hidden}',
  'holds-the-same-unnamed': 'varias hojas o archivos comprimidos traen esta tabla; problems.csv dice cuáles',
  'missing-sheet': 'está dañado: falta la hoja “{name}”',
  'packing-method': 'está comprimido con un método que no se admite ({method}); comprímalo otra vez con Deflate',
  'provided-by': 'la tabla viene de {key}',
  'separated-by': 'separado por {separator}; se espera {separators}',
  'column-expected': 'se espera una columna “{heading}”; separador: {separators}',
  'column-or-alias-expected': 'se espera una columna “{heading}” (o {others}); separador: {separators}',
  'cells-unknown': '{count} de {filled} celdas llenas',
  'in-columns': 'en las columnas {letters}',
  'same-id': 'el mismo identificador que {record}, con otro contenido',
  'equal-row': 'idéntica a {record}; se cuenta una sola vez',
};
