import { type CodeLists, isAgeList } from '../domain/codes.ts';
import { isSeries } from '../domain/time-series.ts';
import type { FigureJson } from './sheet-schema.ts';

/** Returns what a figure counts by; figures with the same answer can be subtracted from each other. */
export type Breakdowns = (figure: Pick<FigureJson, 'by'>) => string | undefined;

/**
 * Months add up to quarters and years, and bands of ages to minors and adults, so any two series are the same breakdown,
 * and any two lists of ages.
 */
export const breakdowns =
  ({ own = [] }: CodeLists): Breakdowns =>
  ({ by }) => {
    if (isSeries(by)) return 'month';
    return own.some((list) => list.name === by && isAgeList(list)) ? 'age' : by;
  };
