/** The details of rows and cells that hold no names, as `detail-texts.ts` describes them. */
export const CELL_DETAILS = {
  empty: { es: 'vacía' },

  // ids
  'a whole number with decimals; read without them': { es: 'un número entero escrito con decimales; se lee sin ellos' },
  'begins with an apostrophe; read without it': { es: 'empieza con un apóstrofo; se lee sin él' },
  'a rounded number with an exponent': { es: 'un número redondeado, en notación científica' },
  'a number with decimals': { es: 'un número con decimales' },
  'the signs of a column that is too narrow': { es: 'los signos que se ven cuando la columna es muy angosta' },
  'an error of a spreadsheet': { es: 'un error de la hoja de cálculo' },
  'a date': { es: 'una fecha' },
  'true or false': { es: 'verdadero o falso' },
  'a dash in place of a hyphen': { es: 'una raya en lugar de un guion' },
  'a character is lost': { es: 'se perdió un carácter' },
  'a number in the workbook; leading zeros may be lost': {
    es: 'es un número en el libro; pudo perder los ceros del principio',
  },
  'an error, a formula without a result, or part of a merged cell': {
    es: 'un error, una fórmula sin resultado o parte de una celda combinada',
  },

  // yes-or-no cells, codes, ages, states
  '# values in a column of one': { es: '# valores en una columna de uno solo' },
  'neither yes nor no': { es: 'no dice ni sí ni no' },
  'left out': { en: 'the record counts, this value does not', es: 'el registro cuenta; este valor, no' },
  'left out beside a known value': {
    en: 'the other value of the cell counts, this one does not',
    es: 'cuenta el otro valor de la celda; este, no',
  },
  'counted as unknown': {
    en: 'the record counts, in this column as unknown',
    es: 'el registro cuenta, y en esta columna queda como desconocido',
  },
  'counted as other': {
    en: 'the record counts, in this column as other',
    es: 'el registro cuenta, y en esta columna queda como otro',
  },
  'several countries have it; left out': {
    en: 'several countries have one of this name; the record counts, this value does not',
    es: 'hay uno con ese nombre en varios países; el registro cuenta; este valor, no',
  },
  'abbreviated, and the row names no country: no country is filled in': {
    es: 'está abreviado y la fila no trae país; el país se queda vacío',
  },

  // rows
  'the row is left out': { en: 'the row does not count', es: 'la fila no cuenta' },
  'empty; the row is left out': { en: 'empty; the row does not count', es: 'vacía; la fila no cuenta' },
  'a quote ends inside a cell': { es: 'unas comillas se cierran a media celda' },
  '# cells instead of #': { es: '# celdas en lugar de #' },
  'the quote never closes': { es: 'las comillas no se cierran' },
  'the quote never closes, or the row is longer than a row can be': {
    es: 'las comillas no se cierran, o la fila es más larga de lo que puede ser',
  },
  '# rows have a cell of # characters or more': { es: '# filas tienen una celda de # caracteres o más' },
  'more than # different cells cannot be read': { es: 'más de # celdas distintas no se pueden leer' },
  'the last line': { es: 'el último renglón' },
  'the last # lines': { es: 'los últimos # renglones' },
} as const;
