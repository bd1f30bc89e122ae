import { someOf } from '../joined.ts';
import { ownNames } from '../language-name.ts';
import type { ListWords } from '../program-words.ts';

/** What is wrong with a list of stakeholders, in English. */
export const ENGLISH_LIST_ERRORS: ListWords['errors'] = {
  workbook: () => 'it is a workbook; in Excel save it as "CSV UTF-8" and import that',
  'not-utf8': ([what]) => what ?? 'the file is not UTF-8; save it as "CSV UTF-8"',
  'not-csv': ([code]) => `the file is not a CSV (${code})`,
  'headings-missing': ([all, ...missing]) => `lacks ${missing.join(', ')}; the headings are ${all}`,
  'headings-other': ([all, count]) =>
    `${count} other ${count === '1' ? 'heading' : 'headings'}; the headings are ${all}`,
  'heading-twice': ([heading]) => `${heading} is there twice`,
  'too-many-cells': () => 'has more cells than line 1; put a cell with a separator in it into quotation marks',
  name: () => 'name must be 1 to 100 characters on one line',
  email: () => 'email is not a valid address; write name@example.org',
  organisation: () => 'organisation must be at most 200 characters on one line',
  language: (languages) => `language must be one of ${languages.join(', ')} (or ${ownNames(languages)})`,
  'no-sheets': () => 'sheets is empty',
  'unknown-sheets': ([count, ...sheets]) =>
    `${count} of its sheets ${count === '1' ? 'does' : 'do'} not exist; there are ${sheets.join(', ')}`,
  'unknown-member': ([family, nearest, ...members]) =>
    `${nearest === '' ? '' : `did you mean ${nearest}? `}a name after ${family}: is not that of one of its members; write all, or names such as ${someOf(members)}`,
  'unwritten-sheet': ([sheet, language]) => `sheet ${sheet} is not written in ${language}`,
  delivery: () => 'delivery must be attachment or link',
  reason: () => 'the reason must be 1 to 200 characters on one line',
};

/** What may have been meant otherwise, in English. */
export const ENGLISH_LIST_REMARKS: ListWords['remarks'] = {
  'comma-in-name': 'the name has a comma; messages greet by it as it is written',
  'local-part': 'the part before the @ is not ASCII; SES and many mail servers do not take it',
};
