import { loadSheet } from '../../src/definitions/load-definitions.ts';
import type { Publication } from '../../src/domain/publication.ts';
import type { Revision } from '../../src/domain/revision.ts';
import { notifyReviewers } from '../../src/steps/notify-reviewers.ts';
import { publishEdition } from '../../src/steps/publish-edition/publish-edition.ts';
import { compiledSheet } from './compiled-sheets.ts';
import { copyPages } from './copy-pages.ts';
import type { KeptPublications } from './kept-publications.ts';
import type { Reading } from './known-definitions.ts';
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
 * Publishes an edition, copies its pages to the folder of pages before reviewers are notified, and keeps a record of how far it came.
 *
 * The pending notification is kept before the report is recorded: an edition whose report is recorded is not published again.
 */
export async function runPublication(press: Press, publication: Publication): Promise<Pages> {
  const { effects, reading, kept, out, signal } = press;
  const { sheet: id, month, isNewest } = publication;
  await kept.keep(publication, 'begun', null);
  const sheet = await loadSheet(reading.files, reading.definitions, id);
  let files: string[] = [];
  const copy = async (revision: Revision): Promise<void> => {
    if (out !== null) files = await copyPages(effects, out, revision);
  };
  const { computed, isNew } = await publishEdition({
    ...{ effects, definitions: reading.definitions, sheet, month, isNewest, signal },
    compiled: () => compiledSheet(reading.definitions, reading.files, sheet),
    languages: sheet.languages,
    last: 'notify-reviewers',
    restoresPages: false,
    before: {
      'record-report': ({ revision }) => kept.keep(publication, 'begun', revision.revision),
      'notify-reviewers': ({ revision }) => copy(revision),
    },
  });
  const { revision } = computed;
  if (!isNew) await copy(revision);
  await kept.keep(publication, 'done', revision.revision);
  return { sheet: id, month, revision: revision.revision, files, isNew };
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
