import { approvalsAmong } from '../../domain/decision.ts';
import type { Dispatch } from '../../domain/dispatch.ts';
import type { Effects } from '../../domain/effects.ts';
import type { Month } from '../../domain/month.ts';
import { type FormerStakeholder, getsSheet, type Stakeholder } from '../../domain/stakeholder.ts';
import { listMailings } from '../distribute/mailing.ts';

export interface HistoryEffects {
  readonly editions: Pick<Effects['editions'], 'editionsOf' | 'decisionsOf'>;
  readonly stakeholders: Pick<Effects['stakeholders'], 'all'>;
  readonly dispatches: Pick<Effects['dispatches'], 'list' | 'get'>;
}

/** What one stakeholder was sent, or will be sent, of one sheet. */
export interface SheetHistory {
  readonly sheet: string;
  /** In the order of editions and revisions. */
  readonly dispatches: readonly Dispatch[];
  /** What the next distribution sends them; empty if they have everything, or get nothing now. */
  readonly pending: readonly { readonly month: Month; readonly revision: number; readonly corrects: number | null }[];
}

/** Returns every dispatch of a sheet to one stakeholder, and what is next for them. */
export async function sheetHistory(effects: HistoryEffects, sheet: string, id: string): Promise<SheetHistory> {
  const dispatches: Dispatch[] = [];
  for (const { month, revision } of await everApproved(effects, sheet)) {
    const dispatch = await effects.dispatches.get(sheet, month, revision, id);
    if (dispatch) dispatches.push(dispatch);
  }
  const mailings = await listMailings(effects, sheet, { month: null, only: id, toEveryone: false });
  const pending = mailings.flatMap(({ approved: { month, revision }, audience }) =>
    audience
      .filter(({ status }) => status === 'send')
      .map(({ earlierRevision }) => ({ month, revision, corrects: earlierRevision })),
  );
  return { sheet, dispatches, pending };
}

/** Lists every revision of a sheet that was ever approved, the oldest first. */
async function everApproved(
  { editions }: Pick<HistoryEffects, 'editions'>,
  sheet: string,
): Promise<{ month: Month; revision: number }[]> {
  const approved: { month: Month; revision: number }[] = [];
  for (const { month } of await editions.editionsOf(sheet)) {
    const approvals = approvalsAmong(await editions.decisionsOf(sheet, month));
    for (const revision of new Set(approvals.map((approval) => approval.revision))) approved.push({ month, revision });
  }
  return approved;
}

/** A person who has a revision, or may have it. */
export interface Holder {
  readonly dispatch: Dispatch;
  /** Null if the list has no entry about them, not even that they left. */
  readonly stakeholder: Stakeholder | FormerStakeholder | null;
  /** Whether a correction by mail reaches them: active, and on the list of the sheet. */
  readonly isReached: boolean;
}

/** Lists who has, or may have, a revision of an edition: dispatches that are sent or uncertain. */
export async function revisionHolders(
  effects: HistoryEffects,
  sheet: string,
  month: Month,
  revision: number,
): Promise<Holder[]> {
  const people = new Map((await effects.stakeholders.all()).map((stakeholder) => [stakeholder.id, stakeholder]));
  return (await effects.dispatches.list(sheet, month, revision)).filter(mayHaveArrived).map((dispatch) => {
    const stakeholder = people.get(dispatch.stakeholder) ?? null;
    return {
      dispatch,
      stakeholder,
      isReached: stakeholder?.status === 'active' && getsSheet(stakeholder, sheet),
    };
  });
}

const mayHaveArrived = ({ status }: Dispatch): boolean => status === 'sent' || status === 'sending';

/** Returns the newest approved revision of an edition that anyone has, or may have; null if there is none. */
export async function newestSentRevision(effects: HistoryEffects, sheet: string, month: Month): Promise<number | null> {
  const approved = (await everApproved(effects, sheet)).filter((candidate) => candidate.month === month);
  for (const { revision } of approved.reverse())
    if ((await effects.dispatches.list(sheet, month, revision)).some(mayHaveArrived)) return revision;
  return null;
}
