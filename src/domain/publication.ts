import type { Month } from './month.ts';

/** One edition to be brought up to date with the exports in force: figures, pages, record, word to the reviewers. */
export interface Publication {
  readonly sheet: string;
  readonly month: Month;
  /** Whether it is the sheet's newest edition; an older one gets a draft only when its figures change (figures.md). */
  readonly isNewest: boolean;
  /** A hash of what it will be made from: definitions and the exports in force. */
  readonly state: string;
}

/** Runs publications. The same sheet, month and state run once, however often they are started. */
export interface Publications {
  /** `known` when that very publication was started before, whatever became of it. */
  start(publication: Publication): Promise<'started' | 'known'>;
}

/** The longest name Step Functions takes. */
const LONGEST_NAME = 80;
/** Hex digits of the state in a name: 128 bits. */
const STATE_DIGITS = 32;

/**
 * The name under which a publication runs once: `<sheet>-<month>-<state>`, at most 80 characters; the state's hash holds the
 * sheet, so a long id may be cut.
 */
export function executionName({ sheet, month, state }: Publication): string {
  const end = `-${month}-${state.slice(0, STATE_DIGITS)}`;
  return `${sheet.slice(0, LONGEST_NAME - end.length)}${end}`;
}
