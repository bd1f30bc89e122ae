import { join } from 'node:path';
import type { BundledFile } from '../../lib/bundle-handlers.ts';
import { CANARY, CANARY_MONTH, CANARY_UPLOAD } from '../../src/domain/canary.ts';
import { TABLES } from '../../src/domain/tables.ts';
import { type Answer, type Invoke, type Machine, type Stores, withFunctions } from './bundled-functions.ts';
import { writeMonth } from './signals-month.ts';

const REVISION = { sheet: 'us-mexico-border', month: '2017-07' };

/** What is measured after a publication. */
export interface MoreMeasured {
  /** Files that are deployed beside the functions' definitions. */
  readonly files: readonly BundledFile[];
  /** Variables of the functions, besides those of a publication. */
  environment(folder: string): Readonly<Record<string, string>>;
  measure(invoke: Invoke, stores: Stores, revision: number): Promise<Record<string, Answer>>;
}

/**
 * Invokes every function in the order of a publication: ingests each upload, computes the figures, renders the pages,
 * records the report and notifies the reviewers.
 */
async function publication(invoke: Invoke): Promise<Record<string, Answer>> {
  const answers: Record<string, Answer> = {};
  for (const file of TABLES) {
    const key = `exports/nhth/${REVISION.month}/${file}.csv`;
    const body = JSON.stringify({ detail: { object: { key } } });
    answers[`ingest-export ${file}`] = await invoke('ingest-export', { Records: [{ messageId: '1', body }] });
  }
  const detail = { hotline: 'nhth', month: REVISION.month };
  const started = { Records: [{ messageId: '1', body: JSON.stringify({ detail }) }] };
  answers['start-editions'] = await invoke('start-editions', started);
  const computed = await invoke('compute-figures', { ...REVISION, isNewest: true, state: 'measured' });
  answers['compute-figures'] = computed;
  const revision = { ...REVISION, revision: computed.result.revision };
  const rendered: unknown[] = [];
  for (const language of ['en', 'es']) {
    const page = await invoke('render-report', { ...revision, language });
    answers[`render-report ${language}`] = page;
    rendered.push(page.result);
  }
  answers['record-report'] = await invoke('record-report', { ...revision, rendered });
  answers['notify-reviewers'] = await invoke('notify-reviewers', revision);
  answers['watch-exports'] = await invoke('watch-exports', {});
  answers['run-canary'] = await canary(invoke);
  return answers;
}

/** Runs the canary from its upload to the comparison, which throws if its draft is not the expected one. */
async function canary(invoke: Invoke): Promise<Answer> {
  const sent = await invoke('run-canary', {});
  const body = JSON.stringify({ detail: { object: { key: CANARY_UPLOAD } } });
  await invoke('ingest-export', { Records: [{ messageId: '1', body }] });
  const edition = { sheet: CANARY, month: CANARY_MONTH };
  const { result } = await invoke('compute-figures', { ...edition, isNewest: true, state: 'measured' });
  const revision = { ...edition, revision: result.revision };
  const rendered = [(await invoke('render-report', { ...revision, language: 'en' })).result];
  await invoke('record-report', { ...revision, rendered });
  await invoke('run-canary', { 'detail-type': 'RevisionReady' });
  return sent;
}

/**
 * Publishes an invented month with the bundled functions.
 * @param look receives the folder before it is removed: `reports-bucket/` contains what was published, `facts-bucket/`
 * the facts
 * @param machine the runtime of the bundles; null for this machine
 * @param more what is invoked afterwards; null for nothing
 */
export async function bundledPublication(
  signals: number,
  look: (folder: string) => void = () => {},
  machine: Machine | null = null,
  more: MoreMeasured | null = null,
): Promise<Record<string, Answer>> {
  const deployed = more === null ? {} : { files: more.files, environment: more.environment };
  return withFunctions({ machine, ...deployed }, async (invoke, stores) => {
    await writeMonth(join(stores.folder, 'exports-bucket/exports/nhth', REVISION.month), {
      month: REVISION.month,
      signals,
    });
    const answers = await publication(invoke);
    const revision = Number(answers['compute-figures']?.result.revision);
    Object.assign(answers, await more?.measure(invoke, stores, revision));
    look(stores.folder);
    return answers;
  });
}
