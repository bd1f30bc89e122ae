import { approvalsAmong, type Decision } from '../../../../src/domain/decision.ts';
import type { Effects } from '../../../../src/domain/effects.ts';
import { countNoun } from '../../../../src/domain/format.ts';
import { activeHold, type Hold, holdWords } from '../../../../src/domain/hold.ts';
import type { Month } from '../../../../src/domain/month.ts';

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
  /** The approved revision; null while there is none. */
  readonly approved: number | null;
  /** The last decision on the newest revision. */
  readonly decision: Pick<Decision, 'verdict' | 'by' | 'at'> | null;
  /** How many readers the approved revision was sent to, and when the last time; null for none. `written`: to files alone. */
  readonly sent: { readonly readers: number; readonly at: string; readonly written: number } | null;
}

/** The editions of a sheet, the oldest first. */
export async function listEditions({ editions, dispatches }: ListEffects, sheet: string): Promise<EditionListed[]> {
  const listed: EditionListed[] = [];
  for (const { month } of await editions.editionsOf(sheet)) {
    const newest = await editions.newestRevision(sheet, month);
    if (!newest) continue;
    const decisions = await editions.decisionsOf(sheet, month);
    const last = decisions.findLast((one) => one.revision === newest.revision);
    const approved = approvalsAmong(decisions).at(-1)?.revision ?? null;
    listed.push({
      sheet,
      month,
      revision: newest.revision,
      complete: newest.complete,
      approved,
      decision: last ? { verdict: last.verdict, by: last.by, at: last.at } : null,
      sent: approved === null ? null : await sentOf(dispatches, sheet, month, approved),
    });
  }
  return listed;
}

async function sentOf(
  dispatches: ListEffects['dispatches'],
  sheet: string,
  month: Month,
  revision: number,
): Promise<EditionListed['sent']> {
  const sent = (await dispatches.list(sheet, month, revision)).filter(({ status }) => status === 'sent');
  const at = sent
    .map((dispatch) => dispatch.at)
    .toSorted()
    .at(-1);
  const written = sent.filter(({ code }) => code === 'written').length;
  return at === undefined ? null : { readers: sent.length - written, at, written };
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

/** One edition in a line. */
export function editionLine({ sheet, month, revision, complete, approved, decision, sent }: EditionListed): string {
  const state = decision ? `${decision.verdict} by ${decision.by} on ${decision.at.slice(0, 10)}` : 'to be reviewed';
  const older = approved !== null && approved !== revision ? `; readers have revision ${approved}` : '';
  const reached = sent === null ? '' : `; ${reachedWords(sent)}, last on ${sent.at.slice(0, 10)}`;
  const waits = approved !== null && sent === null ? '; sent to no one yet' : '';
  return `${sheet} ${month}  revision ${revision}, ${complete ? 'complete' : 'incomplete'}, ${state}${older}${reached}${waits}`;
}

function reachedWords({ readers, written }: NonNullable<EditionListed['sent']>): string {
  const files = `written for ${countNoun(written, 'reader')}, not sent`;
  if (written === 0) return `sent to ${countNoun(readers, 'reader')}`;
  return readers === 0 ? files : `sent to ${countNoun(readers, 'reader')}; ${files}`;
}

/** Which sheets are held, a line each. */
export const heldLines = (held: ReadonlyMap<string, Hold>): string[] =>
  [...held].map(([sheet, hold]) => `${sheet} is ${holdWords(hold)}: nothing of it goes out until it is released`);
