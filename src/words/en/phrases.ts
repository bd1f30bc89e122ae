/**
 * Details of problems with names in them, in English. `{formats}`, `{separators}` and `{encodings}` are lists joined by
 * "or"; `{record}` is a record number and is printed as a row: "row 12". Every other language has the same
 * placeholders.
 */
export const ENGLISH_PHRASES = {
  'date-formats': 'expected {formats}',
  'no-such-day': 'the calendar has no such day; expected {formats}',
  exchanged: 'no such month; day and month may be exchanged; expected {formats}',
  'short-year': 'the year has two digits; expected {formats}',
  serial: 'a number, as a spreadsheet stores a date; expected {formats}',
  'no-time-zone':
    'a time stamp with an offset can only be read if the hotline\'s file has a "timeZone"; expected {formats}',
  'dates-exchanged': '{swapped} of {dates} dates; expected {formats}',
  'all-in-other-format': 'all dates are in another format: the column was saved in it; expected {formats}',
  'id-forms': 'expected the form {forms}',
  'after-month': 'the month ends on {day}',
  'covers-quarter': 'the file covers a quarter; its folder is {month}',
  'covers-half-year': 'the file covers a half-year; its folder is {month}',
  'covers-year': 'the file covers a year; its folder is {month}',
  tables: 'tables of {hotline}: {tables}',
  'part-ignored': '"{name}" is ignored; tables of {hotline}: {tables}',
  'packed-workbook': 'an archive may hold CSV files only; "{name}" is a workbook: upload it on its own',
  'packed-other-workbook':
    'an archive may hold CSV files only; "{name}" is a workbook of a kind that is not read: save it as CSV UTF-8',
  'packed-gzip':
    'an archive may hold CSV files only; "{name}" is gzipped: upload it on its own, or pack the CSV file itself',
  'packed-archive': 'an archive may hold CSV files only; "{name}" is an archive: upload it on its own',
  'packed-other-archive':
    'an archive may hold CSV files only; "{name}" is an archive of a kind that is not read: pack its CSV files instead',
  'packed-text':
    'an archive may hold CSV files only; "{name}" is a text file: save it as CSV, with a name that ends in .csv',
  'hidden-rows': '{rows} of "{name}"',
  'known-hotlines': 'known hotlines: {hotlines}',
  'known-hotlines-and-place':
    'known hotlines: {hotlines}; expected exports/<hotline>/<YYYY-MM>/<table>.csv, .csv.gz, .xlsx, .zip',
  named: '"{name}"',
  'holds-the-same': '{first} comes first; the same table is in {others}',
  'holds-the-same-hidden': '{first} comes first; the same table is in {others}; hidden: {hidden}',
  'holds-the-same-unnamed': 'several sheets or packed files hold this table; problems.csv names them',
  'missing-sheet': 'damaged: the sheet "{name}" is missing',
  'packing-method': 'packed by a method that is not supported ({method}); pack it again with Deflate',
  'provided-by': 'the table comes from {key}',
  'separated-by': 'separated by {separator}; {separators} is listed',
  'column-expected': 'expected a column "{heading}", separated by {separators}',
  'column-or-alias-expected': 'expected a column "{heading}" (or {others}), separated by {separators}',
  'cells-unknown': '{count} of {filled} filled cells',
  'in-columns': 'in columns {letters}',
  'same-id': 'the same id as {record}, with other content',
  'equal-row': 'equal to {record}, counted once',
} as const;
