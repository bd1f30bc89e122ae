import { loadFamily } from '../../src/definitions/load-definitions.ts';
import type { Publication } from '../../src/domain/publication.ts';
import type { Revision } from '../../src/domain/revision.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { notifyReviewers } from '../../src/steps/notify-reviewers.ts';
import { publishEdition } from '../../src/steps/publish-edition/publish-edition.ts';
import { publishFamily } from '../../src/steps/publish-edition/publish-family.ts';
import type { LoadedDefinitions } from './cached-definitions.ts';
import { compiledFamily, compiledSheet } from './compiled-sheets.ts';
import { copyPages } from './copy-pages.ts';
import type { LocalEffects } from './local-runtime.ts';
import { pageWorkers } from './page-workers.ts';
import type { PublicationRecords } from './publication-records.ts';

/** The runtime of publications on a local machine. */
export interface PublicationRuntime {
  readonly effects: LocalEffects;
  readonly loaded: LoadedDefinitions;
  readonly records: PublicationRecords;
  /** The folder to which pages are copied (copy-pages.ts); null leaves them in the state. */
  readonly out: string | null;
  /** Ends a publication between two steps; the next process restarts it. */
  readonly signal: AbortSignal;
}

/** The pages of a revision in the folder of pages. */
export interface Pages {
  readonly sheet: string;
  readonly month: string;
  readonly revision: number;
  /** False if no figure has changed, so that the existing revision remains. */
  readonly isNew: boolean;
  readonly files: readonly string[];
}

/**
 * Publishes an edition, and copies its pages to the folder of pages before the reviewers are notified.
 *
 * Records the pending notification before the report is recorded: an edition with a recorded report is not published
 * again.
 */
export async function runPublication(runtime: PublicationRuntime, publication: Publication): Promise<Pages> {
  const { effects, loaded, records, out, signal } = runtime;
  const { sheet: id, month, isNewest } = publication;
  await records.record(publication, 'begun', null);
  const sheets = await loadFamily(loaded.files, loaded.definitions, id);
  const [sheet, ...members] = sheets;
  if (members.length > 0) return runFamily(runtime, publication, sheets);
  let files: string[] = [];
  const copy = async (revision: Revision): Promise<void> => {
    if (out !== null) files = await copyPages(effects, out, revision);
  };
  const { computed, isNew } = await publishEdition({
    ...{ effects, definitions: loaded.definitions, sheet, month, isNewest, signal },
    compiled: () => compiledSheet(loaded.definitions, loaded.files, sheet),
    languages: sheet.languages,
    last: 'notify-reviewers',
    restoresPages: false,
    before: {
      'record-report': ({ revision }) => records.record(publication, 'begun', revision.revision),
      'notify-reviewers': ({ revision }) => copy(revision),
    },
  });
  const { revision } = computed;
  if (!isNew) await copy(revision);
  await records.record(publication, 'done', revision.revision);
  return { sheet: id, month, revision: revision.revision, files, isNew };
}

/** Publishes all sheets of a family, whose pages are drawn by a thread for each core. */
async function runFamily(
  { effects, loaded, records, out, signal }: PublicationRuntime,
  publication: Publication,
  sheets: readonly [Sheet, ...Sheet[]],
): Promise<Pages> {
  const { sheet, month, isNewest } = publication;
  const workers = pageWorkers();
  const files: string[] = [];
  try {
    const [main, ...members] = await publishFamily({
      ...{ definitions: loaded.definitions, sheets, month, isNewest, signal, atATime: workers.atATime },
      effects: { ...effects, drawPages: workers.drawPages },
      compiled: compiledFamily(loaded.definitions, loaded.files),
      languages: sheets[0].languages,
      last: 'notify-reviewers',
      restoresPages: false,
      computed: ({ revision }) => records.record(publication, 'begun', revision.revision),
      published: async (reports) => {
        for (const { computed } of out === null ? [] : reports)
          files.push(...(await copyPages(effects, out ?? '', computed.revision)));
      },
    });
    const revision = main?.computed.revision.revision ?? 0;
    await records.record(publication, 'done', revision);
    const isNew = [main, ...members].some((report) => report?.isNew);
    return { sheet, month, revision, files, isNew };
  } finally {
    await workers.close();
  }
}

/** Sends the notifications that an earlier process did not send before it ended. */
export async function sendPendingNotifications({
  effects,
  records,
}: Pick<PublicationRuntime, 'effects' | 'records'>): Promise<void> {
  for (const { publication, revision } of await records.pendingNotifications()) {
    const { sheet, month } = publication;
    if (revision === null || !(await effects.editions.reportOf(sheet, month, revision))) continue;
    await notifyReviewers(effects, sheet, month, revision);
    await records.record(publication, 'begun', null);
  }
}
