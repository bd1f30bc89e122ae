import { readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../../src/adapters/local/make-folder.ts';
import { approvalsAmong } from '../../src/domain/decision.ts';
import type { ReportFile } from '../../src/domain/edition.ts';
import type { Effects } from '../../src/domain/effects.ts';
import { Failure } from '../../src/domain/failure.ts';
import type { Month } from '../../src/domain/month.ts';
import { isDraftPage, isReplacedByDraft } from '../../src/domain/object-keys.ts';
import type { Report } from '../../src/domain/revision.ts';
import { fileHash } from '../../src/steps/verify-state/verify-files.ts';
import { statIfExists } from '../state/read-stored.ts';

type CopyEffects = Pick<Effects, 'reports'> & {
  readonly editions: Pick<Effects['editions'], 'reportOf' | 'decisionsOf'>;
};

/** One edition of a sheet. */
interface Place {
  readonly sheet: string;
  readonly month: Month;
}

/**
 * Copies the pages of a revision to `drafts/<sheet>/<month>/r<revision>/` in the folder of pages, marked as a draft,
 * unless it is the approved revision. Also copies the pages of the edition's approved revision, without the mark, to
 * `approved/<sheet>/<month>/`.
 * @returns the paths of the revision's files in the folder
 */
export async function copyPages(
  effects: CopyEffects,
  out: string,
  { sheet, month, revision }: Place & { readonly revision: number },
): Promise<string[]> {
  const approved = await copyApproved(effects, out, { sheet, month });
  if (approved?.revision === revision) return approved.files;
  const report = await reportOf(effects, { sheet, month }, revision);
  const files: string[] = [];
  for (const file of report.files.filter((one) => !isReplacedByDraft(one.key, report.files)))
    files.push(await copyFile(effects, join(out, 'drafts', file.key.replace(/^reports\//u, '')), file));
  return files;
}

/**
 * Copies the pages of an edition's approved revision, and removes the pages of the previously approved revision.
 * Returns null if no revision is approved.
 */
export async function copyApproved(
  effects: CopyEffects,
  out: string,
  place: Place,
): Promise<{ readonly revision: number; readonly files: string[] } | null> {
  const approvals = approvalsAmong(await effects.editions.decisionsOf(place.sheet, place.month));
  const revision = approvals.at(-1)?.revision;
  if (revision === undefined) return null;
  const report = await reportOf(effects, place, revision);
  const replaced = new Set(approvals.flatMap(({ files: approved }) => approved.map(({ sha256 }) => sha256)));
  const folder = join(out, 'approved', place.sheet, place.month);
  const files: string[] = [];
  for (const file of report.files.filter(({ key }) => !isDraftPage(key)))
    files.push(
      await copyFile(effects, join(folder, file.key.replace(/^reports\/[^/]+\/[^/]+\/[^/]+\//u, '')), file, replaced),
    );
  const own = new Set(files);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const isOurs =
      entry.name.startsWith(`${place.sheet}-${place.month}.`) || entry.parentPath === join(folder, 'charts');
    if (entry.isFile() && isOurs && !own.has(path)) await rm(path, { force: true });
  }
  await rm(join(out, 'drafts', place.sheet, place.month, `r${revision}`), { recursive: true, force: true });
  return { revision, files };
}

async function reportOf({ editions }: CopyEffects, { sheet, month }: Place, revision: number): Promise<Report> {
  const report = await editions.reportOf(sheet, month, revision);
  if (report) return report;
  throw new Failure(
    'StoreConflict',
    `${sheet} ${month}, revision ${revision} has no recorded report; publish it again`,
  );
}

/**
 * Copies a file of a report unless it already exists. A file that does not come from this state is not overwritten: it
 * comes from a different or a newer state.
 * @param replaced the hashes that may be overwritten: the same file in previously approved revisions
 */
async function copyFile(
  { reports }: CopyEffects,
  path: string,
  { key, sha256 }: ReportFile,
  replaced: ReadonlySet<string> = new Set(),
): Promise<string> {
  const there = (await statIfExists(path)) ? await fileHash(path) : null;
  if (there === sha256) return path;
  if (there !== null && !replaced.has(there))
    throw new Failure(
      'ReportChanged',
      `${path} differs from the file of this state's revision: it was edited, or comes from another state. It was not overwritten; move the folder ${dirname(path)} away, or name another --out`,
    );
  await makeFolder(dirname(path));
  await reports.fetch(key, `${path}.part`);
  if ((await fileHash(`${path}.part`)) !== sha256) {
    await rm(`${path}.part`, { force: true });
    throw new Failure('ReportChanged', `${key} is not the file that was recorded; restore it from a backup`);
  }
  await rename(`${path}.part`, path);
  return path;
}
