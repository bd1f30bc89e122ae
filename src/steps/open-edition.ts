import { approvalsAmong, type Decision } from '../domain/decision.ts';
import type { PublishedEdition, ReportFile } from '../domain/edition.ts';
import type { Effects } from '../domain/effects.ts';
import { Failure } from '../domain/failure.ts';
import type { Month } from '../domain/month.ts';
import { isDraftPage, isReplacedByDraft, reportKey } from '../domain/object-keys.ts';
import { readAnnex } from '../editions/read-annex.ts';
import { openReportFile, type ReportFileEffects } from './open-report-file.ts';

export interface OpenEditionEffects extends ReportFileEffects {
  readonly editions: Pick<Effects['editions'], 'reportOf' | 'decisionsOf' | 'revisionsOf'>;
}

/** `current`: the approved revision that readers get; `replaced`: approved earlier, then corrected; `draft`: not approved. */
export type RevisionStatus = 'current' | 'replaced' | 'draft';

/** One revision of an edition, in a list. */
export interface RevisionListed {
  readonly revision: number;
  readonly status: RevisionStatus;
  /** When it was approved, ISO 8601; null for a draft. */
  readonly approvedAt: string | null;
}

/** A revision with its figures as printed and its files. */
export interface OpenedEdition extends RevisionListed {
  /** As the data annex has it, so without anything that is not printed. */
  readonly edition: PublishedEdition;
  /** The version of the sheet's folder that it was made with. */
  readonly sheetVersion: string | null;
  /** Without the pages that are marked as a draft, if it is approved. */
  readonly files: readonly ReportFile[];
}

/** A revision of an edition, by number. */
export interface RevisionAsked {
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
}

/** An edition with an approved revision. */
export interface ApprovedEdition {
  readonly month: Month;
  /** Every revision that was ever approved, the oldest first; the last one is current. */
  readonly revisions: readonly RevisionListed[];
}

/**
 * Opens a revision by its recorded data annex, the bytes of which are compared with the record.
 * @returns null if there is no such revision, it has no report, or it is a draft and the person may not see drafts
 * @throws Failure ReportChanged if the annex is not the file that was recorded
 */
export async function openEdition(
  effects: OpenEditionEffects,
  asked: RevisionAsked,
  seesDrafts: boolean,
): Promise<OpenedEdition | null> {
  const { sheet, month, revision } = asked;
  const file = `${sheet}-${month}.figures.json`;
  const annex = await openReportFile(effects, { ...asked, file }, seesDrafts);
  const report = await effects.editions.reportOf(sheet, month, revision);
  if (!annex || !report) return null;
  const edition = readAnnex(new TextDecoder().decode(annex.content), month);
  if (!edition)
    throw new Failure(
      'ReportChanged',
      `${reportKey(sheet, month, revision, file)} is not a data annex of this program`,
    );
  const listed = statusOf(await effects.editions.decisionsOf(sheet, month), revision);
  const heads = await effects.editions.revisionsOf(sheet, month);
  const head = heads.find((one) => one.revision === revision);
  const corrects = head?.corrects;
  const files = report.files.filter(({ key }) =>
    listed.status === 'draft' ? !isReplacedByDraft(key, report.files) : !isDraftPage(key),
  );
  const sheetVersion = head?.versions.sheet ?? null;
  return { ...listed, edition: { ...edition, ...(corrects && { corrects }) }, sheetVersion, files };
}

/** Lists the revisions of an edition, the newest first: the approved ones, and drafts for people who may see them. */
export async function listRevisions(
  { editions }: Pick<OpenEditionEffects, 'editions'>,
  { sheet, month }: Pick<RevisionAsked, 'sheet' | 'month'>,
  seesDrafts: boolean,
): Promise<RevisionListed[]> {
  const decisions = await editions.decisionsOf(sheet, month);
  const heads = await editions.revisionsOf(sheet, month);
  const all = heads.map(({ revision }) => statusOf(decisions, revision));
  return all.filter(({ status }) => seesDrafts || status !== 'draft').toSorted((a, b) => b.revision - a.revision);
}

/** Lists the editions of a sheet that have an approved revision, the oldest first. */
export async function approvedEditions(
  { editions }: { readonly editions: Pick<Effects['editions'], 'decisionsOf'> },
  sheet: string,
): Promise<ApprovedEdition[]> {
  const decisions = approvalsAmong(await editions.decisionsOf(sheet));
  const months = [...new Set(decisions.map(({ month }) => month))].toSorted();
  return months.map((month) => {
    const own = decisions.filter((decision) => decision.month === month);
    const revisions = [...new Set(own.map(({ revision }) => revision))].map((revision) => statusOf(own, revision));
    const isCurrent = ({ status }: RevisionListed): number => (status === 'current' ? 1 : 0);
    return { month, revisions: revisions.toSorted((a, b) => isCurrent(a) - isCurrent(b)) };
  });
}

/** @param decisions all decisions on the edition */
function statusOf(decisions: readonly Decision[], revision: number): RevisionListed {
  const approvals = approvalsAmong(decisions);
  const approval = approvals.findLast((decision) => decision.revision === revision);
  if (!approval) return { revision, status: 'draft', approvedAt: null };
  const status = approvals.at(-1)?.revision === revision ? 'current' : 'replaced';
  return { revision, status, approvedAt: approval.at };
}
