import type { Problem, ProblemCode } from '../domain/problem.ts';

/** What a problem means, in one sentence, and what mends it. */
export interface ProblemText {
  readonly sentence: string;
  readonly remedy: string;
}

/** The one catalogue of sentences about exports for people. They never hold a value of a file. */
export const PROBLEM_TEXTS: Readonly<Record<ProblemCode, ProblemText>> = {
  'not-decodable': {
    sentence: 'The file cannot be read as text in an encoding of this hotline.',
    remedy: 'Save it as "CSV UTF-8" or as a workbook and upload it again.',
  },
  'not-a-csv': {
    sentence: 'The file is no table of separated values.',
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
    remedy:
      'Export the report again as CSV, or split the month into smaller files of the same table packed in no archive.',
  },
  'reader-failed': {
    sentence: 'The program could not read the file; this is a fault of the program or a damaged file.',
    remedy:
      'Export the report again as CSV UTF-8 and upload it. If that fails too, report it to whoever runs the program.',
  },
  'unclosed-quote': {
    sentence: 'A quotation mark that opens a cell is never closed, so the rest of the file cannot be told into rows.',
    remedy: 'Correct the cell in the record named, or export the report anew.',
  },
  'separator-unlisted': {
    sentence: 'The cells of the file are separated by a sign that the hotline does not list.',
    remedy: 'Save it with the separator that is listed, or have its own added to "separators" in the hotline\'s file.',
  },
  'heading-not-first': {
    sentence: 'Lines stand above the heading line.',
    remedy: 'Remove them, or export the report without its title.',
  },
  'heading-missing': {
    sentence: 'A column that the hotline has agreed to send is missing.',
    remedy: 'Add the column to the report, or have its new heading added to the hotline in hotlines/.',
  },
  'heading-twice': {
    sentence: 'A heading stands in the file twice, so its column is not certain.',
    remedy: 'Remove one of the two columns from the report.',
  },
  'no-such-hotline': {
    sentence: 'The folder of the upload names no hotline.',
    remedy: 'Upload to exports/<hotline>/<YYYY-MM>/ with a hotline that has a file in hotlines/.',
  },
  'no-such-month': {
    sentence: 'The folder of the upload names no month that has begun.',
    remedy: 'Upload to exports/<hotline>/<YYYY-MM>/, with a month like 2017-07.',
  },
  'no-such-table': {
    sentence: 'The upload holds no table that the hotline sends.',
    remedy: "Name the file (or the workbook's sheet) after one of the hotline's tables.",
  },
  'second-object': {
    sentence: 'Another object already holds the same table of the same month.',
    remedy: 'Delete one of the two, or upload the correction under the name of the first.',
  },
  'id-empty': {
    sentence: 'A record has no id.',
    remedy: 'Fill the id in at the hotline and export the month again.',
  },
  'id-conflict': {
    sentence: 'Two records have the same id and different content.',
    remedy: 'Correct the id, or remove the version that no longer holds.',
  },
  'date-unreadable': {
    sentence: 'A date is empty, or not written in a format of this hotline.',
    remedy: 'Write it in the format named, with a year of four digits.',
  },
  'date-after-month': {
    sentence: "A date lies after the end of the export's month.",
    remedy: 'Correct the date, or upload the record with the month it belongs to.',
  },
  'flag-unreadable': {
    sentence: 'A yes-or-no cell is empty or neither.',
    remedy: 'Fill in yes or no as this hotline writes them.',
  },
  'line-broken': {
    sentence: 'A row has more or fewer cells than the heading line, or a quotation mark inside a cell.',
    remedy:
      'Put cells that hold separators, quotation marks or line breaks into quotation marks, and double those inside.',
  },
  'report-end': {
    sentence: "Lines at the end of the file look like a report's end, not like records.",
    remedy: "Delete them, or have their form added to the footer of the hotline's file.",
  },
  'total-row': {
    sentence: 'A row looks like a total, not like a record.',
    remedy: 'Export the report without totals, or delete the row.',
  },
  'value-unknown': {
    sentence: 'A value stands in no list of codes.',
    remedy: 'Correct it, or have its spelling added to the hotline in hotlines/.',
  },
  'age-implausible': {
    sentence: 'An age is neither a known label nor a number of years that a person can have.',
    remedy: 'Write the age in years, or the label for unknown.',
  },
  'state-outside-countries': {
    sentence: "A state lies in none of the row's countries.",
    remedy: 'Correct the state or the country.',
  },
  'id-numeric': {
    sentence: 'An id is a number in the workbook and may have lost leading zeros.',
    remedy: 'Format the column as text in the workbook and fill in the ids again, or export as CSV.',
  },
  'id-altered': {
    sentence: 'An id has lost its form: a spreadsheet program has changed it.',
    remedy: 'Export the report again and upload it without opening and saving it in a spreadsheet program.',
  },
  'id-form': {
    sentence: 'An id does not have the form that this hotline has agreed.',
    remedy: 'Export the report again and upload it without opening and saving it in a spreadsheet program.',
  },
  'ids-unlike-before': {
    sentence: 'The ids of this month have another length or other characters than those of the months before.',
    remedy:
      'Compare them with the system they come from: a spreadsheet program drops leading zeros when it saves a CSV.',
  },
  'dates-swapped': {
    sentence: 'Day and month seem to be exchanged in some dates, as a program set to another country writes them.',
    remedy: 'Export the report again and upload it without opening and saving it in a spreadsheet program.',
  },
  'rows-hidden': {
    sentence: 'Rows that a filter of the workbook hides are read like the others.',
    remedy: 'Remove the filter and look at them; delete rows that are not records of the month.',
  },
  'row-repeated': {
    sentence: 'A row stands in the file twice and is counted once.',
    remedy: 'Nothing need be done; the export may list a record twice.',
  },
  'sheet-hidden': {
    sentence: "A hidden sheet of the workbook has a table's name; it is read like the others.",
    remedy: 'Look at it: show it if it is the table, delete or rename it if it is not.',
  },
  'name-unknown': {
    sentence: 'A sheet or packed file has a name that no table of the hotline has; it is ignored.',
    remedy: 'Rename it if it should be read.',
  },
};

/** One problem for people: what it means, its detail, and what mends it; where it is stands in its record and column. */
export function problemText({ code, detail }: Pick<Problem, 'code' | 'detail'>): string {
  const { sentence, remedy } = PROBLEM_TEXTS[code];
  return [sentence.slice(0, -1), detail === '' ? '.' : ` (${detail}).`, ' ', remedy].join('');
}
