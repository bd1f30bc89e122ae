import { approvalsAmong } from '../domain/decision.ts';
import type { Effects } from '../domain/effects.ts';
import type { Family } from '../domain/family.ts';
import type { Month } from '../domain/month.ts';

/** How many members of a family have an approved revision of an edition, and how many there are. */
export interface MemberCounts {
  readonly approved: number;
  readonly members: number;
}

/** Counts the approved members of a family by month; months without any are missing. */
export async function countApprovedMembers(
  { editions }: { readonly editions: Pick<Effects['editions'], 'decisionsOf'> },
  { members }: Family,
): Promise<ReadonlyMap<Month, MemberCounts>> {
  const decisions = await Promise.all(members.map(({ sheet }) => editions.decisionsOf(sheet)));
  const counts = new Map<Month, MemberCounts>();
  for (const own of decisions)
    for (const month of new Set(approvalsAmong(own).map((approval) => approval.month)))
      counts.set(month, { approved: (counts.get(month)?.approved ?? 0) + 1, members: members.length });
  return counts;
}
