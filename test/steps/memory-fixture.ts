import { type EnginePool, enginePool } from '../../local/pipeline/engine-pool.ts';
import { openDefinitions, programFonts } from '../../local/pipeline/local-runtime.ts';
import { makeScratch } from '../../local/state/scratch.ts';
import { openSolver } from '../../src/adapters/highs-solver.ts';
import { type Definitions, loadDefinitions, loadSheet } from '../../src/definitions/load-definitions.ts';
import type { Effects } from '../../src/domain/effects.ts';
import { PUBLICATION_STEPS, type Publication, type PublicationStep } from '../../src/domain/publication.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { compileSheet } from '../../src/steps/compile-sheet/compile-sheet.ts';
import type { CompiledSheet } from '../../src/steps/compile-sheet/compiled-sheet.ts';
import { ingestExport } from '../../src/steps/ingest-export/ingest-export.ts';
import type { OpenReaderFor } from '../../src/steps/ingest-export/upload-reader.ts';
import { inProcessReaders } from '../../src/steps/ingest-export/upload-reader.ts';
import type { PublicationContext } from '../../src/steps/publish-edition/publication-context.ts';
import { type PublicationProgress, runStep } from '../../src/steps/publish-edition/publish-edition.ts';
import { startChangedEditions } from '../../src/steps/start-editions.ts';
import {
  type MemoryState,
  memoryActivity,
  memoryEditions,
  memoryExports,
  memoryLedger,
  memoryObjects,
} from './memory-state.ts';
import { TEST_KEY } from './state-fixture.ts';

/** The data that do not change between runs: the program's definitions, and reusable engines. */
export interface MemoryFixture {
  readonly definitions: Definitions;
  readonly sheet: Sheet;
  readonly compiled: CompiledSheet;
  readonly engines: EnginePool;
  close(): Promise<void>;
}

export async function openMemoryFixture(): Promise<MemoryFixture> {
  const definitions = await loadDefinitions(openDefinitions());
  const sheet = await loadSheet(openDefinitions(), definitions, 'us-mexico-border');
  const compiled = await compileSheet(definitions, openDefinitions(), sheet);
  const scratch = await makeScratch();
  const engines = enginePool(scratch.folder);
  const close = async (): Promise<void> => {
    await engines.close();
    await scratch.remove();
  };
  return { definitions, sheet, compiled, engines, close };
}

/** The effects that the steps use, from an upload to the message to the reviewers. */
export type PipelineEffects = Omit<
  Effects,
  | 'stakeholders'
  | 'dispatches'
  | 'holds'
  | 'tokens'
  | 'requests'
  | 'runs'
  | 'accounts'
  | 'sessions'
  | 'stagedUploads'
  | 'checkResults'
  | 'valueRequests'
  | 'checkedValues'
  | 'uploadOffers'
  | 'withdrawals'
  | 'activeFacts'
  | 'mail'
  | 'testMessages'
  | 'reportLinks'
  | 'canaryUploads'
  | 'canaryEditions'
  | 'linkSecrets'
  | 'pause'
  | 'oldFacts'
  | 'oldProblems'
  | 'publicSite'
  | 'oldReports'
> & {
  readonly openReader: OpenReaderFor;
};

/**
 * Returns the effects of every step on a state in memory. Publications are recorded; the owner of the state runs them.
 */
export function effectsOver({ definitions, engines }: MemoryFixture, state: MemoryState): PipelineEffects {
  const objects = memoryObjects(state);
  return {
    exports: memoryExports(state),
    heads: { read: async () => null, write: async () => undefined },
    facts: objects,
    runningCounts: objects,
    countIndex: objects,
    problems: objects,
    reports: objects,
    approved: objects,
    ledger: memoryLedger(state),
    emptyExports: { find: async () => null, confirm: async () => undefined },
    editions: memoryEditions(state),
    activity: memoryActivity(state),
    events: { emit: async (event) => void state.emitted.push(event) },
    publications: {
      async start(publication) {
        const name = `${publication.sheet} ${publication.month} ${publication.state}`;
        if (state.started.has(name)) return 'known';
        state.started.set(name, publication);
        return 'started';
      },
    },
    openEngine: engines.open,
    openReader: inProcessReaders(engines.open),
    openSolver,
    definitions: openDefinitions(),
    fonts: programFonts,
    codes: definitions.codes,
    hashKey: TEST_KEY,
    clock: { now: () => new Date('2016-08-01T00:00:00Z') },
    log: { info: () => undefined },
  };
}

export const ingestKey = ({ definitions }: MemoryFixture, effects: PipelineEffects, key: string) =>
  ingestExport(effects, definitions, key);

export const startAll = async ({ definitions }: MemoryFixture, effects: PipelineEffects): Promise<void> => {
  const all = { hotline: 'nhth', sheet: null, month: null };
  const { failed } = await startChangedEditions(effects, definitions, openDefinitions(), all);
  if (failed[0]) throw failed[0].error;
};

/** The steps of a publication, in the order the program runs them. */
export const STEPS = PUBLICATION_STEPS.map(({ step }) => step);

/**
 * Runs steps of a publication on what the steps before them stored, each like its function in AWS, in one language. The
 * result of a rendering is passed on only within one call.
 */
export async function runSteps(
  { definitions, sheet, compiled }: MemoryFixture,
  effects: PipelineEffects,
  { month, isNewest }: Publication,
  steps: readonly PublicationStep[],
) {
  const context: PublicationContext = {
    compiled: async () => compiled,
    ...{ effects, definitions, month, isNewest, languages: ['en'], restoresPages: false },
    sheet: { ...sheet, languages: ['en'] },
    last: 'notify-reviewers',
    signal: new AbortController().signal,
  };
  let progress: PublicationProgress | null = null;
  for (const step of steps) {
    if (step !== 'compute-figures' && !progress) progress = await storedProgress(context);
    progress = await runStep(step, context, progress);
  }
}

/** Returns what the preceding steps stored. */
async function storedProgress({ effects, sheet, month }: PublicationContext): Promise<PublicationProgress> {
  const revision = await effects.editions.newestRevision(sheet.id, month);
  if (!revision) throw new Error(`${month} has no revision`);
  return { computed: { revision, made: false, excluded: [] }, rendered: [], files: null };
}

/** Runs steps of every started publication. */
export async function runStarted(
  fixture: MemoryFixture,
  effects: PipelineEffects,
  state: MemoryState,
  steps: readonly PublicationStep[],
) {
  for (const publication of state.started.values()) await runSteps(fixture, effects, publication, steps);
}
