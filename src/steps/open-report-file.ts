import { approvalsAmong } from '../domain/decision.ts';
import type { ReportFile } from '../domain/edition.ts';
import type { Effects } from '../domain/effects.ts';
import { Failure } from '../domain/failure.ts';
import type { Month } from '../domain/month.ts';
import { isDraftPage, reportKey } from '../domain/object-keys.ts';
import { readVerifiedFile } from './verify-state/verify-files.ts';

export interface ReportFileEffects {
  readonly editions: Pick<Effects['editions'], 'reportOf' | 'decisionsOf'>;
  readonly reports: Pick<Effects['reports'], 'bytes'>;
}

/** A file of a revision, by its name below the revision's folder: `charts/map.en.svg`. */
export interface ReportFileAsked {
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
  readonly file: string;
}

/** A file's bytes, which are those that were recorded. */
export interface OpenedFile extends ReportFile {
  readonly content: Uint8Array;
  /** Whether the revision was approved: its files do not change, and everyone may see them. */
  readonly isApproved: boolean;
}

/**
 * Opens a file of a revision; null where there is none, or where it is a draft's and the person may see no drafts.
 * @throws Failure ReportChanged when it is not the file that was recorded
 */
export async function openReportFile(
  { editions, reports }: ReportFileEffects,
  { sheet, month, revision, file }: ReportFileAsked,
  seesDrafts: boolean,
): Promise<OpenedFile | null> {
  const report = await editions.reportOf(sheet, month, revision);
  const found = report?.files.find(({ key }) => key === reportKey(sheet, month, revision, file));
  if (!found) return null;
  const approvals = approvalsAmong(await editions.decisionsOf(sheet, month));
  const isApproved = approvals.some((decision) => decision.revision === revision) && !isDraftPage(found.key);
  if (!isApproved && !seesDrafts) return null;
  const read = await readVerifiedFile(reports, found);
  if (typeof read === 'string') throw new Failure('ReportChanged', `${found.key}: ${read}; put it back from a backup`);
  return { ...found, content: read, isApproved };
}
