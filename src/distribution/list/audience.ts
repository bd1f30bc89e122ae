import { approvalsAmong, type Decision } from '../../domain/decision.ts';
import type { Dispatch } from '../../domain/dispatch.ts';
import type { Month } from '../../domain/month.ts';
import { type FormerStakeholder, getsSheet, type Stakeholder } from '../../domain/stakeholder.ts';

/** A revision to send. `earlier` lists the revisions of the same edition that were approved before it, newest first. */
export interface ApprovedRevision {
  readonly month: Month;
  readonly revision: number;
  readonly earlier: readonly number[];
  /** The decision that approved it: only the files that it names are sent. */
  readonly approval: Decision;
}

/** Returns the current approved revision of an edition; null while nothing is approved. */
export function approvedRevision(month: Month, decisions: readonly Decision[]): ApprovedRevision | null {
  const approvals = approvalsAmong(decisions);
  const approval = approvals.at(-1);
  if (!approval) return null;
  const { revision } = approval;
  const revisions = new Set(approvals.map((decision) => decision.revision));
  return { month, revision, earlier: [...revisions].filter((number) => number !== revision).reverse(), approval };
}

/** What a run does for one stakeholder and revision: `send`, or the reason why nothing is sent. */
export type DeliveryStatus = 'send' | 'already' | 'failed' | 'uncertain' | 'paused' | 'suspended';

/** A stakeholder of a sheet, with the delivery status of one revision. */
export interface Addressee {
  readonly stakeholder: Stakeholder;
  readonly status: DeliveryStatus;
  /** The record of this revision for the stakeholder; null if there is none. */
  readonly dispatch: Dispatch | null;
  /** The last earlier revision of this edition that they received, or may have received; null if there is none. */
  readonly earlierRevision: number | null;
}

/** The records of one edition by revision, including the revision to send. */
export type DispatchesByRevision = ReadonlyMap<number, readonly Dispatch[]>;

/**
 * Returns who gets a revision. The newest edition goes to everyone on the sheet's list; an older one goes only to those
 * who have an earlier revision of it, as a correction. A record takes precedence over the list: a message that was
 * sent, or may have been sent, is not sent again, whatever the stakeholder's status is now.
 */
export function audienceOf(
  { revision, earlier }: ApprovedRevision,
  sheet: string,
  stakeholders: readonly (Stakeholder | FormerStakeholder)[],
  { dispatches, isNewest }: { readonly dispatches: DispatchesByRevision; readonly isNewest: boolean },
): Addressee[] {
  const dispatchOf = (number: number, id: string): Dispatch | null =>
    dispatches.get(number)?.find(({ stakeholder }) => stakeholder === id) ?? null;
  return stakeholders.flatMap((stakeholder): Addressee[] => {
    if (stakeholder.status === 'left' || !getsSheet(stakeholder, sheet)) return [];
    const earlierRevision = earlier.find((number) => mayHave(dispatchOf(number, stakeholder.id))) ?? null;
    const dispatch = dispatchOf(revision, stakeholder.id);
    if (!isNewest && earlierRevision === null && dispatch === null) return [];
    return [{ stakeholder, status: deliveryStatus(stakeholder, dispatch), dispatch, earlierRevision }];
  });
}

/** People who may have a revision must learn that another one corrects it. */
const mayHave = (dispatch: Dispatch | null): boolean => dispatch?.status === 'sent' || dispatch?.status === 'sending';

/**
 * Returns whether a stakeholder who was due to get a sheet when the run began still gets it: runs take a while. `gone`
 * means that the stakeholder has left the sheet's list.
 */
export function currentStatus(
  stakeholder: Stakeholder | FormerStakeholder | null,
  sheet: string,
):
  | { readonly status: 'gone' | 'paused' | 'suspended' }
  | { readonly status: 'send'; readonly stakeholder: Stakeholder } {
  if (!stakeholder || stakeholder.status === 'left' || !getsSheet(stakeholder, sheet)) return { status: 'gone' };
  return stakeholder.status === 'active' ? { status: 'send', stakeholder } : { status: stakeholder.status };
}

function deliveryStatus(stakeholder: Stakeholder, dispatch: Dispatch | null): DeliveryStatus {
  if (dispatch?.status === 'sent') return 'already';
  if (dispatch?.status === 'failed') return 'failed';
  if (dispatch?.status === 'sending') return 'uncertain';
  return stakeholder.status === 'active' ? 'send' : stakeholder.status;
}
