import { ENGLISH_COMMAND_LINE } from './en/command-line.ts';
import { englishDetail } from './en/details.ts';
import { ENGLISH_LIST_ERRORS, ENGLISH_LIST_REMARKS } from './en/list-errors.ts';
import { ENGLISH_PHRASES } from './en/phrases.ts';
import { ENGLISH_PROBLEMS } from './en/problems.ts';
import { groupDigits, joinNames } from './joined.ts';
import type { ListWords, ProblemLineWords, ProgramWords } from './program-words.ts';

const count = (value: number): string => groupDigits(value, ',');

const places = (noun: string, names: readonly string[], more: number): string => {
  const plural = names.length + more === 1 ? '' : 's';
  return `${noun}${plural} ${joinNames(more > 0 ? [...names, `${count(more)} more`] : names, 'and')}`;
};

const LINES: ProblemLineWords = {
  rows: (names, more) => places('row', names, more),
  records: (names, more) => places('record', names, more),
  values: (number) => `${count(number)} values`,
  everyRow: 'Every row has this problem: the column was saved in another format, or contains something else.',
  allowed: (values) => `Allowed: ${values.join(', ')}.`,
  manyAllowed: (number, hotline) =>
    `${count(number)} values are allowed: "factsheets hotlines ${hotline}" lists them, --values shows the nearest ones.`,
  fix: (remedy) => `What to do: ${remedy}`,
  tooManyErrors: (rows, tolerance) =>
    `${count(rows)} ${rows === 1 ? 'row has' : 'rows have'} errors${tolerance > 0 ? `, and this hotline allows ${count(tolerance)}` : ''}; the table is rejected: correct them and upload it again`,
};

const LIST: ListWords = {
  headings: {
    name: ['name'],
    email: ['email', 'e-mail', 'mail'],
    organisation: ['organisation', 'organization'],
    language: ['language'],
    sheets: ['sheets', 'sheet'],
    delivery: ['delivery'],
  },
  writtenHeadings: {
    name: 'name',
    email: 'email',
    organisation: 'organisation',
    language: 'language',
    sheets: 'sheets',
    delivery: 'delivery',
  },
  attachment: ['attachment'],
  link: ['link'],
  errors: ENGLISH_LIST_ERRORS,
  remarks: ENGLISH_LIST_REMARKS,
};

/** The program's words in English. */
export const ENGLISH: ProgramWords = {
  problems: ENGLISH_PROBLEMS,
  severities: { rejection: 'rejection', error: 'error', warning: 'warning' },
  places: { row: 'row', record: 'record', column: 'column', line: 'line', theRow: 'row', theRecord: 'record' },
  lines: LINES,
  problemHeadings: ['row', 'record', 'column', 'severity', 'problem', 'value'],
  detail: englishDetail,
  phrases: ENGLISH_PHRASES,
  values: { or: ' or ', year: 'Y', tabs: 'tabs' },
  thousands: ',',
  list: LIST,
  commandLine: ENGLISH_COMMAND_LINE,
};
