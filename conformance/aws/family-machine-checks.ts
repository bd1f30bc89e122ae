import type { LocalEffects } from '../../local/pipeline/local-runtime.ts';
import { openDefinitions } from '../../local/pipeline/local-runtime.ts';
import { type Definitions, loadFamily } from '../../src/definitions/load-definitions.ts';
import type { DefinitionFiles } from '../../src/domain/effects.ts';
import type { DomainEvent } from '../../src/domain/event.ts';
import { Failure } from '../../src/domain/failure.ts';
import { type ListedSheet, SHEETS_PER_BATCH } from '../../src/domain/family-list.ts';
import type { Month } from '../../src/domain/month.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { compileSheet } from '../../src/steps/compile-sheet/compile-sheet.ts';
import { notifyOfFamily } from '../../src/steps/notify-reviewers.ts';
import { listSheetsToRender } from '../../src/steps/publish-edition/list-sheets.ts';
import { publishSheets } from '../../src/steps/publish-edition/publish-sheets.ts';
import { type Check, checked, equal } from '../check.ts';
import { execute, type Tasks } from './state-machine.ts';

const SHEET = 'us-mexico-border';
/** With the main sheet more than one batch. */
const MEMBERS = ['US-TX', 'US-CA', 'US-AZ', 'US-NM', 'US-FL', 'US-NY', 'US-IL', 'US-GA'];

/** The installed definitions, in which the sheet has a family. */
function familyFiles(): DefinitionFiles {
  const files = openDefinitions();
  const bytes = async (path: string): Promise<Uint8Array> => {
    const own = await files.bytes(path);
    if (path !== `templates/${SHEET}/sheet.json`) return own;
    const family = { by: 'state', members: MEMBERS };
    return Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(own).toString()), family }));
  };
  return { ...files, bytes };
}

/** What the functions did. */
interface Done {
  readonly batches: string[][];
  /** How many batches fail before the first succeeds. */
  failing: number;
}

/**
 * Runs the synthesized state machine for a family with the real steps. The package has no Distributed Map: its map reads
 * the batches from the state, in place of the list in S3.
 */
export async function familyMachineChecks(
  definition: unknown,
  effects: LocalEffects,
  definitions: Definitions,
  emitted: readonly DomainEvent[],
): Promise<Check[]> {
  const sheets = await loadFamily(familyFiles(), definitions, SHEET);
  const month = '2016-05' as Month;
  const run = async (done: Done): Promise<void> => {
    const tasks = familyTasks({ effects, definitions, sheets, month }, done);
    await execute(withInlineMap(definition), tasks, { sheet: SHEET, month, isNewest: true, state: 'b' });
  };
  const notices = () => emitted.filter(({ name }) => name === 'RevisionReady').length;
  return [
    await checked(
      'a family is rendered in batches, a failed batch again, and its reviewers are notified once',
      async () => {
        const [before, done] = [notices(), { batches: [], failing: 1 } as Done];
        await run(done);
        equal(done.batches.flat().toSorted(), sheets.map(({ id }) => id).toSorted());
        equal(notices() - before, 1);
      },
    ),
    await checked('a family that is done ends without another page', async () => {
      const done: Done = { batches: [], failing: 0 };
      await run(done);
      equal(done.batches, []);
    }),
  ];
}

interface FamilyRun {
  readonly effects: LocalEffects;
  readonly definitions: Definitions;
  readonly sheets: readonly [Sheet, ...Sheet[]];
  readonly month: Month;
}

/** Returns the tasks of a family as the functions run them (lambdas/), with this machine's effects. */
function familyTasks({ effects, definitions, sheets, month }: FamilyRun, done: Done): Tasks {
  const lists = new Map<string, ListedSheet[]>();
  const putBytes = async (key: string, bytes: Uint8Array): Promise<null> => {
    lists.set(key, JSON.parse(Buffer.from(bytes).toString()));
    return null;
  };
  const compiled = (sheet: Sheet) => compileSheet(definitions, familyFiles(), { ...sheet, related: [] });
  return {
    async ComputeFigures() {
      const own = { ...effects, familyLists: { putBytes } };
      const { whole, isDone, list } = await listSheetsToRender(own, definitions, { sheets, month });
      const { languages } = sheets[0];
      const answer = { sheet: SHEET, month, revision: whole.revision, languages, recorded: isDone, list };
      return { ...answer, batches: batchesOf(lists.get(list ?? '') ?? []) };
    },
    async RenderSheets({ Items }: { readonly Items: readonly ListedSheet[] }) {
      if (done.failing-- > 0) throw new Failure('StoreConflict', 'for this check');
      const named = await Promise.all(
        Items.map(async ({ sheet: id, revision: number }) => {
          const revision = await effects.editions.revision(id, month, number);
          const sheet = sheets.find((one) => one.id === id);
          if (!sheet || !revision) throw new Failure('StoreConflict', `no revision ${number} of ${id}`);
          return { sheet, revision };
        }),
      );
      done.batches.push(await publishSheets(effects, compiled, named));
      return {};
    },
    NotifyReviewers: async ({ revision }: { readonly revision: number }) =>
      notifyOfFamily(effects, sheets, month, revision),
  };
}

function batchesOf(list: readonly ListedSheet[]): { readonly Items: readonly ListedSheet[] }[] {
  const starts = Array.from({ length: Math.ceil(list.length / SHEETS_PER_BATCH) }, (_, at) => at * SHEETS_PER_BATCH);
  return starts.map((start) => ({ Items: list.slice(start, start + SHEETS_PER_BATCH) }));
}

function withInlineMap(definition: unknown): unknown {
  const changed = structuredClone(definition) as { States: { RenderFamily: Record<string, unknown> } };
  const { ItemProcessor, Next } = changed.States.RenderFamily as { ItemProcessor: object; Next: string };
  changed.States.RenderFamily = {
    ...{ Type: 'Map', ItemsPath: '$.figures.batches', ResultPath: null, Next },
    ItemProcessor: { ...ItemProcessor, ProcessorConfig: { Mode: 'INLINE' } },
  };
  return changed;
}
