import type { TableOfMonth } from '../domain/edition.ts';
import { activeExports, type LedgerEntry } from '../domain/ledger.ts';
import type { Review, SmallChanges } from '../domain/review.ts';
import type { RevisionHead } from '../domain/revision.ts';
import type { ApprovedRevision, ReviewSource } from './review-source.ts';
import { reviewedNumbers } from './reviewed-numbers.ts';
import { changesBetween, exportChanges } from './revision-changes.ts';
import { unusualMonths } from './unusual.ts';
import { buildWarnings, closeEditions } from './warnings.ts';

/**
 * Builds a review of a revision. Changes are compared with every approved revision, because a reader may have kept any
 * of them; numbers are compared with the last one only.
 */
export function buildReview(source: ReviewSource): Omit<Review, 'sheetChanged' | 'messageChanged' | 'approval'> {
  const { revision, figures, approved, pagesComplete, decisions } = source;
  const others = approved.filter((other) => !isSame(other.revision, revision));
  const smallChanges = others.flatMap((other): SmallChanges[] => {
    const changes = changesBetween(other.figures, figures, revision.threshold).filter(({ small }) => small);
    return changes.length > 0 ? [{ month: other.revision.month, revision: other.revision.revision, changes }] : [];
  });
  const last = lastApproved(approved, revision);
  const behind = exportChanges(revision.generatedFrom, activeExports(source.entries));
  const exports = exportChanges(source.countedBefore, revision.generatedFrom);
  return {
    revision,
    pagesComplete,
    since: last && { month: last.revision.month, revision: last.revision.revision, at: last.approval.at },
    numbers: reviewedNumbers(last?.figures ?? null, figures, revision.threshold),
    exports,
    behind,
    exposed: source.exposed,
    tooNear: tooCloseEditions(source),
    smallChanges,
    unusual: unusualMonths(source.entries, revision.excluded ?? []),
    empty: [...exports.came, ...exports.corrected].filter((counted) => isEmpty(counted, source.entries)),
    warnings: buildWarnings(source, smallChanges, behind),
    decisions,
  };
}

/** Whether a table's active export has no records. */
const isEmpty = ({ hotline, month, table }: TableOfMonth, entries: readonly LedgerEntry[]): boolean =>
  entries.some(
    (entry) =>
      entry.hotline === hotline && entry.month === month && entry.table === table && entry.inForce?.records === 0,
  );

/** Corrections are never too close: readers of an approved page with a wrong number must get the right one. */
function tooCloseEditions(source: ReviewSource): Review['tooNear'] {
  const corrects = source.approved.some(({ revision }) => revision.month === source.revision.month);
  return source.interval === 'advise' || corrects ? [] : closeEditions(source);
}

const isSame = (a: RevisionHead, b: RevisionHead): boolean => a.month === b.month && a.revision === b.revision;

/** Returns the last approved revision of the sheet before another revision; null if there is none. */
export function lastApproved(approved: readonly ApprovedRevision[], revision: RevisionHead): ApprovedRevision | null {
  const order = ({ revision: { month, revision: number } }: ApprovedRevision): string =>
    `${month} ${String(number).padStart(9, '0')}`;
  const before = approved.filter(({ revision: other }) => other.month <= revision.month && !isSame(other, revision));
  return before.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)).at(-1) ?? null;
}
