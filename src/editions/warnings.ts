import type { Warning } from '../domain/decision.ts';
import { countPeople, type Excluded, hasManyOrphans } from '../domain/excluded.ts';
import { isMemberId } from '../domain/family.ts';
import { monthsBetween } from '../domain/month.ts';
import type { ExportChanges, Review, SmallChanges } from '../domain/review.ts';
import type { ReviewSource } from './review-source.ts';
import { unknownWarnings } from './unknown-values.ts';

/** Lists the warnings about a revision: for each, the person who approves it must give a reason (figures.md). */
export function buildWarnings(
  source: ReviewSource,
  smallChanges: readonly SmallChanges[],
  { came, corrected, withdrawn }: ExportChanges,
): Warning[] {
  const { revision, decisions } = source;
  const rejection = decisions.findLast(
    (decision) => decision.revision === revision.revision && decision.verdict === 'rejected',
  );
  const behind = came.length + corrected.length + withdrawn.length;
  return [
    ...(behind > 0 ? [{ kind: 'behind', exports: behind } as const] : []),
    ...(revision.complete ? [] : [{ kind: 'incomplete', missing: revision.missing.length } as const]),
    ...orphanWarnings(revision.excluded ?? []),
    // of the few people of a member little is often known; the review of its main sheet has these warnings
    ...(isMemberId(revision.sheet) ? [] : unknownWarnings(source.entries, source.figures)),
    ...closeEditions(source).map((near): Warning => ({ kind: 'interval', ...near })),
    ...smallChanges.flatMap(({ month, revision: number, changes }): Warning[] => {
      const seen = changes.filter((change) => change.seen).length;
      return seen > 0 ? [{ kind: 'small-changes', month, revision: number, changes: seen }] : [];
    }),
    ...(rejection ? [{ kind: 'rejected', by: rejection.by, at: rejection.at } as const] : []),
  ];
}

const orphanWarnings = (excluded: readonly Excluded[]): Warning[] =>
  excluded.filter(hasManyOrphans).map(({ hotline, orphans, people }) => {
    return { kind: 'orphans', hotline, orphans: countPeople(orphans), people };
  });

/**
 * Lists approved editions closer than the sheet's minimum, in months. A correction has no interval to its own edition.
 */
export function closeEditions({ revision, approved, leastMonths }: ReviewSource): Review['tooNear'] {
  const months = new Set(
    approved.map(({ revision: other }) => other.month).filter((month) => month !== revision.month),
  );
  return [...months]
    .toSorted()
    .map((month) => ({ month, months: Math.abs(monthsBetween(month, revision.month)) }))
    .filter((near) => near.months < leastMonths)
    .map((near) => ({ ...near, least: leastMonths }));
}
