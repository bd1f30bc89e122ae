import type { Decision } from '../../domain/decision.ts';
import type { Month } from '../../domain/month.ts';
import type { Review, Shown } from '../../domain/review.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { ReviewEffects } from './review-edition.ts';
import { type FamilyReview, reviewFamily } from './review-family.ts';

/** What a list of a family says about a sheet. */
export interface ReviewedSheet {
  readonly sheet: string;
  readonly revision: number;
  /** The last decision on this revision; null before it. */
  readonly decided: Pick<Decision, 'verdict' | 'by'> | null;
  /** How many numbers the sheet has, and how many of them its pages hide. */
  readonly numbers: number;
  readonly hidden: number;
  /** What the rules object to. */
  readonly warnings: readonly Review['warnings'][number]['kind'][];
}

/** What a person sees of a family before they decide, without the numbers: those of a hundred sheets are megabytes. */
export interface FamilyOverview extends Pick<FamilyReview, 'month' | 'state' | 'exposed'> {
  /** The main sheet, then its members. */
  readonly rows: readonly ReviewedSheet[];
}

const HIDDEN: readonly Shown[] = ['hidden-small', 'hidden-beside', 'withheld'];

/**
 * Reviews the newest revisions of a family together.
 * @param sheets the main sheet, then its members
 * @throws Failure WrongUsage if a sheet has no edition of the month
 */
export async function familyOverview(
  effects: ReviewEffects,
  sheets: readonly Sheet[],
  month: Month,
): Promise<FamilyOverview> {
  const { state, reviews, exposed } = await reviewFamily(effects, sheets, month);
  return { month, state, exposed, rows: reviews.map(rowOf) };
}

function rowOf({ revision: { sheet, revision }, decisions, warnings, numbers }: Review): ReviewedSheet {
  const decided = decisions.findLast((decision) => decision.revision === revision);
  return {
    ...{ sheet, revision, numbers: numbers.length },
    decided: decided ? { verdict: decided.verdict, by: decided.by } : null,
    hidden: numbers.filter(({ shown }) => shown !== null && HIDDEN.includes(shown)).length,
    warnings: warnings.map(({ kind }) => kind),
  };
}
