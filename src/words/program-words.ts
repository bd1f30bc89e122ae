import type { ProblemTexts, Severity } from '../domain/problem.ts';
import type { CommandLineWords } from './command-line-words.ts';
import type { DetailKey } from './detail-keys.ts';
import type { ENGLISH_PHRASES } from './en/phrases.ts';

/** The kind of a detail with names in it. */
export type PhraseKind = keyof typeof ENGLISH_PHRASES;

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
  | 'unknown-member'
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

/** The lines in which the problems of a table are printed. */
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

/** What the headings and cells of a list of stakeholders may also be called, without accents or capitals. */
export interface ListWords {
  readonly headings: Readonly<Record<ListHeading, readonly string[]>>;
  /** The headings of a list that the program writes. */
  readonly writtenHeadings: Readonly<Record<ListHeading, string>>;
  readonly attachment: readonly string[];
  readonly link: readonly string[];
  /** What is wrong and what to do, by kind; the names are of headings, sheets or languages, never of people. */
  readonly errors: Readonly<Record<ListErrorKind, (names: readonly string[]) => string>>;
  readonly remarks: Readonly<Record<ListRemarkKind, string>>;
}

/**
 * The program's words for its users in one language: problems, commands, lists of stakeholders. Those for readers of
 * fact sheets are in `reader-words.ts`, those of the portal in `src/portal/words`.
 */
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
  /** What separates thousands in messages to people, such that no reader takes it for a decimal point. */
  readonly thousands: string;
  readonly list: ListWords;
  readonly commandLine: CommandLineWords;
}
