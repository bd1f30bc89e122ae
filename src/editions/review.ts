import { activeExports } from '../domain/ledger.ts';
import type { Review, SmallChanges } from '../domain/review.ts';
import type { RevisionHead } from '../domain/revision.ts';
import { exportChanges } from './export-changes.ts';
import { growth } from './growth.ts';
import type { Approved, ReviewSource } from './review-source.ts';
import { reviewedNumbers } from './reviewed-numbers.ts';
import { unusualMonths } from './unusual.ts';
import { intervals, warningsOf } from './warnings.ts';

/**
 * Sets a revision beside what is approved. Changes are told against every approved revision, for a reader may have kept any
 * of them; numbers stand side by side with the last one only.
 */
export function reviewOf(source: ReviewSource): Omit<Review, 'sheetChanged' | 'messageChanged'> {
  const { revision, figures, approved, pagesWhole, decisions } = source;
  const others = approved.filter((one) => !isSame(one.revision, revision));
  const smallChanges = others.flatMap((one): SmallChanges[] => {
    const changes = growth(one.figures, figures, revision.threshold).filter(({ small }) => small);
    return changes.length > 0 ? [{ month: one.revision.month, revision: one.revision.revision, changes }] : [];
  });
  const last = lastApproved(approved, revision);
  const behind = exportChanges(revision.generatedFrom, activeExports(source.entries));
  return {
    revision,
    pagesWhole,
    since: last && { month: last.revision.month, revision: last.revision.revision, at: last.approval.at },
    numbers: reviewedNumbers(last?.figures ?? null, figures, revision.threshold),
    exports: exportChanges(source.countedBefore, revision.generatedFrom),
    behind,
    exposed: source.exposed,
    tooNear: tooNear(source),
    smallChanges,
    unusual: unusualMonths(source.entries, revision.excluded ?? []),
    warnings: warningsOf(source, smallChanges, behind),
    decisions,
  };
}

/** Whoever has an approved page with a wrong number must get the right one, however near another edition is. */
function tooNear(source: ReviewSource): Review['tooNear'] {
  const corrects = source.approved.some((one) => one.revision.month === source.revision.month);
  return source.interval === 'advise' || corrects ? [] : intervals(source);
}

const isSame = (a: RevisionHead, b: RevisionHead): boolean => a.month === b.month && a.revision === b.revision;

/** The approved revision that a reader had last before another one of the sheet; null where there is none. */
export function lastApproved(approved: readonly Approved[], revision: RevisionHead): Approved | null {
  const order = (one: Approved): string => `${one.revision.month} ${String(one.revision.revision).padStart(9, '0')}`;
  const before = approved.filter((one) => one.revision.month <= revision.month && !isSame(one.revision, revision));
  return before.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)).at(-1) ?? null;
}
