import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LocalEffects } from '../../local/pipeline/local-runtime.ts';
import { stakeholderId } from '../../src/distribution/list/stakeholder-list.ts';
import type { Mail } from '../../src/domain/mail.ts';
import type { Month } from '../../src/domain/month.ts';
import type { Revision } from '../../src/domain/revision.ts';
import { computeFigures } from '../../src/steps/compute-figures/compute-figures.ts';
import { distribute } from '../../src/steps/distribute/distribute.ts';
import { ingestExport } from '../../src/steps/ingest-export/ingest-export.ts';
import { notifyReviewers } from '../../src/steps/notify-reviewers.ts';
import { recordReport } from '../../src/steps/record-report.ts';
import { type Rendered, renderReport } from '../../src/steps/render-report/render-report.ts';
import { decideRevision } from '../../src/steps/review-edition/decide-revision.ts';
import { SETTINGS } from '../../test/steps/mail-fixture.ts';
import type { MemoryFixture } from '../../test/steps/memory-fixture.ts';
import { casesCsv } from '../../test/steps/state-fixture.ts';

export type VerbEffects = LocalEffects & { readonly mail: Mail };

/** One verb of the pipeline, run on a state that the previous verbs created. */
export interface Verb {
  readonly name: string;
  /** Prepares the inputs of the verb; not part of it. */
  readonly prepare?: (place: { readonly exports: string; readonly effects: VerbEffects }) => Promise<unknown>;
  readonly run: (fixture: MemoryFixture, effects: VerbEffects) => Promise<unknown>;
}

/** Enough for a thousand moments of all verbs. */
export const READERS = 12;
const MONTH = '2016-05' as Month;
const EXPORT = 'nhth/2016-05/cases.csv';
const AT = '2016-06-10T00:00:00.000Z';

async function newest({ sheet }: MemoryFixture, { editions }: VerbEffects): Promise<Revision> {
  const revision = await editions.newestRevision(sheet.id, MONTH);
  if (!revision) throw new Error(`${MONTH} has no revision`);
  return revision;
}

const upload = (cases: number): NonNullable<Verb['prepare']> => {
  return async ({ exports }) => {
    await mkdir(dirname(join(exports, EXPORT)), { recursive: true });
    const lines = Array.from({ length: cases }, (_, index) => [`C${index}`, '2016-05-02'] as const);
    await writeFile(join(exports, EXPORT), casesCsv(...lines));
  };
};

/** Adds this many readers of the sheet, who get attachments. */
const listOf = (readers: number): NonNullable<Verb['prepare']> => {
  return async ({ effects }) => {
    for (let index = 0; index < readers; index++) {
      const address = `reader${index}@example.org`;
      await effects.stakeholders.put({
        id: stakeholderId(effects.hashKey.stakeholders, address),
        generation: 1,
        status: 'active',
        suspendedFor: null,
        name: `Reader ${index}`,
        address,
        organisation: '',
        language: 'en',
        sheets: ['us-mexico-border'],
        delivery: 'attachment',
        addedAt: AT,
        changedAt: AT,
      });
    }
  };
};

const ingest = (fixture: MemoryFixture, effects: VerbEffects) =>
  ingestExport(effects, fixture.definitions, `exports/${EXPORT}`);
const compute = (fixture: MemoryFixture, effects: VerbEffects) =>
  computeFigures(effects, fixture.definitions, { sheet: fixture.sheet, month: MONTH });

/** The results of rendering by revision, which the state machine passes on to the step that records them. */
const answers = new Map<number, Rendered>();
const render = async (fixture: MemoryFixture, effects: VerbEffects) => {
  const revision = await newest(fixture, effects);
  answers.set(revision.revision, await renderReport(effects, fixture.compiled, revision, 'en'));
};
const record = async (fixture: MemoryFixture, effects: VerbEffects) => {
  const revision = await newest(fixture, effects);
  const rendered = answers.get(revision.revision);
  if (!rendered) throw new Error(`revision ${revision.revision} is not rendered`);
  return recordReport(effects, fixture.compiled, revision, [rendered]);
};
const notify = async (fixture: MemoryFixture, effects: VerbEffects) =>
  notifyReviewers(effects, fixture.sheet.id, MONTH, (await newest(fixture, effects)).revision);

const approve = async (fixture: MemoryFixture, effects: VerbEffects) => {
  const { revision } = await newest(fixture, effects);
  const verdict = { revision, verdict: 'approved', by: 'Ana', caller: null, reason: 'a trial' } as const;
  return decideRevision(effects, fixture.sheet, MONTH, verdict);
};

const send = (fixture: MemoryFixture, effects: VerbEffects) => {
  const run = 'June';
  const options = { run, month: MONTH, toEveryone: true, only: null, dryRun: false, until: null };
  return distribute(effects, fixture.sheet, SETTINGS, options);
};

/** Only the preparation of a verb: an export, and a list of readers. */
export const UPLOAD: Verb = { name: 'upload', prepare: upload(30), run: async () => undefined };
export const READER_LIST: Verb = { name: 'list', prepare: listOf(READERS), run: async () => undefined };

/** The verbs in the order of a first edition and its correction: one hotline, one month, one language. */
export const VERBS: readonly Verb[] = [
  { name: 'ingest', prepare: upload(30), run: ingest },
  { name: 'compute', run: compute },
  { name: 'render', run: render },
  { name: 'record', run: record },
  { name: 'notify', run: notify },
  { name: 'approve', run: approve },
  { name: 'distribute', prepare: listOf(READERS), run: send },
  { name: 'ingest a correction', prepare: upload(60), run: ingest },
  { name: 'compute a correction', run: compute },
  { name: 'render a correction', run: render },
  { name: 'record a correction', run: record },
  { name: 'notify of a correction', run: notify },
  { name: 'approve a correction', run: approve },
  { name: 'distribute a correction', run: send },
];
