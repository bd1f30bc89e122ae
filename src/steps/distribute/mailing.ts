import {
  type Addressee,
  type ApprovedRevision,
  approvedRevision,
  audienceOf,
} from '../../distribution/list/audience.ts';
import type { Dispatch } from '../../domain/dispatch.ts';
import type { Effects } from '../../domain/effects.ts';
import type { Month } from '../../domain/month.ts';
import type { RevisionRun } from '../../domain/run-report.ts';
import type { FormerStakeholder, Stakeholder } from '../../domain/stakeholder.ts';

/** Which revisions to send, and to whom. */
export interface MailingOptions {
  /** The edition to send; null sends the newest approved edition and corrections of editions sent before. */
  readonly month: Month | null;
  /**
   * Sends `month` to everyone even if it is not the newest edition; otherwise such an edition goes only to those who
   * already have it.
   */
  readonly toEveryone: boolean;
  /** Sends to this stakeholder only; null sends to everyone. */
  readonly only: string | null;
}

/** An approved revision and everyone who gets it. */
export interface Mailing {
  /** The id of the sheet. */
  readonly sheet: string;
  readonly approved: ApprovedRevision;
  readonly audience: readonly Addressee[];
}

/**
 * The result of a run for one stakeholder. `gone` left the list, or the sheet's list, during the run; `unreached` was
 * not tried.
 */
export type Outcome =
  | 'sent'
  | 'already'
  | 'failed'
  | 'waiting'
  | 'uncertain'
  | 'unreached'
  | 'gone'
  | 'paused'
  | 'suspended';

interface MailingEffects {
  readonly editions: Pick<Effects['editions'], 'editionsOf' | 'decisionsOf'>;
  readonly stakeholders: Pick<Effects['stakeholders'], 'all'>;
  readonly dispatches: Pick<Effects['dispatches'], 'list'>;
}

/** Lists the approved revisions that a run sends, oldest edition first, each with everyone who gets it. */
export const listMailings = async (
  effects: MailingEffects,
  sheet: string,
  options: MailingOptions,
): Promise<Mailing[]> => mailingsOf(effects, sheet, await effects.stakeholders.all(), options);

/** Lists the same of several sheets: by edition, the oldest first, then in the order of the sheets. */
export async function familyMailings(
  effects: MailingEffects,
  sheets: readonly string[],
  options: MailingOptions,
): Promise<Mailing[]> {
  const people = await effects.stakeholders.all();
  const mailings = await Promise.all(sheets.map((sheet) => mailingsOf(effects, sheet, people, options)));
  return mailings
    .flat()
    .toSorted((a, b) => (a.approved.month < b.approved.month ? -1 : Number(a.approved.month > b.approved.month)));
}

async function mailingsOf(
  effects: MailingEffects,
  sheet: string,
  people: readonly (Stakeholder | FormerStakeholder)[],
  { month, only, toEveryone }: MailingOptions,
): Promise<Mailing[]> {
  const approved = await approvedRevisions(effects, sheet);
  const mailings: Mailing[] = [];
  for (const [index, revision] of approved.entries()) {
    if (month !== null && month !== revision.month) continue;
    const dispatches = new Map<number, Dispatch[]>();
    for (const number of [revision.revision, ...revision.earlier])
      dispatches.set(number, await effects.dispatches.list(sheet, revision.month, number));
    const isNewest = toEveryone || index === approved.length - 1;
    const everyone = audienceOf(revision, sheet, people, { dispatches, isNewest });
    const audience = everyone.filter(({ stakeholder }) => only === null || stakeholder.id === only);
    mailings.push({ sheet, approved: revision, audience });
  }
  return mailings;
}

async function approvedRevisions({ editions }: MailingEffects, sheet: string): Promise<ApprovedRevision[]> {
  const decisions = await editions.decisionsOf(sheet);
  const months = await editions.editionsOf(sheet);
  return months.flatMap(
    ({ month }) =>
      approvedRevision(
        month,
        decisions.filter((one) => one.month === month),
      ) ?? [],
  );
}

/**
 * Counts everyone on the list in exactly one state: the outcome of the run, or the status before it if there is none.
 * Messages that an earlier call of the same run sent count as sent.
 */
export function countRecipients(
  { sheet, approved: { month, revision }, audience }: Mailing,
  outcomes: ReadonlyMap<string, Outcome>,
  run: string | null,
): RevisionRun {
  const counts = { sent: 0, already: 0, paused: 0, suspended: 0, failed: 0, waiting: 0, uncertain: 0 };
  for (const { stakeholder, status, dispatch } of audience) {
    const before = status === 'already' && dispatch?.run === run ? 'sent' : status;
    const state = outcomes.get(stakeholder.id) ?? before;
    if (state !== 'gone') counts[state === 'send' || state === 'unreached' ? 'waiting' : state]++;
  }
  return { sheet, month, revision, ...counts };
}
