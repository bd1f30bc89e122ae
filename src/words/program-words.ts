import type { Language } from '../domain/languages.ts';
import type { ProblemTexts, Severity } from '../domain/problem.ts';
import type { CommandLineWords } from './command-line-words.ts';
import type { DetailKey } from './detail-keys.ts';
import type { ENGLISH_PHRASES } from './en/phrases.ts';

/** The kind of a detail with names in it. */
export type PhraseKind = keyof typeof ENGLISH_PHRASES;

/** The pages that a link of a message can show instead of a fact sheet. */
export type LinkPage = 'forged' | 'expired' | 'revoked' | 'missing' | 'leave' | 'left' | 'ended' | 'failed';

/** The headings of a list of stakeholders. */
export type ListHeading = 'name' | 'email' | 'organisation' | 'language' | 'sheets' | 'delivery';

/** What can be wrong with a list of stakeholders or one of its lines. */
export type ListErrorKind =
  | 'workbook'
  | 'not-utf8'
  | 'not-csv'
  | 'headings-missing'
  | 'headings-other'
  | 'heading-twice'
  | 'too-many-cells'
  | 'name'
  | 'email'
  | 'organisation'
  | 'language'
  | 'no-sheets'
  | 'unknown-sheets'
  | 'unwritten-sheet'
  | 'delivery'
  | 'reason';

/** What a person may have meant otherwise in a line that is accepted. */
export type ListRemarkKind = 'comma-in-name' | 'local-part';

/** Words for where a problem is. */
export interface PlaceWords {
  readonly row: string;
  readonly record: string;
  readonly column: string;
  readonly line: string;
  /** A row in the middle of a sentence, with its article if the language has one. */
  readonly theRow: string;
  readonly theRecord: string;
}

/** The lines in which the problems of a table are printed. Counts come formatted, in `text`, and as a number for the plural. */
export interface ProblemLineWords {
  rows(names: readonly string[], more: number): string;
  records(names: readonly string[], more: number): string;
  values(count: number): string;
  readonly everyRow: string;
  allowed(values: readonly string[]): string;
  manyAllowed(count: number, hotline: string): string;
  fix(remedy: string): string;
  tooManyErrors(rows: number, tolerance: number): string;
}

/** Dates and numbers on pages, in messages and in alternative texts. Months and days are numbers as people write them. */
export interface DateAndCountWords {
  /** January to December. */
  readonly months: readonly string[];
  /** What separates thousands in messages to people, such that no reader takes it for a decimal point. */
  readonly thousands: string;
  /** `September 2015` */
  month(name: string, year: string): string;
  /** The start of a month that includes days of the month before: `from September 30`. */
  fromDay(name: string, day: number): string;
  /** `September 30, 2015` */
  day(name: string, day: number, year: string): string;
  /** `fewer than 5`; the count comes formatted. */
  fewerThan(count: string): string;
  /** In place of the names of cells that share one count: `3 tied, each`. */
  tied(cells: number): string;
}

/** Fixed words of pages and alternative texts; everything else on a page is the sheet's wording. */
export interface PageWords {
  readonly draftMark: string;
  readonly and: string;
  readonly suppressed: string;
  readonly everywhereElse: string;
  /** The total of a figure in its alternative text. */
  total(count: string): string;
  /** The total after the cells of a figure, which need not add up to it. */
  ofTotal(count: string): string;
  /** The note on records that are not counted because of their dates; `few` means fewer than the count, else at least. */
  undated(parts: { readonly counts: 'signals' | 'cases'; readonly few: boolean; readonly count: string }): string;
  /** A class of counts, for listeners: `25 to 49`; at the beginning of a sentence. */
  between(from: string, to: string): string;
  /** What a listener hears before the months of a series. */
  months(range: { readonly count: number; readonly least: string; readonly most: string }): string;
}

/** A page that a link shows. */
export interface LinkPageText {
  readonly title: string;
  readonly text: string;
}

/** What the headings and cells of a list of stakeholders may also be called, without accents or capitals. */
export interface ListWords {
  readonly headings: Readonly<Record<ListHeading, readonly string[]>>;
  /** The headings of a list that the program writes. */
  readonly writtenHeadings: Readonly<Record<ListHeading, string>>;
  readonly languages: Readonly<Record<Language, readonly string[]>>;
  readonly attachment: readonly string[];
  readonly link: readonly string[];
  /** What is wrong and what to do, by kind; the names are of headings, sheets or languages, never of people. */
  readonly errors: Readonly<Record<ListErrorKind, (names: readonly string[]) => string>>;
  readonly remarks: Readonly<Record<ListRemarkKind, string>>;
}

/** All words of the program in one language. Words of a sheet are in its wording files, words of codes in the code lists. */
export interface ProgramWords {
  readonly problems: ProblemTexts;
  readonly severities: Readonly<Record<Severity, string>>;
  readonly places: PlaceWords;
  readonly lines: ProblemLineWords;
  /** The headings of problems.csv: row, record, column, severity, problem, value. */
  readonly problemHeadings: readonly [string, string, string, string, string, string];
  /** A detail without names in it; `#` is replaced by each number. */
  detail(key: DetailKey): string;
  readonly phrases: Readonly<Record<PhraseKind, string>>;
  /** In details: how alternatives are joined, the letter of the year in date formats, and the tab as a separator. */
  readonly values: { readonly or: string; readonly year: string; readonly tabs: string };
  readonly dates: DateAndCountWords;
  readonly page: PageWords;
  readonly links: Readonly<Record<LinkPage, LinkPageText>>;
  readonly leaveButton: string;
  readonly list: ListWords;
  readonly commandLine: CommandLineWords;
}
