import { join } from 'node:path';
import type { HashKey } from '../../src/domain/effects.ts';
import type { DomainEvent } from '../../src/domain/event.ts';
import { Failure } from '../../src/domain/failure.ts';
import { problemsPath } from '../../src/domain/object-keys.ts';
import type { Publication } from '../../src/domain/publication.ts';
import { ingestExport } from '../../src/steps/ingest-export/ingest-export.ts';
import { type Change, startChangedEditions } from '../../src/steps/start-editions.ts';
import type { StateDefinitions } from '../state/state-definitions.ts';
import { copyPages } from './copy-pages.ts';
import { inMonths } from './ingest-all.ts';
import type { KeptPublications } from './kept-publications.ts';
import type { KnownDefinitions } from './known-definitions.ts';
import { removeOldProblems } from './old-problems.ts';
import type { OwedChanges } from './owed-changes.ts';
import { type Press, runPublication, tellOwed } from './run-publication.ts';
import type { SharedContext } from './shared-context.ts';
import type { Telling } from './telling.ts';
import type { LocalEffects, Workplace } from './workplace.ts';

/** What the steps of one machine run with. */
export interface Machine {
  readonly exports: string;
  readonly state: string;
  readonly out: string;
  readonly hashKey: HashKey;
  readonly definitions: KnownDefinitions;
  readonly stateDefinitions: StateDefinitions;
  readonly kept: KeptPublications;
  readonly owed: OwedChanges;
  /** The state, opened once for all that runs in this process. */
  readonly shared: SharedContext<Workplace>;
  readonly telling: Telling;
  /** Ends the work between two steps. */
  readonly signal: AbortSignal;
}

/**
 * Runs a round of work on the state, which is open for this process while it lasts and given free soon after, so that other commands
 * (a review, a replay) get at it while there is nothing to do.
 * @throws Failure StoreConflict when another process stays at the state; WrongUsage when it has other definitions since
 */
export async function inWorkplace<Result>(
  { shared, stateDefinitions, owed, telling }: Machine,
  work: (effects: LocalEffects, workplace: Workplace) => Promise<Result>,
): Promise<Result> {
  const emit = async (event: DomainEvent): Promise<void> => {
    owed.note(event);
    telling.event(event, true);
  };
  return shared.use(async (workplace) => {
    await stateDefinitions.hold();
    return work({ ...workplace.effects, events: { emit } }, workplace);
  });
}

/**
 * Ingests keys, each whatever becomes of the others, and removes the problems of what they replaced or withdrew.
 * @returns those that failed, and those that there was no time for
 */
export async function ingestKeys(
  machine: Machine,
  effects: LocalEffects,
  keys: readonly string[],
  { force } = { force: false },
): Promise<string[]> {
  const { telling, signal, state, definitions } = machine;
  const left = new Set(keys);
  await inMonths(keys, async (key) => {
    if (signal.aborted) return;
    try {
      await ingestKey(machine, effects, key, force);
      left.delete(key);
    } catch (error) {
      if (!signal.aborted || signal.reason !== error) telling.failure(key, error);
    }
  });
  if (!signal.aborted)
    await removeOldProblems(state, effects, definitions.reading.definitions).catch((error: unknown) =>
      telling.failure('old problems', error),
    );
  return [...left];
}

/** Ingests one key, and tells of it when it is done. */
async function ingestKey(
  { state, definitions, owed, telling }: Machine,
  effects: LocalEffects,
  key: string,
  force: boolean,
): Promise<void> {
  const told: DomainEvent[] = [];
  const own = { ...effects, events: { emit: async (event: DomainEvent) => void told.push(event) } };
  const { status, outcomes } = await ingestExport(own, definitions.reading.definitions, key, { force });
  for (const event of told) {
    owed.note(event);
    telling.event(event, status !== 'unchanged' && status !== 'absent');
  }
  const files = outcomes.flatMap(({ problemsKey }) =>
    problemsKey === null ? [] : [join(state, problemsPath(problemsKey))],
  );
  if (files.length > 0 && status !== 'unchanged') telling.problems(key, files);
  if (status === 'absent') telling.gone(key);
}

/** The machine's press, in a workplace that is open. */
export const pressOf = ({ definitions, kept, out, signal }: Machine, effects: LocalEffects): Press => ({
  effects,
  reading: definitions.reading,
  kept,
  out,
  signal,
});

/** Starts the editions that changes touch and runs their publications; tells first whom a dead process owed word. */
export async function publishChanges(press: Press, telling: Telling, changes: readonly Change[]): Promise<void> {
  const { kept, signal } = press;
  await tellOwed(press);
  const known: Publication[] = [];
  for (const change of changes) {
    const started = await startOf(press, telling, change);
    known.push(...started.filter(({ status }) => status === 'known').map(({ publication }) => publication));
  }
  for (const publication of known) await copyAgain(press, publication);
  for (let next = kept.next(); next && !signal.aborted; next = kept.next()) await publishOne(press, telling, next);
}

async function startOf(press: Press, telling: Telling, change: Change) {
  const { effects, reading, kept } = press;
  try {
    return await startChangedEditions({ ...effects, publications: kept }, reading.definitions, reading.files, change);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    telling.failure(change.sheet ?? 'editions', error); // a broken sheet: the others are started
    return [];
  }
}

/** Pages of an edition that is published already may not lie in the folder of pages: another one, or emptied. */
async function copyAgain(press: Press, { sheet, month }: Publication): Promise<void> {
  if (press.out === null) return;
  const { editions } = press.effects;
  const newest = await editions.newestRevision(sheet, month);
  if (newest && (await editions.reportOf(sheet, month, newest.revision)))
    await copyPages(press.effects, press.out, newest);
}

async function publishOne(press: Press, telling: Telling, publication: Publication): Promise<void> {
  try {
    if (!press.signal.aborted) telling.pages(await runPublication(press, publication));
  } catch (error) {
    if (press.signal.aborted && press.signal.reason === error) return;
    telling.failure(`${publication.sheet} ${publication.month}`, error);
    const before = await press.kept.recordOf(publication);
    await press.kept.keep(publication, 'failed', before?.revision ?? null);
  }
}
