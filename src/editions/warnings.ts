import type { Warning } from '../domain/decision.ts';
import { countPeople, type Excluded, hasManyOrphans } from '../domain/excluded.ts';
import { monthsBetween } from '../domain/month.ts';
import type { ExportChanges, Review, SmallChanges } from '../domain/review.ts';
import type { ReviewSource } from './review-source.ts';

/** What the rules object to in a revision: each asks whoever approves it for a reason (figures.md). */
export function warningsOf(
  source: ReviewSource,
  smallChanges: readonly SmallChanges[],
  { came, corrected, withdrawn }: ExportChanges,
): Warning[] {
  const { revision, decisions } = source;
  const rejection = decisions.findLast((one) => one.revision === revision.revision && one.verdict === 'rejected');
  const behind = came.length + corrected.length + withdrawn.length;
  return [
    ...(behind > 0 ? [{ kind: 'behind', exports: behind } as const] : []),
    ...(revision.complete ? [] : [{ kind: 'incomplete', missing: revision.missing.length } as const]),
    ...orphanWarnings(revision.excluded ?? []),
    ...intervals(source).map((near): Warning => ({ kind: 'interval', ...near })),
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

/** Approved editions that are nearer than the sheet asks for, in months. A correction has no interval from its own edition. */
export function intervals({ revision, approved, leastMonths }: ReviewSource): Review['tooNear'] {
  const months = new Set(approved.map((one) => one.revision.month).filter((month) => month !== revision.month));
  return [...months]
    .toSorted()
    .map((month) => ({ month, months: Math.abs(monthsBetween(month, revision.month)) }))
    .filter((near) => near.months < leastMonths)
    .map((near) => ({ ...near, least: leastMonths }));
}
