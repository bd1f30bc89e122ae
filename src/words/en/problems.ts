import type { ProblemTexts } from '../../domain/problem.ts';

const AGAIN = 'Export the report again and upload it without opening and saving it in a spreadsheet program.';

/** What each problem means and how to fix it, in English. Never a value of a file. */
export const ENGLISH_PROBLEMS: ProblemTexts = {
  'not-decodable': {
    sentence: 'The file cannot be read as text in an encoding that this hotline uses.',
    remedy: 'Save it as "CSV UTF-8 (Comma delimited)" or as a workbook (.xlsx) and upload it again.',
  },
  'not-a-csv': {
    sentence: 'The file is not a CSV table.',
    remedy: 'Export the report as CSV with its heading line and upload it again.',
  },
  'not-a-workbook': {
    sentence: 'The file cannot be read as an Excel workbook (.xlsx).',
    remedy: 'Open it in Excel, save it as .xlsx or as CSV UTF-8, and upload it again.',
  },
  'not-an-archive': {
    sentence: 'The file cannot be read as a zip archive.',
    remedy: 'Pack the CSV files of the month again as a zip without a password, or upload them one by one.',
  },
  'too-large-or-slow': {
    sentence:
      'Reading the file takes more memory or time than a month of exports does: it is too large or made to be slow.',
    remedy: 'Export the report again as CSV, not packed.',
  },
  'reader-failed': {
    sentence: 'The program could not read the file: the file is damaged, or the program has an error.',
    remedy:
      'Export the report again as CSV UTF-8 and upload it. If that fails too, report it to whoever runs the program.',
  },
  'unclosed-quote': {
    sentence: 'A quotation mark that opens a cell is never closed, so the rows after it cannot be separated.',
    remedy: 'Correct the cell in the row given, or export the report again.',
  },
  'separator-unlisted': {
    sentence: 'The cells of the file are separated by a character that this hotline does not use.',
    remedy: 'Save it with the separator given, or ask whoever runs the program to allow the other one.',
  },
  'heading-not-first': {
    sentence: 'There are lines above the heading line.',
    remedy: 'Delete them, or export the report without its title.',
  },
  'heading-missing': {
    sentence: 'A column that the hotline has agreed to send is missing.',
    remedy: 'Add the column to the report, or ask whoever runs the program to accept its new heading.',
  },
  'heading-twice': {
    sentence: 'Two columns have the same heading, so it is not clear which one to use.',
    remedy: 'Remove one of the two columns from the report.',
  },
  'no-such-hotline': {
    sentence: 'The folder of the upload is not the name of a hotline.',
    remedy: 'Upload to exports/<hotline>/<YYYY-MM>/; "factsheets hotlines" lists the names.',
  },
  'no-such-month': {
    sentence: 'The folder of the upload is not a month that has begun.',
    remedy: 'Upload to exports/<hotline>/<YYYY-MM>/, with a month like 2017-07.',
  },
  'period-month': {
    sentence: 'The file covers more than a month and is not in the folder of its last month.',
    remedy: 'Upload it to the folder of the last month of its quarter, half-year or year.',
  },
  'no-such-table': {
    sentence: 'The upload does not contain a table that the hotline sends.',
    remedy: "Name the file (or the workbook's sheet) after one of the hotline's tables.",
  },
  'second-object': {
    sentence: 'Another file already contains the same table of the same month.',
    remedy: 'Delete one of the two, or upload the correction under the name of the first.',
  },
  'empty-replacement': {
    sentence: 'The file has no records, and the month already has some.',
    remedy:
      'Upload the complete export. If the month really has none, confirm it when you upload the file in the portal, or use "factsheets upload --empty". In the folder, delete the earlier file, wait until it is withdrawn, then add this one.',
  },
  'id-empty': {
    sentence: 'A record does not have an id.',
    remedy: 'Fill in the id in the system it comes from, and export the month again.',
  },
  'id-conflict': {
    sentence: 'Two records have the same id and different content.',
    remedy: 'Correct the id, or remove the outdated record.',
  },
  'date-unreadable': {
    sentence: 'A date is empty, impossible, or not in a format that this hotline uses.',
    remedy: 'Write it in the format given, with a four-digit year.',
  },
  'date-after-month': {
    sentence: "A date is after the end of the export's month.",
    remedy: 'Correct the date, or upload the record with the month it belongs to.',
  },
  'flag-unreadable': {
    sentence: 'A yes-or-no cell is empty, or contains neither yes nor no.',
    remedy: 'Fill in yes or no as this hotline writes them.',
  },
  'count-unreadable': {
    sentence: 'The cell that says how many records a row represents is not a whole number.',
    remedy: 'Write a whole number from 0 on, without separators of thousands.',
  },
  'several-values': {
    sentence: 'A cell has several values, but the agreed format of this hotline allows only one in this column.',
    remedy: 'Keep one value, or ask whoever runs the program to allow several.',
  },
  'line-broken': {
    sentence: 'A row has more or fewer cells than the heading line, or a quotation mark inside a cell.',
    remedy:
      'Put cells that contain separators, quotation marks or line breaks in quotation marks, and double the quotation marks inside.',
  },
  'report-end': {
    sentence: 'The lines at the end of the file look like a report footer, not like records.',
    remedy: 'Delete them, or ask whoever runs the program to add them as a known report footer.',
  },
  'total-row': {
    sentence: 'A row looks like a total, not like a record.',
    remedy: 'Export the report without totals, or delete the row.',
  },
  'column-unknown': {
    sentence: 'Many values of a column are not in its list, so figures by this column are too low.',
    remedy:
      'Check that the column is the right one; if it is, ask whoever runs the program to add its values to the list.',
  },
  'value-unknown': {
    sentence: 'A value is not in the list of values for this column.',
    remedy: 'Correct it; if it is right, ask whoever runs the program to add it to the list.',
  },
  'age-implausible': {
    sentence: 'An age is neither a known label nor a plausible number of years.',
    remedy: 'Write the age in years, or the label for unknown.',
  },
  'state-outside-countries': {
    sentence: 'A state is not in any of the countries of its row, or is abbreviated in a row without a country.',
    remedy:
      "Correct the state or the country. If the file has no column of countries, ask whoever runs the program to name the hotline's country.",
  },
  'id-numeric': {
    sentence: 'An id is a number in the workbook and may have lost leading zeros.',
    remedy: 'Format the column as text in the workbook and fill in the ids again, or export as CSV.',
  },
  'id-altered': { sentence: 'An id is not in its original form: a spreadsheet program has changed it.', remedy: AGAIN },
  'id-form': { sentence: 'An id does not have the form that this hotline has agreed.', remedy: AGAIN },
  'dates-swapped': {
    sentence: 'Day and month seem to be swapped in some dates, as a program set to another country writes them.',
    remedy: AGAIN,
  },
  'rows-hidden': {
    sentence: 'Rows that a filter of the workbook hides are read like the others.',
    remedy: 'Remove the filter and check these rows; delete those that are not records of the month.',
  },
  'row-repeated': {
    sentence: 'A row is in the file twice and is counted once.',
    remedy: 'No action needed, unless the two rows should differ.',
  },
  'sheet-hidden': {
    sentence: "A hidden sheet of the workbook has a table's name; it is read like the others.",
    remedy: 'Check it: unhide it if it is the table; delete or rename it if it is not.',
  },
  'name-unknown': {
    sentence: 'A sheet or packed file does not have the name of a table of the hotline; it is ignored.',
    remedy: 'Rename it if it should be read.',
  },
};
