/**
 * Every detail of a problem that holds no name, as the code writes it. `#` is a number; every language has the numbers
 * in the same order.
 */
export const DETAIL_KEYS = [
  'empty',

  // ids
  'a whole number with decimals; read without them',
  'begins with an apostrophe; read without it',
  'a rounded number with an exponent',
  'a number with decimals',
  'the signs of a column that is too narrow',
  'an error of a spreadsheet',
  'a date',
  'true or false',
  'a dash in place of a hyphen',
  'a character is lost',
  'a number in the workbook; leading zeros may be lost',
  'an error, a formula without a result, or part of a merged cell',

  // yes-or-no cells, codes, ages, states
  '# values in a column of one',
  'neither yes nor no',
  'expected a whole number without separators, like # or #',
  'the number is not known; the row does not count',
  'the date is not known; the record counts in no period',
  'not in one of the age groups; counted as unknown',
  'left out',
  'left out beside a known value',
  'counted as unknown',
  'counted as other',
  'several countries have it; left out',
  'abbreviated, and the row names no country: no country is filled in',

  // rows
  'the row is left out',
  'empty; the row is left out',
  'a quote ends inside a cell',
  '# cells instead of #',
  'the quote never closes',
  'the quote never closes, or the row is longer than a row can be',
  '# rows have a cell of # characters or more',
  'more than # different cells cannot be read',
  'the last line',
  'the last # lines',
  // text and its encoding
  'the file is empty',
  'the file contains NUL bytes: it is not a text file',
  'the file is UTF-#',
  'the file is UTF-# ("Unicode text")',
  'the file is a workbook (.xlsx) or a zip archive under another name',
  'the file is gzipped, under another name',
  'the file is an old workbook (.xls) or one with a password, under another name',
  'the file is a PDF',
  'one byte is not UTF-#',
  'the first of # bytes that are not UTF-#',
  'a byte that Windows-# does not have',
  'it looks like UTF-#',
  'it looks like Windows-#, as Excel saves a plain CSV',
  'it looks like Mac Roman, as Excel for Mac saves a plain CSV',
  'it looks like CP#, as MS-DOS and "CSV (MS-DOS)" write it',
  'the text was encoded as UTF-# twice ("Ã³" where a letter was)',
  'the text is Windows-#, as Excel saves a plain CSV, which was read in another encoding before it was saved as UTF-#',
  'the text is Mac Roman, as Excel for Mac saves a plain CSV, which was read in another encoding before it was saved as UTF-#',
  'the text is CP#, as MS-DOS and "CSV (MS-DOS)" write it, which was read in another encoding before it was saved as UTF-#',
  'the letters do not make words in UTF-#; the text was saved in another encoding',
  'the letters do not make words in Windows-#; the text was saved in another encoding',
  'letters were lost (�) when the text was saved in an encoding that lacks them',
  'letters were lost ("?" or "�" in their place) when the text was saved in an encoding that lacks them',

  // the heading line
  'the heading line has no end, or a quote in it never closes',
  'the heading line has more than # headings, or # cells',
  'it begins with "<", as a web page (HTML) or XML does',
  'the headings are in line #',
  'row # is empty, or the file ends before it',

  // archives
  'the file is larger than # bytes unpacked',
  'larger than # bytes unpacked: send single CSV files',
  'more than # packed files',
  'protected by a password',
  'damaged, or of another kind than its name says',
  'one part of an archive of several: pack it as a single file',
  'the gzip file is damaged or cut off; compress it again',
  'the packed file is damaged or cut off; pack it again',

  // places
  'expected a name that ends in .csv, .csv.gz, .xlsx or .zip',
  'expected a month as YYYY-MM, like #-#',
  'expected exports/<hotline>/<YYYY-MM>/<table>.csv, .csv.gz, .xlsx, .zip',
  '#-# has not begun',
  'the object is larger than # bytes, so it is not read; export the months one by one',
  'tried # times; it is not read again until it changes',
  // files of another kind
  'an old Excel file (.xls): save it as .xlsx',
  'a binary workbook (.xlsb): save it as .xlsx',
  'an OpenDocument file: save it as .xlsx',
  'no workbook in it',
  'no sheet in it',

  // damaged files
  'two parts of it have the same name',
  'a part of it is missing',
  'a part of it is neither UTF-# nor UTF-#',
  'a part of it has a DOCTYPE, which no spreadsheet program writes',
  'damaged: the text of a cell is missing',
  'damaged: merged ranges overlap',
  'damaged: a row after row # is out of order',
  'damaged: a cell in row # says that it is elsewhere',
  'damaged: a cell is in row # twice',

  // more than a table has
  'a cell beyond column # in row #',
  'a cell beyond row #',
  '# rows of # columns',
  'more than # sheets',
  'more than # merged ranges',
  'more than # merged cells',
  'more than # cell formats',
  'more than # characters in its cells',
  'more than # elements',
  'a text of more than # characters',
  'elements nested more than # deep',
  'an element with more than # attributes',
] as const;

export type DetailKey = (typeof DETAIL_KEYS)[number];
