import {
  type Addressee,
  type ApprovedRevision,
  approvedRevision,
  audienceOf,
} from '../../distribution/list/audience.ts';
import type { Dispatch } from '../../domain/dispatch.ts';
import type { Effects } from '../../domain/effects.ts';
import type { MailMessage } from '../../domain/mail.ts';
import type { Month } from '../../domain/month.ts';
import type { RevisionRun } from '../../domain/run-report.ts';
import type { Sheet } from '../../domain/sheet.ts';

/** One run of a distribution. */
export interface RunOptions {
  /** Identifies the run: the moment of its schedule, so that a repeated call is the same run. */
  readonly run: string;
  /** The edition to send; null sends the newest approved edition and corrections of editions sent before. */
  readonly month: Month | null;
  /**
   * Sends `month` to everyone even if it is not the newest edition; otherwise such an edition goes only to those who
   * already have it.
   */
  readonly toEveryone: boolean;
  /** Sends to this stakeholder only; null sends to everyone. */
  readonly only: string | null;
  /** Composes every message, sends none and records nothing. */
  readonly dryRun: boolean;
  /** Receives each message of a dry run; null if no message can be composed for a stakeholder. */
  readonly preview?: (to: Addressee, approved: ApprovedRevision, message: MailMessage | null) => Promise<void>;
  /** When the run must end, even if stakeholders are left. */
  readonly until: Date | null;
}

/** An approved revision and everyone who gets it. */
export interface Mailing {
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
export async function listMailings(
  effects: MailingEffects,
  sheet: string,
  { month, only, toEveryone }: Pick<RunOptions, 'month' | 'only' | 'toEveryone'>,
): Promise<Mailing[]> {
  const approved = await approvedRevisions(effects, sheet);
  const stakeholders = await effects.stakeholders.all();
  const mailings: Mailing[] = [];
  for (const [index, revision] of approved.entries()) {
    if (month !== null && month !== revision.month) continue;
    const dispatches = new Map<number, Dispatch[]>();
    for (const number of [revision.revision, ...revision.earlier])
      dispatches.set(number, await effects.dispatches.list(sheet, revision.month, number));
    const isNewest = toEveryone || index === approved.length - 1;
    const everyone = audienceOf(revision, sheet, stakeholders, { dispatches, isNewest });
    const audience = everyone.filter(({ stakeholder }) => only === null || stakeholder.id === only);
    mailings.push({ approved: revision, audience });
  }
  return mailings;
}

async function approvedRevisions({ editions }: MailingEffects, sheet: string): Promise<ApprovedRevision[]> {
  const approved: ApprovedRevision[] = [];
  for (const { month } of await editions.editionsOf(sheet)) {
    const revision = approvedRevision(month, await editions.decisionsOf(sheet, month));
    if (revision) approved.push(revision);
  }
  return approved;
}

/**
 * Counts everyone on the list in exactly one state: the outcome of the run, or the status before it if there is none.
 * Messages that an earlier call of the same run sent count as sent.
 */
export function countRecipients(
  sheet: Sheet,
  { approved: { month, revision }, audience }: Mailing,
  outcomes: ReadonlyMap<string, Outcome>,
  run: string | null,
): RevisionRun {
  const counts = { sent: 0, already: 0, paused: 0, suspended: 0, failed: 0, waiting: 0, uncertain: 0 };
  for (const { stakeholder, status, dispatch } of audience) {
    const before = status === 'already' && dispatch?.run === run ? 'sent' : status;
    const state = outcomes.get(stakeholder.id) ?? before;
    if (state !== 'gone') counts[state === 'send' || state === 'unreached' ? 'waiting' : state]++;
  }
  return { sheet: sheet.id, month, revision, ...counts };
}
