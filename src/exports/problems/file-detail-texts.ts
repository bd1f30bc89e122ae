/** The details of files and their places that hold no names, as `detail-texts.ts` describes them. */
export const FILE_DETAILS = {
  // text and its encoding
  'the file is empty': { es: 'el archivo está vacío' },
  'the file holds NUL bytes: it is not a text file': {
    es: 'el archivo tiene bytes nulos: no es un archivo de texto',
  },
  'the file is UTF-#': { es: 'el archivo está en UTF-#' },
  'the file is UTF-# ("Unicode text")': { es: 'el archivo está en UTF-# (“Texto Unicode”)' },
  'the file is a workbook (.xlsx) or a zip archive under another name': {
    es: 'el archivo es un libro de Excel (.xlsx) o un zip con otro nombre',
  },
  'the file is gzipped, under another name': { es: 'el archivo está comprimido en gzip y tiene otro nombre' },
  'the file is an old workbook (.xls) or one with a password, under another name': {
    es: 'el archivo es un libro de Excel antiguo (.xls) o con contraseña, con otro nombre',
  },
  'the file is a PDF': { es: 'el archivo es un PDF' },
  'one byte is not UTF-#': { es: 'hay un byte que no es UTF-#' },
  'the first of # bytes that are not UTF-#': { es: 'aquí está el primero de # bytes que no son UTF-#' },
  'a byte that Windows-# does not have': { es: 'hay un byte que no existe en Windows-#' },
  'it looks like UTF-#': { es: 'parece UTF-#' },
  'it looks like Windows-#, as Excel saves a plain CSV': { es: 'parece Windows-#, como Excel guarda un CSV común' },
  'it looks like Mac Roman, as Excel for Mac saves a plain CSV': {
    es: 'parece Mac Roman, como Excel para Mac guarda un CSV común',
  },
  'it looks like CP#, as MS-DOS and "CSV (MS-DOS)" write it': {
    es: 'parece CP#, como lo escriben MS-DOS y la opción “CSV (MS-DOS)”',
  },
  'the text was encoded as UTF-# twice ("Ã³" where a letter was)': {
    es: 'el texto se codificó dos veces en UTF-# (dice “Ã³” donde había una letra)',
  },
  'the text is Windows-#, as Excel saves a plain CSV, which was read in another encoding before it was saved as UTF-#':
    {
      es: 'el texto estaba en Windows-#, como Excel guarda un CSV común, y se leyó en otra codificación antes de guardarse en UTF-#',
    },
  'the text is Mac Roman, as Excel for Mac saves a plain CSV, which was read in another encoding before it was saved as UTF-#':
    {
      es: 'el texto estaba en Mac Roman, como Excel para Mac guarda un CSV común, y se leyó en otra codificación antes de guardarse en UTF-#',
    },
  'the text is CP#, as MS-DOS and "CSV (MS-DOS)" write it, which was read in another encoding before it was saved as UTF-#':
    {
      es: 'el texto estaba en CP#, como lo escriben MS-DOS y la opción “CSV (MS-DOS)”, y se leyó en otra codificación antes de guardarse en UTF-#',
    },
  'the letters do not make words in UTF-#; the text was saved in another encoding': {
    es: 'las letras no forman palabras en UTF-#; el texto se guardó en otra codificación',
  },
  'the letters do not make words in Windows-#; the text was saved in another encoding': {
    es: 'las letras no forman palabras en Windows-#; el texto se guardó en otra codificación',
  },
  'letters were lost (�) when the text was saved in an encoding that lacks them': {
    es: 'se perdieron letras (�) cuando el texto se guardó en una codificación que no las tiene',
  },
  'letters were lost ("?" or "�" in their place) when the text was saved in an encoding that lacks them': {
    es: 'se perdieron letras (hay “?” o “�” en su lugar) cuando el texto se guardó en una codificación que no las tiene',
  },

  // the heading line
  'the heading line has no end, or a quote in it never closes': {
    es: 'la fila de encabezados no termina, o tiene comillas que no se cierran',
  },
  'the heading line has more than # headings, or # cells': {
    es: 'la fila de encabezados tiene más de # encabezados o de # celdas',
  },
  'it begins with "<", as a web page (HTML) or XML does': {
    es: 'empieza con “<”, como una página web (HTML) o un XML',
  },
  'the headings are in line #': { es: 'los encabezados están en el renglón #' },

  // archives
  'the file is larger than # bytes unpacked': { es: 'el archivo, descomprimido, pasa de # bytes' },
  'larger than # bytes unpacked: send single CSV files': {
    es: 'descomprimido pasa de # bytes: envíe los CSV uno por uno',
  },
  'more than # packed files': { es: 'trae más de # archivos' },
  'protected by a password': { es: 'está protegido con contraseña' },
  'damaged, or of another kind than its name says': {
    es: 'está dañado, o es de otro tipo que el que dice su nombre',
  },
  'one part of an archive of several: pack it as a single file': {
    es: 'es una parte de un archivo dividido en varias: comprímalo en un solo archivo',
  },
  'the gzip file is damaged or cut off; compress it again': {
    es: 'el archivo gzip está dañado o incompleto; comprímalo otra vez',
  },
  'the packed file is damaged or cut off; pack it again': {
    es: 'el archivo comprimido está dañado o incompleto; comprímalo otra vez',
  },

  // places
  'expected a name that ends in .csv, .csv.gz, .xlsx or .zip': {
    es: 'se espera un nombre que termine en .csv, .csv.gz, .xlsx o .zip',
  },
  'expected a month as YYYY-MM, like #-#': { es: 'se espera un mes como AAAA-MM, por ejemplo #-#' },
  'expected exports/<hotline>/<YYYY-MM>/<table>.csv, .csv.gz, .xlsx, .zip': {
    es: 'se espera exports/<línea>/<AAAA-MM>/<tabla>.csv, .csv.gz, .xlsx o .zip',
  },
  '#-# has not begun': { es: '#-# todavía no empieza' },
  'the object is larger than # bytes, so it is not read; export the months one by one': {
    es: 'el archivo pasa de # bytes y no se lee; exporte los meses uno por uno',
  },
  'tried # times; it is not read again until it changes': {
    es: 'se intentó # veces; no se vuelve a leer hasta que cambie',
  },
} as const;
