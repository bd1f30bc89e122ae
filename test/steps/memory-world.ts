import { type EnginePool, enginePool } from '../../local/pipeline/engine-pool.ts';
import { openDefinitions, programFonts } from '../../local/pipeline/workplace.ts';
import { makeScratch } from '../../local/state/scratch.ts';
import { type Definitions, loadDefinitions, loadSheet } from '../../src/definitions/load-definitions.ts';
import type { Effects } from '../../src/domain/effects.ts';
import type { Month } from '../../src/domain/month.ts';
import type { Publication } from '../../src/domain/publication.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { computeFigures } from '../../src/steps/compute-figures/compute-figures.ts';
import { ingestExport } from '../../src/steps/ingest-export/ingest-export.ts';
import type { OpenReaderFor } from '../../src/steps/ingest-export/upload-reader.ts';
import { readersIn } from '../../src/steps/ingest-export/upload-reader.ts';
import { notifyReviewers } from '../../src/steps/notify-reviewers.ts';
import { recordReport } from '../../src/steps/record-report.ts';
import { renderReport } from '../../src/steps/render-report/render-report.ts';
import { startEditionsOf } from '../../src/steps/start-editions.ts';
import { type MemoryState, memoryEditions, memoryExports, memoryLedger, memoryObjects } from './memory-state.ts';
import { TEST_KEY } from './world.ts';

/** What does not change between runs: the program's definitions, and engines to be used again. */
export interface Workshop {
  readonly definitions: Definitions;
  readonly sheet: Sheet;
  readonly engines: EnginePool;
  close(): Promise<void>;
}

export async function openWorkshop(): Promise<Workshop> {
  const definitions = await loadDefinitions(openDefinitions());
  const sheet = await loadSheet(openDefinitions(), definitions, 'us-mexico-border');
  const scratch = await makeScratch();
  const engines = enginePool(scratch.folder);
  const close = async (): Promise<void> => {
    await engines.close();
    await scratch.remove();
  };
  return { definitions, sheet, engines, close };
}

/** What the steps from an upload to word to the reviewers touch. */
export type PipelineEffects = Omit<
  Effects,
  | 'stakeholders'
  | 'dispatches'
  | 'holds'
  | 'mail'
  | 'reportLinks'
  | 'canaryUploads'
  | 'canaryEditions'
  | 'linkSecrets'
  | 'pause'
  | 'oldFacts'
  | 'oldProblems'
  | 'oldReports'
> & {
  readonly openReader: OpenReaderFor;
};

/** The effects of every step over a state in memory. Publications are noted, and run by whoever holds the state. */
export function effectsOver({ definitions, engines }: Workshop, state: MemoryState): PipelineEffects {
  const objects = memoryObjects(state);
  return {
    exports: memoryExports(state),
    facts: objects,
    problems: objects,
    reports: objects,
    approved: objects,
    ledger: memoryLedger(state),
    editions: memoryEditions(state),
    events: { emit: async (event) => void state.told.push(event) },
    publications: {
      async start(publication) {
        const name = `${publication.sheet} ${publication.month} ${publication.state}`;
        if (state.started.has(name)) return 'known';
        state.started.set(name, publication);
        return 'started';
      },
    },
    openEngine: engines.open,
    openReader: readersIn(engines.open),
    definitions: openDefinitions(),
    fonts: programFonts,
    codes: definitions.codes,
    hashKey: TEST_KEY,
    clock: { now: () => new Date('2016-08-01T00:00:00Z') },
    log: { info: () => undefined },
  };
}

export const ingestKey = ({ definitions }: Workshop, effects: PipelineEffects, key: string) =>
  ingestExport(effects, definitions, key);

export const startAll = ({ definitions }: Workshop, effects: PipelineEffects) =>
  startEditionsOf(effects, definitions, openDefinitions(), { hotline: 'nhth', sheet: null, month: null });

/** The newest revision of the only edition of these tests. */
async function newest({ sheet }: Workshop, effects: PipelineEffects, month: Month) {
  const revision = await effects.editions.newestRevision(sheet.id, month);
  if (!revision) throw new Error(`${month} has no revision`);
  return revision;
}

/** The state machine's tasks, each as its function runs it, in one language. */
export const TASKS = {
  'compute-figures': ({ definitions, sheet }: Workshop, effects: PipelineEffects, { month, isNewest }: Publication) =>
    computeFigures(effects, definitions, sheet, month, { isNewest }),
  'render-report': async (shop: Workshop, effects: PipelineEffects, { month }: Publication) =>
    renderReport(effects, shop.definitions, shop.sheet, await newest(shop, effects, month), 'en'),
  'record-report': async (shop: Workshop, effects: PipelineEffects, { month }: Publication) =>
    recordReport(effects, shop.sheet, await newest(shop, effects, month), []),
  'notify-reviewers': async (shop: Workshop, effects: PipelineEffects, { month }: Publication) =>
    notifyReviewers(effects, shop.sheet.id, month, (await newest(shop, effects, month)).revision),
} as const;

export type Task = keyof typeof TASKS;

/** Runs tasks of every publication started. */
export async function runTasks(shop: Workshop, effects: PipelineEffects, state: MemoryState, tasks: readonly Task[]) {
  for (const publication of state.started.values())
    for (const task of tasks) await TASKS[task](shop, effects, publication);
}
