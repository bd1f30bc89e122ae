/** The details of workbooks that hold no names, as `detail-texts.ts` describes them. */
export const WORKBOOK_DETAILS = {
  // files of another kind
  'an old Excel file (.xls): save it as .xlsx': { es: 'es un libro de Excel antiguo (.xls): guárdelo como .xlsx' },
  'a binary workbook (.xlsb): save it as .xlsx': { es: 'es un libro binario (.xlsb): guárdelo como .xlsx' },
  'an OpenDocument file: save it as .xlsx': { es: 'es un archivo OpenDocument: guárdelo como .xlsx' },
  'no workbook in it': { es: 'no contiene ningún libro' },
  'no sheet in it': { es: 'no tiene ninguna hoja' },

  // damaged files
  'two parts of it have the same name': { es: 'dos de sus partes tienen el mismo nombre' },
  'a part of it is missing': { es: 'le falta una parte' },
  'a part of it is neither UTF-# nor UTF-#': { es: 'una de sus partes no está ni en UTF-# ni en UTF-#' },
  'a part of it has a DOCTYPE, which no spreadsheet program writes': {
    es: 'una de sus partes tiene un DOCTYPE, que ningún programa de hojas de cálculo escribe',
  },
  'damaged: the text of a cell is missing': { es: 'está dañado: falta el texto de una celda' },
  'damaged: merged ranges overlap': { es: 'está dañado: hay rangos combinados que se enciman' },
  'damaged: a row after row # is out of order': { es: 'está dañado: después de la fila # hay una fuera de orden' },
  'damaged: a cell in row # says that it is elsewhere': {
    es: 'está dañado: una celda de la fila # dice que está en otro lugar',
  },
  'damaged: a cell is in row # twice': { es: 'está dañado: una celda está dos veces en la fila #' },

  // more than a table has
  'a cell beyond column # in row #': { es: 'hay una celda más allá de la columna # en la fila #' },
  'a cell beyond row #': { es: 'hay una celda más allá de la fila #' },
  '# rows of # columns': { es: '# filas de # columnas' },
  'more than # sheets': { es: 'tiene más de # hojas' },
  'more than # merged ranges': { es: 'tiene más de # rangos combinados' },
  'more than # merged cells': { es: 'tiene más de # celdas combinadas' },
  'more than # cell formats': { es: 'tiene más de # formatos de celda' },
  'more than # characters in its cells': { es: 'tiene más de # caracteres en sus celdas' },
  'more than # elements': { es: 'tiene más de # elementos' },
  'a text of more than # characters': { es: 'tiene un texto de más de # caracteres' },
  'elements nested more than # deep': { es: 'tiene elementos anidados en más de # niveles' },
  'an element with more than # attributes': { es: 'tiene un elemento con más de # atributos' },
} as const;
