import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalRuntime, openDefinitions, openLocalRuntime } from '../../local/pipeline/local-runtime.ts';
import { type Definitions, loadDefinitions, loadSheet } from '../../src/definitions/load-definitions.ts';
import type { DomainEvent } from '../../src/domain/event.ts';
import { Failure } from '../../src/domain/failure.ts';
import type { Language } from '../../src/domain/languages.ts';
import type { Month } from '../../src/domain/month.ts';
import { compileSheet } from '../../src/steps/compile-sheet/compile-sheet.ts';
import { computeFigures } from '../../src/steps/compute-figures/compute-figures.ts';
import { ingestExport } from '../../src/steps/ingest-export/ingest-export.ts';
import { notifyReviewers } from '../../src/steps/notify-reviewers.ts';
import { recordReport } from '../../src/steps/record-report.ts';
import { type Rendered, renderReport } from '../../src/steps/render-report/render-report.ts';
import { type Check, checked, equal } from '../check.ts';
import { familyMachineChecks } from './family-machine-checks.ts';
import { execute, type Tasks } from './state-machine.ts';

const SHEET = 'us-mexico-border';
const MONTH = '2016-05' as Month;
const PUBLICATION = { sheet: SHEET, month: MONTH, isNewest: true, state: 'a' };
const CASES =
  'Case Number,Date Opened,Type of Trafficking,Venue/Industry,State(s) of Exploitation,Country of Exploitation,Mexico Nexus,Partner Case Number\n';

type Named = { readonly month: Month; readonly revision: number };
/** The number of calls of each task. */
type Calls = Record<string, number>;

/** Runs the synthesized state machine with the real steps on this machine, with and without failures. */
export async function stateMachineChecks(
  definition: unknown,
  hashKey: LocalRuntime['effects']['hashKey'],
): Promise<Check[]> {
  const root = await mkdtemp(join(tmpdir(), 'factsheets-machine-'));
  await mkdir(join(root, 'exports/nhth/2016-05'), { recursive: true });
  await writeFile(
    join(root, 'exports/nhth/2016-05/cases.csv'),
    `${CASES}${Array.from({ length: 30 }, (_, at) => `A${at},2016-05-02,Labor,,Texas,U.S.A.,Yes,`).join('\n')}\n`,
  );
  const definitions = await loadDefinitions(openDefinitions());
  const emitted: DomainEvent[] = [];
  const place = await openLocalRuntime({
    exports: join(root, 'exports'),
    hashKey,
    codes: definitions.codes,
    definitions: openDefinitions(),
    events: { emit: async (event) => void emitted.push(event) },
  });
  try {
    await ingestExport(place.effects, definitions, 'exports/nhth/2016-05/cases.csv');
    emitted.length = 0;
    return [
      ...(await checksOf(definition, place, definitions, emitted)),
      ...(await familyMachineChecks(definition, place.effects, definitions, emitted)),
    ];
  } finally {
    await place.close();
    await rm(root, { recursive: true, force: true });
  }
}

async function checksOf(
  definition: unknown,
  place: LocalRuntime,
  definitions: Definitions,
  emitted: readonly DomainEvent[],
) {
  const run = async (
    broken: (calls: Calls) => Tasks = () => ({}),
  ): Promise<{ calls: Calls; failure: string | null }> => {
    const calls: Calls = {};
    const tasks = counted({ ...realTasks(place, definitions), ...broken(calls) }, calls);
    const failure = await execute(definition, tasks, PUBLICATION).then(() => null, nameOf);
    return { calls, failure };
  };
  const real = realTasks(place, definitions);
  const once = (name: string, task: string) => (calls: Calls) => ({
    [task]: async (input: never) => {
      if (calls[task] === 1) throw new Failure(name as Failure['name'], 'for this check');
      return real[task]?.(input);
    },
  });
  return [
    await checked('a definition that changed in between is computed again, then rendered', async () => {
      const { calls, failure } = await run(once('DefinitionChanged', 'RenderReport'));
      equal(failure, null);
      equal([calls.ComputeFigures, calls.RecordReport, calls.NotifyReviewers], [2, 1, 1]);
      equal(
        emitted.map(({ name }) => name),
        ['RevisionReady'],
      );
    }),
    await checked('a publication that is done already ends without another page', async () => {
      equal(await run(), { calls: { ComputeFigures: 1 }, failure: null });
    }),
    await checked('a lost race is run again', async () => {
      const { calls, failure } = await run(once('StoreConflict', 'ComputeFigures'));
      equal([calls.ComputeFigures, failure], [2, null]);
    }),
    await checked('a race that keeps being lost ends the execution under its name', async () => {
      const broken = async () => {
        throw new Failure('StoreConflict', 'for this check');
      };
      const { calls, failure } = await run(() => ({ ComputeFigures: broken }));
      equal([calls.ComputeFigures, failure], [7, 'StoreConflict']);
    }),
    await checked('a broken definition ends the execution under its name, at once', async () => {
      const broken = async () => {
        throw new Failure('DefinitionInvalid', 'for this check');
      };
      equal(await run(() => ({ ComputeFigures: broken })), {
        calls: { ComputeFigures: 1 },
        failure: 'DefinitionInvalid',
      });
    }),
  ];
}

/** Returns the name under which an execution failed. */
const nameOf = (error: unknown): string =>
  error instanceof Error && error.cause instanceof Error ? error.cause.name : String(error);

function counted(tasks: Tasks, calls: Calls): Tasks {
  const entries = Object.entries(tasks).map(([name, task]) => {
    const call = (input: never) => {
      calls[name] = (calls[name] ?? 0) + 1;
      return task(input);
    };
    return [name, call] as const;
  });
  return Object.fromEntries(entries);
}

/** Returns the tasks that the functions run (lambdas/), with this machine's effects. */
function realTasks({ effects }: LocalRuntime, definitions: Definitions): Tasks {
  const sheet = () => loadSheet(openDefinitions(), definitions, SHEET);
  const compiled = async () => compileSheet(definitions, openDefinitions(), await sheet());
  const revisionOf = async ({ month, revision }: Named) => {
    const found = await effects.editions.revision(SHEET, month, revision);
    if (!found) throw new Failure('StoreConflict', `no revision ${revision}`);
    return found;
  };
  return {
    async ComputeFigures({ month, isNewest }: typeof PUBLICATION) {
      const { revision } = await computeFigures(effects, definitions, { sheet: await sheet(), month, isNewest });
      const report = await effects.editions.reportOf(SHEET, month, revision.revision);
      const { languages } = await sheet();
      return {
        sheet: SHEET,
        month,
        revision: revision.revision,
        languages,
        recorded: report?.announcedAt !== undefined,
        list: null,
      };
    },
    RenderReport: async (input: Named & { readonly language: Language }) =>
      renderReport(effects, await compiled(), await revisionOf(input), input.language),
    RecordReport: async (input: Named & { readonly rendered: readonly Rendered[] }) =>
      recordReport(effects, await compiled(), await revisionOf(input), input.rendered),
    NotifyReviewers: async ({ month, revision }: Named) => notifyReviewers(effects, SHEET, month, revision),
  };
}
