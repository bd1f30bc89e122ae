import type { Month } from '../../../src/domain/month.ts';
import { FLAG, REVIEW_OPTIONS, type ReviewPlace, read, reviewPlace, sheetAndMonth } from './arguments.ts';

export const REVIEW_USAGE = `  factsheets review SHEET MONTH --state DIR|--url URL [--json]
      Sets the newest revision beside the last approved one: exact figures, what is hidden and why, exports that came or
      were corrected, what is missing, and what the rules object to. Confidential.`;

export interface ReviewCommand {
  readonly command: 'review';
  readonly place: ReviewPlace;
  readonly sheet: string;
  readonly month: Month;
  readonly json: boolean;
}

export function parseReview(argv: readonly string[]): ReviewCommand {
  const { values, positionals } = read(argv, { ...REVIEW_OPTIONS, json: FLAG }, 2);
  return { command: 'review', place: reviewPlace(values), ...sheetAndMonth(positionals), json: values.json === true };
}
