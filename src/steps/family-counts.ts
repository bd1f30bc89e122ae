import { approvalsAmong, type Decision, type NewestDecision } from '../domain/decision.ts';
import type { Effects } from '../domain/effects.ts';
import type { Family } from '../domain/family.ts';
import type { Month } from '../domain/month.ts';
import type { Sheet } from '../domain/sheet.ts';
import { groupOf } from './review-edition/decide-next.ts';

/** How many members of a family have an approved revision of an edition, and how many there are. */
export interface MemberCounts {
  readonly approved: number;
  readonly members: number;
}

interface CountEffects {
  readonly editions: Pick<Effects['editions'], 'decisionsOf' | 'newestDecision'>;
}

/** The months in which each member has an approved revision, as of a decision. */
interface Counted {
  readonly newest: NewestDecision | null;
  readonly approved: ReadonlyMap<string, ReadonlySet<Month>>;
}

/**
 * Counts the approved members of families. It remembers what it read: a page that is asked for often reads one item per
 * family, and decisions only where something was decided since. The counts are always those of now.
 */
export class FamilyCounts {
  readonly #counted = new Map<string, Counted>();

  /**
   * Counts the approved members of a family by month; months without any are missing.
   * @param main the main sheet of the family
   */
  async byMonth(
    { editions }: CountEffects,
    main: Pick<Sheet, 'id' | 'related'>,
    { members }: Family,
  ): Promise<ReadonlyMap<Month, MemberCounts>> {
    const sheets = members.map(({ sheet }) => sheet);
    // before the decisions: one that is stored in between is read again the next time
    const newest = await editions.newestDecision(groupOf(main));
    const known = this.#counted.get(main.id);
    const approved = new Map(known?.approved);
    const read = sheets.filter((sheet) => !known?.approved.has(sheet) || mayDiffer(sheet, known.newest, newest));
    const decisions = await Promise.all(read.map((sheet) => editions.decisionsOf(sheet)));
    for (const [index, sheet] of read.entries())
      approved.set(sheet, approvedMonths(sheet, decisions[index] ?? [], newest));
    this.#counted.set(main.id, { newest, approved });
    return countByMonth(sheets, approved);
  }
}

/** Whether a sheet may have decisions that were not there when the decision `before` was the newest of its group. */
function mayDiffer(sheet: string, before: NewestDecision | null, now: NewestDecision | null): boolean {
  if (before?.generation === now?.generation && before?.decision.at === now?.decision.at) return false;
  const isNext = now !== null && now.generation === (before?.generation ?? 0) + 1;
  return !isNext || now.decision.sheet === sheet;
}

/** The newest decision of the group counts, even if its own item is not written yet. */
function approvedMonths(sheet: string, stored: readonly Decision[], newest: NewestDecision | null): ReadonlySet<Month> {
  const all = newest?.decision.sheet === sheet ? [...stored, newest.decision] : stored;
  return new Set(approvalsAmong(all).map(({ month }) => month));
}

function countByMonth(sheets: readonly string[], approved: Counted['approved']): ReadonlyMap<Month, MemberCounts> {
  const counts = new Map<Month, MemberCounts>();
  for (const month of sheets.flatMap((sheet) => [...(approved.get(sheet) ?? [])]))
    counts.set(month, { approved: (counts.get(month)?.approved ?? 0) + 1, members: sheets.length });
  return counts;
}
