import { ENGLISH_COMMAND_LINE } from './en/command-line.ts';
import { englishDetail } from './en/details.ts';
import { ENGLISH_LIST_ERRORS, ENGLISH_LIST_REMARKS } from './en/list-errors.ts';
import { ENGLISH_PHRASES } from './en/phrases.ts';
import { ENGLISH_PROBLEMS } from './en/problems.ts';
import { grouped, joined } from './joined.ts';
import type {
  DateAndCountWords,
  LinkPage,
  LinkPageText,
  ListWords,
  ProblemLineWords,
  ProgramWords,
} from './program-words.ts';

const count = (value: number): string => grouped(value, ',');

const places = (noun: string, names: readonly string[], more: number): string => {
  const plural = names.length + more === 1 ? '' : 's';
  return `${noun}${plural} ${joined(more > 0 ? [...names, `${count(more)} more`] : names, 'and')}`;
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

const DATES: DateAndCountWords = {
  months: 'January February March April May June July August September October November December'.split(' '),
  thousands: ',',
  month: (name, year) => `${name} ${year}`,
  fromDay: (name, day) => `from ${name} ${day}`,
  day: (name, day, year) => `${name} ${day}, ${year}`,
  fewerThan: (number) => `fewer than ${number}`,
  tied: (cells) => `${cells} tied, each`,
};

const LINKS: Readonly<Record<LinkPage, LinkPageText>> = {
  forged: {
    title: 'This link does not work',
    text: 'It is incomplete, or someone changed it. Open it from the message, or copy all of it.',
  },
  expired: {
    title: 'This link has expired',
    text: 'Reply to the message, and we will send you the fact sheet again.',
  },
  revoked: {
    title: 'This link was withdrawn',
    text: 'This fact sheet is no longer available here. Reply to the message if you need it.',
  },
  missing: { title: 'There is nothing here', text: 'Open the link from the message.' },
  leave: {
    title: 'Unsubscribe?',
    text: 'You will no longer get these fact sheets, and we will delete your data.',
  },
  left: {
    title: 'You are no longer on the list',
    text: 'We have deleted your data. We store only a marker, so that we do not write to you again.',
  },
  ended: {
    title: 'This link to unsubscribe has expired',
    text: 'Use the one in a newer message, or reply to the message, and we will take you off the list.',
  },
  failed: { title: 'This does not work at the moment', text: 'Please try again in a few minutes.' },
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
  languages: { en: ['english', 'en-us'], es: ['spanish'] },
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
  dates: DATES,
  page: {
    draftMark: 'DRAFT, NOT APPROVED. NOT FOR DISTRIBUTION',
    and: 'and',
    suppressed: 'not shown',
    everywhereElse: 'everywhere else',
    total: (number) => `Total: ${number}.`,
    ofTotal: (number) => `Of a total of ${number}.`,
    undated: ({ counts, few, count }) =>
      `${few ? 'Fewer than' : 'At least'} ${count} ${counts === 'cases' ? 'cases, with the people in them,' : 'contacts'} are not counted: too little is known of their dates.`,
    between: (from, to) => `${from} to ${to}`,
    months: ({ count, least, most }) => `${count} months: lowest ${least}, highest ${most}.`,
  },
  links: LINKS,
  leaveButton: 'Unsubscribe',
  list: LIST,
  commandLine: ENGLISH_COMMAND_LINE,
};
