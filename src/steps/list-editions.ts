import { approvalsAmong, type Decision } from '../domain/decision.ts';
import type { Dispatch } from '../domain/dispatch.ts';
import type { Effects } from '../domain/effects.ts';
import { activeHold, type Hold } from '../domain/hold.ts';
import type { Month } from '../domain/month.ts';

/** What listing editions reads. */
export interface ListEffects {
  readonly editions: Pick<Effects['editions'], 'editionsOf' | 'newestRevision' | 'decisionsOf'>;
  readonly dispatches: Pick<Effects['dispatches'], 'list'>;
  readonly holds: Pick<Effects['holds'], 'list'>;
}

/** One edition: its newest revision, what was decided, and how many readers have the approved one. */
export interface EditionListed {
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
  readonly complete: boolean;
  /** When the newest revision was made, ISO 8601. */
  readonly madeAt: string;
  /** The approved revision; null while there is none. */
  readonly approved: number | null;
  /** Who approved that revision, and when; null while there is none. */
  readonly approval: Pick<Decision, 'by' | 'at'> | null;
  /** The last decision on the newest revision. */
  readonly decision: Pick<Decision, 'verdict' | 'by' | 'at'> | null;
  /**
   * How many stakeholders the approved revision was sent to, and when the last time; null for none. `written`: to files
   * alone.
   */
  readonly sent: { readonly stakeholders: number; readonly at: string; readonly written: number } | null;
  /** Messages of the approved revision that may or may not have gone out: a person says which. */
  readonly unconfirmed: number;
}

/** The editions of a sheet, the oldest first. */
export async function listEditions({ editions, dispatches }: ListEffects, sheet: string): Promise<EditionListed[]> {
  const listed: EditionListed[] = [];
  for (const { month } of await editions.editionsOf(sheet)) {
    const newest = await editions.newestRevision(sheet, month);
    if (!newest) continue;
    const decisions = await editions.decisionsOf(sheet, month);
    const last = decisions.findLast((one) => one.revision === newest.revision);
    const approval = approvalsAmong(decisions).at(-1) ?? null;
    const approved = approval?.revision ?? null;
    listed.push({
      sheet,
      month,
      revision: newest.revision,
      complete: newest.complete,
      madeAt: newest.madeAt,
      approved,
      approval: approval && { by: approval.by, at: approval.at },
      decision: last ? { verdict: last.verdict, by: last.by, at: last.at } : null,
      ...sentOf(approved === null ? [] : await dispatches.list(sheet, month, approved)),
    });
  }
  return listed;
}

function sentOf(all: readonly Dispatch[]): Pick<EditionListed, 'sent' | 'unconfirmed'> {
  const sent = all.filter(({ status }) => status === 'sent');
  const unconfirmed = all.filter(({ status }) => status === 'sending').length;
  const at = sent
    .map((dispatch) => dispatch.at)
    .toSorted()
    .at(-1);
  const written = sent.filter(({ code }) => code === 'written').length;
  return { sent: at === undefined ? null : { stakeholders: sent.length - written, at, written }, unconfirmed };
}

/** The holds that are active, by sheet. */
export async function heldSheets({ holds }: ListEffects, sheets: readonly string[]): Promise<Map<string, Hold>> {
  const held = new Map<string, Hold>();
  for (const sheet of sheets) {
    const hold = await activeHold(holds, sheet);
    if (hold) held.set(sheet, hold);
  }
  return held;
}
