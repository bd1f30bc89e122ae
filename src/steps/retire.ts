import { approvalsAmong } from '../domain/decision.ts';
import type { Effects } from '../domain/effects.ts';
import { DAY_MS } from '../domain/month.ts';
import { exportPlace, parseExportKey, parseFactsKey, parseReportKey } from '../domain/object-keys.ts';
import { type RetirableObjects, type StoredObject, writtenBefore } from '../domain/retirement.ts';
import type { RevisionHead } from '../domain/revision.ts';
import type { EffectsOf } from '../domain/step-effects.ts';
import { refusedProblemsKey } from './ingest-export/reject-key.ts';

export type RetireEffects = EffectsOf<'retire'> & Pick<Effects, 'clock' | 'log'>;

/** The result of a run. */
export interface Retired {
  readonly facts: number;
  readonly problems: number;
  /** Revisions whose figures and pages were retired. */
  readonly revisions: number;
}

/** Nothing younger is retired: a step that just wrote it may be about to name it. */
const YOUNG_DAYS = 1;

/** How long the figures and pages of a superseded revision without approval are kept. */
const UNAPPROVED_DAYS = 90;

const daysAgo = ({ clock }: Pick<RetireEffects, 'clock'>, days: number): Date =>
  new Date(clock.now().getTime() - days * DAY_MS);

/**
 * Retires what is neither counted nor approved: superseded and withdrawn facts, problems of uploads that were deleted
 * or replaced, figures and pages of superseded drafts.
 *
 * Objects are listed before the ledger is read, and only those older than a day count, so that what is written or
 * activated meanwhile is not among them. Their age is asked last: on one machine it is a question for each file.
 */
export async function retire(effects: RetireEffects, sheets: readonly string[]): Promise<Retired> {
  const facts = await retireFacts(effects);
  const problems = await retireProblems(effects);
  let revisions = 0;
  for (const sheet of [...sheets, ...(await formerSheets(effects, sheets))])
    revisions += await retireDrafts(effects, sheet);
  effects.log.info('retired', { facts, problems, revisions });
  return { facts, problems, revisions };
}

/** Returns the sheets that have old pages and no definition: members that were removed from their family. */
export async function formerSheets(
  effects: Pick<RetireEffects, 'oldReports' | 'clock'>,
  sheets: readonly string[],
): Promise<string[]> {
  const stored = await effects.oldReports.list('reports/');
  const found = stored.filter(({ key }) => !sheets.includes(parseReportKey(key)?.sheet ?? ''));
  const old = await writtenBefore(found, daysAgo(effects, UNAPPROVED_DAYS));
  return [...new Set(old.flatMap(({ key }) => parseReportKey(key)?.sheet ?? []))];
}

/** Retires the facts that no entry of the ledger names. */
export async function retireFacts(effects: Pick<RetireEffects, 'oldFacts' | 'ledger' | 'clock'>): Promise<number> {
  const stored = await effects.oldFacts.list('facts/');
  const hotlines = new Set(stored.flatMap(({ key }) => parseFactsKey(key)?.hotline ?? []));
  const named = new Set<string>();
  for (const hotline of hotlines)
    for (const { inForce } of await effects.ledger.entriesOf(hotline))
      for (const { key } of inForce?.facts ?? []) named.add(key);
  const unnamed = stored.filter(({ key }) => parseFactsKey(key) !== null && !named.has(key));
  return retireAll(effects.oldFacts, await writtenBefore(unnamed, daysAgo(effects, YOUNG_DAYS)));
}

/** Retires the problems that are not from the last reading of an existing upload. */
async function retireProblems({ oldProblems, exports, ledger, clock }: RetireEffects): Promise<number> {
  const stored = await oldProblems.list('problems/');
  if (stored.length === 0) return 0;
  const uploads = new Set(await exports.list('exports/'));
  const retained = new Set([...uploads].map((key) => refusedProblemsKey(exportPlace(key))));
  for (const hotline of new Set([...uploads].flatMap((key) => parseExportKey(key)?.hotline ?? []))) {
    const present = (await ledger.uploadsOf(hotline)).filter(({ key }) => uploads.has(key));
    for (const { problemsKey } of present.flatMap(({ outcomes }) => outcomes))
      if (problemsKey) retained.add(problemsKey);
  }
  const unnamed = stored.filter(({ key }) => !retained.has(key));
  return retireAll(oldProblems, await writtenBefore(unnamed, daysAgo({ clock }, YOUNG_DAYS)));
}

/**
 * Retires figures and pages of a sheet's revisions that are superseded, older than 90 days and were never approved. The
 * content of an approved revision is kept; so is the record that a retired one was made, and what it counted.
 */
export async function retireDrafts(
  effects: Pick<RetireEffects, 'editions' | 'oldReports' | 'clock'>,
  sheet: string,
): Promise<number> {
  const before = daysAgo(effects, UNAPPROVED_DAYS);
  const { retained, old } = await splitRevisions(effects, sheet, before);
  const stillShown = new Set(retained.map(({ fingerprint }) => fingerprint));
  for (const fingerprint of new Set(old.map((revision) => revision.fingerprint)))
    if (!stillShown.has(fingerprint)) await effects.editions.dropFigures(sheet, fingerprint, before);
  if (old.length === 0) return 0;
  const superseded = new Set(old.map(({ month, revision }) => `${month} ${revision}`));
  const pages = (await effects.oldReports.list(`reports/${sheet}/`)).filter(({ key }) => {
    const place = parseReportKey(key);
    return place !== null && superseded.has(`${place.month} ${place.revision}`);
  });
  await retireAll(effects.oldReports, await writtenBefore(pages, before));
  return old.length;
}

/** Returns a sheet's revisions: those to keep, and those superseded before a time and never approved. */
async function splitRevisions({ editions }: Pick<RetireEffects, 'editions'>, sheet: string, before: Date) {
  const retained: RevisionHead[] = [];
  const old: RevisionHead[] = [];
  const approvals = approvalsAmong(await editions.decisionsOf(sheet));
  for (const { month } of await editions.editionsOf(sheet)) {
    const all = await editions.revisionsOf(sheet, month);
    for (const [index, head] of all.entries()) {
      const successor = all[index + 1];
      const isApproved = approvals.some((approval) => approval.month === month && approval.revision === head.revision);
      const isOld = successor !== undefined && new Date(successor.madeAt) < before;
      (isApproved || !isOld ? retained : old).push(head);
    }
  }
  return { retained, old };
}

async function retireAll(store: RetirableObjects, objects: readonly StoredObject[]): Promise<number> {
  for (const object of objects) await store.retire(object);
  return objects.length;
}
