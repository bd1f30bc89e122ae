import type { Table } from '../domain/tables.ts';

/** One table that was checked, as far as its line needs it. */
export interface CheckedCounts {
  readonly status: 'accepted' | 'rejected';
  readonly records: number;
  readonly rowsInError: number;
  /** How many rows with errors the hotline's agreement allows. */
  readonly tolerance: number;
  readonly warnings: number;
}

/** What `factsheets check` says besides the problems themselves. */
export interface CheckWords {
  /** The outcome of a table; `place` is its file, and its name where the file has several. */
  result(place: string, checked: CheckedCounts): string;
  value(value: string, count: number, nearest: readonly string[]): string;
  moreValues(count: number): string;
  missing(hotline: string, month: string, tables: readonly string[]): string;
  readonly noMonth: string;
}

/** The state of a table in `factsheets status`. */
export type UploadState = 'active' | 'rejected' | 'replaced' | 'removed' | 'missing';

/** What `factsheets status` says about uploads; nouns come as one and several. */
export interface StatusWords {
  readonly states: Readonly<Record<UploadState, string>>;
  readonly tables: Readonly<Record<Table, string>>;
  readonly record: readonly [string, string];
  readonly error: readonly [string, string];
  readonly warning: readonly [string, string];
  readonly counted: string;
  readonly received: string;
  readonly problems: string;
  readonly nothing: string;
  readonly misplaced: string;
}

/** The words of the commands that analysts use; other commands speak English. */
export interface CommandLineWords {
  readonly check: CheckWords;
  readonly status: StatusWords;
}
