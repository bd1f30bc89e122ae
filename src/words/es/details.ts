import type { DetailKey } from '../detail-keys.ts';

/** Details of problems without names in them, in Spanish. */
export const SPANISH_DETAILS: Readonly<Record<DetailKey, string>> = {
  empty: 'vacía',

  // ids
  'a whole number with decimals; read without them': 'un número entero escrito con decimales; se lee sin ellos',
  'begins with an apostrophe; read without it': 'empieza con un apóstrofo; se lee sin él',
  'a rounded number with an exponent': 'un número redondeado, en notación científica',
  'a number with decimals': 'un número con decimales',
  'the signs of a column that is too narrow': 'los signos que se ven cuando la columna es muy angosta',
  'an error of a spreadsheet': 'un error de la hoja de cálculo',
  'a date': 'una fecha',
  'true or false': 'verdadero o falso',
  'a dash in place of a hyphen': 'una raya en lugar de un guion',
  'a character is lost': 'se perdió un carácter',
  'a number in the workbook; leading zeros may be lost':
    'es un número en el libro; pudo perder los ceros del principio',
  'an error, a formula without a result, or part of a merged cell':
    'un error, una fórmula sin resultado o parte de una celda combinada',

  // yes-or-no cells, codes, ages, states
  '# values in a column of one': '# valores en una columna de uno solo',
  'expected a whole number without separators, like # or #': 'se espera un número entero sin separadores, como # o #',
  'the number is not known; the row does not count': 'no se sabe el número; la fila no cuenta',
  'the date is not known; the record counts in no period':
    'no se sabe la fecha; el registro no cuenta en ningún periodo',
  'not in one of the age groups; counted as unknown':
    'no está en uno solo de los grupos de edad; el registro cuenta, y en esta columna queda como desconocido',
  'neither yes nor no': 'no dice ni sí ni no',
  'left out': 'el registro cuenta; este valor, no',
  'left out beside a known value': 'cuenta el otro valor de la celda; este, no',
  'counted as unknown': 'el registro cuenta, y en esta columna queda como desconocido',
  'counted as other': 'el registro cuenta, y en esta columna queda como otro',
  'several countries have it; left out': 'hay uno con ese nombre en varios países; el registro cuenta; este valor, no',
  'abbreviated, and the row names no country: no country is filled in':
    'está abreviado y la fila no trae país; el país se queda vacío',

  // rows
  'the row is left out': 'la fila no cuenta',
  'empty; the row is left out': 'vacía; la fila no cuenta',
  'a quote ends inside a cell': 'unas comillas se cierran a media celda',
  '# cells instead of #': 'celdas: # en lugar de #',
  'the quote never closes': 'las comillas no se cierran',
  'the quote never closes, or the row is longer than a row can be':
    'las comillas no se cierran, o la fila es más larga de lo que puede ser',
  '# rows have a cell of # characters or more': '# filas tienen una celda de # caracteres o más',
  'more than # different cells cannot be read': 'más de # celdas distintas no se pueden leer',
  'the last line': 'el último renglón',
  'the last # lines': 'los últimos # renglones',
  // text and its encoding
  'the file is empty': 'el archivo está vacío',
  'the file contains NUL bytes: it is not a text file': 'el archivo tiene bytes nulos: no es un archivo de texto',
  'the file is UTF-#': 'el archivo está en UTF-#',
  'the file is UTF-# ("Unicode text")': 'el archivo está en UTF-# (“Texto Unicode”)',
  'the file is a workbook (.xlsx) or a zip archive under another name':
    'el archivo es un libro de Excel (.xlsx) o un zip con otro nombre',
  'the file is gzipped, under another name': 'el archivo está comprimido en gzip y tiene otro nombre',
  'the file is an old workbook (.xls) or one with a password, under another name':
    'el archivo es un libro de Excel antiguo (.xls) o con contraseña, con otro nombre',
  'the file is a PDF': 'el archivo es un PDF',
  'one byte is not UTF-#': 'hay un byte que no es UTF-#',
  'the first of # bytes that are not UTF-#': 'aquí está el primero de # bytes que no son UTF-#',
  'a byte that Windows-# does not have': 'hay un byte que no existe en Windows-#',
  'it looks like UTF-#': 'parece UTF-#',
  'it looks like Windows-#, as Excel saves a plain CSV': 'parece Windows-#, como Excel guarda un CSV común',
  'it looks like Mac Roman, as Excel for Mac saves a plain CSV':
    'parece Mac Roman, como Excel para Mac guarda un CSV común',
  'it looks like CP#, as MS-DOS and "CSV (MS-DOS)" write it':
    'parece CP#, como lo escriben MS-DOS y la opción “CSV (MS-DOS)”',
  'the text was encoded as UTF-# twice ("Ã³" where a letter was)':
    'el texto se codificó dos veces en UTF-# (dice “Ã³” donde había una letra)',
  'the text is Windows-#, as Excel saves a plain CSV, which was read in another encoding before it was saved as UTF-#':
    'el texto estaba en Windows-#, como Excel guarda un CSV común, y se leyó en otra codificación antes de guardarse en UTF-#',
  'the text is Mac Roman, as Excel for Mac saves a plain CSV, which was read in another encoding before it was saved as UTF-#':
    'el texto estaba en Mac Roman, como Excel para Mac guarda un CSV común, y se leyó en otra codificación antes de guardarse en UTF-#',
  'the text is CP#, as MS-DOS and "CSV (MS-DOS)" write it, which was read in another encoding before it was saved as UTF-#':
    'el texto estaba en CP#, como lo escriben MS-DOS y la opción “CSV (MS-DOS)”, y se leyó en otra codificación antes de guardarse en UTF-#',
  'the letters do not make words in UTF-#; the text was saved in another encoding':
    'las letras no forman palabras en UTF-#; el texto se guardó en otra codificación',
  'the letters do not make words in Windows-#; the text was saved in another encoding':
    'las letras no forman palabras en Windows-#; el texto se guardó en otra codificación',
  'letters were lost (�) when the text was saved in an encoding that lacks them':
    'se perdieron letras (�) cuando el texto se guardó en una codificación que no las tiene',
  'letters were lost ("?" or "�" in their place) when the text was saved in an encoding that lacks them':
    'se perdieron letras (hay “?” o “�” en su lugar) cuando el texto se guardó en una codificación que no las tiene',

  // the heading line
  'the heading line has no end, or a quote in it never closes':
    'la fila de encabezados no termina, o tiene comillas que no se cierran',
  'the heading line has more than # headings, or # cells':
    'la fila de encabezados tiene más de # encabezados o de # celdas',
  'it begins with "<", as a web page (HTML) or XML does': 'empieza con “<”, como una página web (HTML) o un XML',
  'the headings are in line #': 'los encabezados están en el renglón #',
  'row # is empty, or the file ends before it': 'la fila # está vacía o el archivo termina antes',

  // archives
  'the file is larger than # bytes unpacked': 'el archivo, descomprimido, pasa de # bytes',
  'larger than # bytes unpacked: send single CSV files': 'descomprimido pasa de # bytes: envíe los CSV uno por uno',
  'more than # packed files': 'trae más de # archivos',
  'protected by a password': 'está protegido con contraseña',
  'damaged, or of another kind than its name says': 'está dañado, o es de otro tipo que el que dice su nombre',
  'one part of an archive of several: pack it as a single file':
    'es una parte de un archivo dividido en varias: comprímalo en un solo archivo',
  'the gzip file is damaged or cut off; compress it again':
    'el archivo gzip está dañado o incompleto; comprímalo otra vez',
  'the packed file is damaged or cut off; pack it again':
    'el archivo comprimido está dañado o incompleto; comprímalo otra vez',

  // places
  'expected a name that ends in .csv, .csv.gz, .xlsx or .zip':
    'se espera un nombre que termine en .csv, .csv.gz, .xlsx o .zip',
  'expected a month as YYYY-MM, like #-#': 'se espera un mes como AAAA-MM, por ejemplo #-#',
  'expected exports/<hotline>/<YYYY-MM>/<table>.csv, .csv.gz, .xlsx, .zip':
    'se espera exports/<línea>/<AAAA-MM>/<tabla>.csv, .csv.gz, .xlsx o .zip',
  '#-# has not begun': '#-# todavía no empieza',
  'the object is larger than # bytes, so it is not read; export the months one by one':
    'el archivo pasa de # bytes y no se lee; exporte los meses uno por uno',
  'tried # times; it is not read again until it changes': 'se intentó # veces; no se vuelve a leer hasta que cambie',
  // files of another kind
  'an old Excel file (.xls): save it as .xlsx': 'es un libro de Excel antiguo (.xls): guárdelo como .xlsx',
  'a binary workbook (.xlsb): save it as .xlsx': 'es un libro binario (.xlsb): guárdelo como .xlsx',
  'an OpenDocument file: save it as .xlsx': 'es un archivo OpenDocument: guárdelo como .xlsx',
  'no workbook in it': 'no contiene ningún libro',
  'no sheet in it': 'no tiene ninguna hoja',

  // damaged files
  'two parts of it have the same name': 'dos de sus partes tienen el mismo nombre',
  'a part of it is missing': 'le falta una parte',
  'a part of it is neither UTF-# nor UTF-#': 'una de sus partes no está ni en UTF-# ni en UTF-#',
  'a part of it has a DOCTYPE, which no spreadsheet program writes':
    'una de sus partes tiene un DOCTYPE, que ningún programa de hojas de cálculo escribe',
  'damaged: the text of a cell is missing': 'está dañado: falta el texto de una celda',
  'damaged: merged ranges overlap': 'está dañado: hay rangos combinados que se enciman',
  'damaged: a row after row # is out of order': 'está dañado: después de la fila # hay una fuera de orden',
  'damaged: a cell in row # says that it is elsewhere':
    'está dañado: una celda de la fila # dice que está en otro lugar',
  'damaged: a cell is in row # twice': 'está dañado: una celda está dos veces en la fila #',

  // more than a table has
  'a cell beyond column # in row #': 'hay una celda más allá de la columna # en la fila #',
  'a cell beyond row #': 'hay una celda más allá de la fila #',
  '# rows of # columns': '# filas de # columnas',
  'more than # sheets': 'tiene más de # hojas',
  'more than # merged ranges': 'tiene más de # rangos combinados',
  'more than # merged cells': 'tiene más de # celdas combinadas',
  'more than # cell formats': 'tiene más de # formatos de celda',
  'more than # characters in its cells': 'tiene más de # caracteres en sus celdas',
  'more than # elements': 'tiene más de # elementos',
  'a text of more than # characters': 'tiene un texto de más de # caracteres',
  'elements nested more than # deep': 'tiene elementos anidados en más de # niveles',
  'an element with more than # attributes': 'tiene un elemento con más de # atributos',
};
