import type { Month } from '../../src/domain/month.ts';
import { FLAG, read, STATE_OPTIONS, type StatePlace, sheetAndMonth, statePlace } from './arguments.ts';

export const REVIEW_USAGE = `  factsheets review SHEET MONTH --state DIR [--json]
      Sets the newest revision beside the last approved one: exact figures, what is hidden and why, exports that came or
      were corrected, what is missing, and what the rules object to. Confidential.`;

export interface ReviewCommand extends StatePlace {
  readonly command: 'review';
  readonly sheet: string;
  readonly month: Month;
  readonly json: boolean;
}

export function parseReview(argv: readonly string[]): ReviewCommand {
  const { values, positionals } = read(argv, { ...STATE_OPTIONS, json: FLAG }, 2);
  return { command: 'review', ...statePlace(values), ...sheetAndMonth(positionals), json: values.json === true };
}
