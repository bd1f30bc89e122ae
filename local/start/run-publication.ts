import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../../src/adapters/make-folder.ts';
import { Failure } from '../../src/domain/failure.ts';
import type { Publication } from '../../src/domain/publication.ts';
import type { ReportFile, Revision } from '../../src/domain/revision.ts';
import { computeFigures } from '../../src/steps/compute-figures.ts';
import { fileHash } from '../../src/steps/file-hash.ts';
import { loadSheet } from '../../src/steps/load-definitions.ts';
import { notifyReviewers } from '../../src/steps/notify-reviewers.ts';
import { recordReport } from '../../src/steps/record-report.ts';
import { foundPath } from '../found-path.ts';
import { renderPages } from '../render-pages.ts';
import type { LocalEffects } from '../workplace.ts';
import type { KeptPublications } from './kept-publications.ts';
import type { Reading } from './known-definitions.ts';

/** Where publications run. */
export interface Press {
  readonly effects: LocalEffects;
  readonly reading: Reading;
  readonly kept: KeptPublications;
  /** Where pages are copied to, as `<sheet>/<month>/r<revision>/`; null leaves them in the state. */
  readonly out: string | null;
  /** Breaks off between two steps; the publication is begun again by the next process. */
  readonly signal: AbortSignal;
}

/** The pages of a revision, as they lie in the folder of pages. */
export interface Pages {
  readonly sheet: string;
  readonly month: string;
  readonly revision: number;
  /** False where no figure changed, so that the revision that there was stays. */
  readonly isNew: boolean;
  readonly files: readonly string[];
}

/**
 * Runs one publication as the state machine does.
 *
 *     compute figures ─► recorded already? ─► render, language by language ─► record ─► copy ─► tell the reviewers
 *
 * That reviewers are to be told is kept before the report is recorded, for a recorded report is not published again.
 */
export async function runPublication(press: Press, publication: Publication): Promise<Pages> {
  const { effects, reading, kept, signal } = press;
  const { sheet: id, month, isNewest } = publication;
  await kept.keep(publication, 'begun', null);
  const sheet = await loadSheet(reading.files, reading.definitions, id);
  const { revision } = await computeFigures(effects, reading.definitions, sheet, month, { isNewest });
  const recorded = await effects.editions.reportOf(id, month, revision.revision);
  if (!recorded) {
    const rendered = await renderPages(effects, reading.definitions, sheet, revision, sheet.languages, signal);
    await kept.keep(publication, 'begun', revision.revision);
    signal.throwIfAborted();
    await recordReport(effects, sheet, revision, rendered);
  }
  const pages = { ...(await copyPages(press, revision)), isNew: !recorded };
  signal.throwIfAborted();
  if (!recorded) await notifyReviewers(effects, id, month, revision.revision);
  await kept.keep(publication, 'done', revision.revision);
  return pages;
}

/** Copies what a revision's report holds and the folder of pages lacks; nothing where there is no such folder. */
export async function copyPages(
  { effects, out }: Pick<Press, 'effects' | 'out'>,
  { sheet, month, revision }: Pick<Revision, 'sheet' | 'month' | 'revision'>,
): Promise<Omit<Pages, 'isNew'>> {
  const report = await effects.editions.reportOf(sheet, month, revision);
  if (!report)
    throw new Failure(
      'StoreConflict',
      `${sheet} ${month}, revision ${revision} has no recorded report; publish it again`,
    );
  const files: string[] = [];
  if (out !== null) for (const file of report.files) files.push(await copyPage(effects, out, file));
  return { sheet, month, revision, files };
}

/** A page that is there already stays as it is: another one of the same revision is a sign of another, or an older, state. */
async function copyPage(effects: LocalEffects, out: string, { key, sha256 }: ReportFile): Promise<string> {
  const path = join(out, key.replace(/^reports\//u, ''));
  if (await foundPath(path)) {
    if ((await fileHash(path)) === sha256) return path;
    throw new Failure(
      'ReportChanged',
      `${path} is another file than the one of this state's revision: was it edited, or made from another state? Nothing was written over it; move the folder ${dirname(path)} away, or name another --out`,
    );
  }
  await makeFolder(dirname(path));
  await effects.reports.fetch(key, `${path}.part`);
  if ((await fileHash(`${path}.part`)) !== sha256) {
    await rm(`${path}.part`, { force: true });
    throw new Failure('ReportChanged', `${key} is not the file that was recorded; put it back from a backup`);
  }
  await rename(`${path}.part`, path);
  return path;
}

/** Tells the reviewers whom a process that died did not tell any more. */
export async function tellOwed({ effects, kept }: Pick<Press, 'effects' | 'kept'>): Promise<void> {
  for (const { publication, revision } of await kept.owed()) {
    const { sheet, month } = publication;
    if (revision === null || !(await effects.editions.reportOf(sheet, month, revision))) continue;
    await notifyReviewers(effects, sheet, month, revision);
    await kept.keep(publication, 'begun', null);
  }
}
