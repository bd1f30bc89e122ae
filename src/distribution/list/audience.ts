import { approvalsAmong, type Decision } from '../../domain/decision.ts';
import type { Dispatch } from '../../domain/dispatch.ts';
import type { Month } from '../../domain/month.ts';
import type { FormerStakeholder, Stakeholder } from '../../domain/stakeholder.ts';

/** A revision to be sent. `earlier` are those of the same edition that were approved before it, newest first. */
export interface Approved {
  readonly month: Month;
  readonly revision: number;
  readonly earlier: readonly number[];
  /** The decision that approved it: what is sent is what it names. */
  readonly approval: Decision;
}

/** The approved revision in force of an edition; null while nothing is approved. */
export function approvedIn(month: Month, decisions: readonly Decision[]): Approved | null {
  const approvals = approvalsAmong(decisions);
  const approval = approvals.at(-1);
  if (!approval) return null;
  const { revision } = approval;
  const revisions = new Set(approvals.map((one) => one.revision));
  return { month, revision, earlier: [...revisions].filter((one) => one !== revision).reverse(), approval };
}

/** How a revision stands with one stakeholder before a run. */
export type Standing = 'send' | 'already' | 'failed' | 'uncertain' | 'paused' | 'suspended';

/** One stakeholder of a sheet, and how a revision stands with them. */
export interface Addressee {
  readonly stakeholder: Stakeholder;
  readonly standing: Standing;
  /** What was recorded of this revision. */
  readonly dispatch: Dispatch | null;
  /** The earlier revision of this edition that they got, or may have got, last; null when they got none. */
  readonly had: number | null;
}

/** What was recorded, by revision of one edition: the one to send first. */
export type DispatchesByRevision = ReadonlyMap<number, readonly Dispatch[]>;

/**
 * Who gets a revision: everyone on the list of the sheet; of an edition that is not the newest only those who got an earlier
 * revision of it, for them it is a correction. What is recorded comes before what the list says today: a message that went
 * out went out, and one that may have gone out is not sent again, whatever the stakeholder's status is now.
 */
export function audienceOf(
  { revision, earlier }: Approved,
  sheet: string,
  stakeholders: readonly (Stakeholder | FormerStakeholder)[],
  dispatches: DispatchesByRevision,
  isNewest: boolean,
): Addressee[] {
  const of = (number: number, id: string): Dispatch | null =>
    dispatches.get(number)?.find(({ stakeholder }) => stakeholder === id) ?? null;
  return stakeholders.flatMap((stakeholder): Addressee[] => {
    if (stakeholder.status === 'left' || !stakeholder.sheets.includes(sheet)) return [];
    const had = earlier.find((number) => mayHave(of(number, stakeholder.id))) ?? null;
    const dispatch = of(revision, stakeholder.id);
    if (!isNewest && had === null && dispatch === null) return [];
    return [{ stakeholder, standing: standingOf(stakeholder, dispatch), dispatch, had }];
  });
}

/** Whoever may have a revision is told that another corrects it. */
const mayHave = (dispatch: Dispatch | null): boolean => dispatch?.status === 'sent' || dispatch?.status === 'sending';

/** How it stands, now that it is their turn, with someone who was to get a sheet when the run began; `gone` from its list. */
export function standingNow(
  stakeholder: Stakeholder | FormerStakeholder | null,
  sheet: string,
):
  | { readonly standing: 'gone' | 'paused' | 'suspended' }
  | { readonly standing: 'send'; readonly stakeholder: Stakeholder } {
  if (!stakeholder || stakeholder.status === 'left' || !stakeholder.sheets.includes(sheet)) return { standing: 'gone' };
  return stakeholder.status === 'active' ? { standing: 'send', stakeholder } : { standing: stakeholder.status };
}

/** How a revision stands with a stakeholder. */
export function standingOf(stakeholder: Stakeholder, dispatch: Dispatch | null): Standing {
  if (dispatch?.status === 'sent') return 'already';
  if (dispatch?.status === 'failed') return 'failed';
  if (dispatch?.status === 'sending') return 'uncertain';
  return stakeholder.status === 'active' ? 'send' : stakeholder.status;
}
