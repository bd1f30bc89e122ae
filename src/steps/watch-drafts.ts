import { listSheets, loadFamily, type PageDefinitions } from '../definitions/load-definitions.ts';
import { approvalsAmong, type Decision } from '../domain/decision.ts';
import type { DefinitionFiles, Effects } from '../domain/effects.ts';
import { Failure } from '../domain/failure.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import { DAY_MS, type Month, monthsBetween } from '../domain/month.ts';
import type { RevisionHead } from '../domain/revision.ts';
import type { Sheet } from '../domain/sheet.ts';
import type { EffectsOf } from '../domain/step-effects.ts';
import { editionsToUpdate } from '../editions/editions-to-update.ts';
import { sheetEntries } from './ingest-export/ledger-entries.ts';

export type WatchDraftsEffects = EffectsOf<'watch-exports'> & Pick<Effects, 'clock' | 'log'>;

/** A draft that has waited too long for a decision. */
export interface WaitingDraft {
  readonly sheet: string;
  readonly month: Month;
  /** The newest revision, which is the one to decide on. */
  readonly revision: number;
  readonly complete: boolean;
  /** When the first revision after the last decision on the edition was made, ISO 8601. */
  readonly since: string;
  /** Full days since then. */
  readonly days: number;
  /** How many other sheets of its family have waited as long for a decision on this month. */
  readonly otherSheets: number;
}

/**
 * Finds the drafts of every sheet that have waited for a decision for a number of days or more, and emits
 * `DraftWaiting` for each. The sheets of a family are decided on together, so they are one draft.
 * @throws Failure DefinitionInvalid for a broken sheet, after all others are checked
 */
export async function watchDrafts(
  effects: WatchDraftsEffects,
  definitions: PageDefinitions,
  files: DefinitionFiles,
  days: number,
): Promise<WaitingDraft[]> {
  const waiting: WaitingDraft[] = [];
  const broken: Failure[] = [];
  for (const id of await listSheets(files)) {
    try {
      waiting.push(...(await waitingOfFamily(effects, await loadFamily(files, definitions, id), days)));
    } catch (error) {
      if (!(error instanceof Failure && error.name === 'DefinitionInvalid')) throw error;
      broken.push(error);
    }
  }
  for (const draft of waiting) await report(effects, draft);
  if (broken[0]) throw broken[0];
  return waiting;
}

async function report(effects: WatchDraftsEffects, draft: WaitingDraft): Promise<void> {
  await effects.events.emit({ name: 'DraftWaiting', detail: { ...draft } });
  const { sheet, month, revision } = draft;
  effects.log.info('draft-waiting', { sheet, month, revision });
}

/**
 * Lists what waits of a family, by month: the main sheet, or the first member that waits if the main sheet is decided.
 * @param sheets the main sheet, then its members
 */
async function waitingOfFamily(
  effects: WatchDraftsEffects,
  sheets: readonly [Sheet, ...Sheet[]],
  days: number,
): Promise<WaitingDraft[]> {
  const entries = await sheetEntries(effects, sheets[0]);
  const all: Waiting[] = [];
  for (const sheet of sheets) all.push(...(await waitingDrafts(effects, sheet, entries)));
  const late = all.filter((draft) => draft.days >= days);
  const first = [...new Map(late.toReversed().map((draft) => [draft.month, draft])).values()];
  return first
    .toSorted((a, b) => (a.month < b.month ? -1 : 1))
    .map((draft) => ({ ...draft, otherSheets: late.filter(({ month }) => month === draft.month).length - 1 }));
}

type Waiting = Omit<WaitingDraft, 'otherSheets'>;

/**
 * Lists the drafts of a sheet that wait for a decision, however briefly. Only editions that are kept up to date wait,
 * and only those that the interval between editions allows: no other can be approved.
 */
async function waitingDrafts(
  { editions, clock }: WatchDraftsEffects,
  sheet: Sheet,
  entries: readonly LedgerEntry[],
): Promise<Waiting[]> {
  const decisions = await editions.decisionsOf(sheet.id);
  const approved = new Set(approvalsAmong(decisions).map(({ month }) => month));
  const existing = await editions.editionsOf(sheet.id);
  const maintained = editionsToUpdate(sheet, entries, existing, approved);
  const drafts: Waiting[] = [];
  for (const { month } of maintained.filter((edition) => !isTooNear(sheet, edition.month, approved))) {
    const undecided = undecidedRevisions(await editions.revisionsOf(sheet.id, month), decisions);
    const [first, newest] = [undecided[0], undecided.at(-1)];
    if (!first || !newest) continue;
    const { revision, complete } = newest;
    const days = Math.floor((clock.now().getTime() - new Date(first.madeAt).getTime()) / DAY_MS);
    drafts.push({ sheet: sheet.id, month, revision, complete, since: first.madeAt, days });
  }
  return drafts;
}

/** Returns the revisions of an edition after the last decision. Repeated corrections do not restart the wait. */
function undecidedRevisions(revisions: readonly RevisionHead[], decisions: readonly Decision[]): RevisionHead[] {
  const decided = revisions.findLastIndex(({ month, revision }) =>
    decisions.some(
      (decision) => decision.month === month && decision.revision === revision && decision.verdict !== 'first-approval',
    ),
  );
  return revisions.slice(decided + 1);
}

/** A correction of an approved edition is never too close. */
function isTooNear(sheet: Sheet, month: Month, approved: ReadonlySet<Month>): boolean {
  if (sheet.interval === 'advise' || approved.has(month)) return false;
  return [...approved].some((other) => Math.abs(monthsBetween(other, month)) < sheet.minimumMonthsBetweenEditions);
}
