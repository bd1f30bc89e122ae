import { loadSheet } from '../../src/definitions/load-definitions.ts';
import type { Publication } from '../../src/domain/publication.ts';
import { computeFigures } from '../../src/steps/compute-figures/compute-figures.ts';
import { notifyReviewers } from '../../src/steps/notify-reviewers.ts';
import { recordReport } from '../../src/steps/record-report.ts';
import { copyPages } from './copy-pages.ts';
import type { KeptPublications } from './kept-publications.ts';
import type { Reading } from './known-definitions.ts';
import { renderPages } from './render-pages.ts';
import type { LocalEffects } from './workplace.ts';

/** Where publications run. */
export interface Press {
  readonly effects: LocalEffects;
  readonly reading: Reading;
  readonly kept: KeptPublications;
  /** Where pages are copied to (copy-pages.ts); null leaves them in the state. */
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
  const files = press.out === null ? [] : await copyPages(effects, press.out, revision);
  const pages = { sheet: id, month, revision: revision.revision, files, isNew: !recorded };
  signal.throwIfAborted();
  if (!recorded) await notifyReviewers(effects, id, month, revision.revision);
  await kept.keep(publication, 'done', revision.revision);
  return pages;
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
