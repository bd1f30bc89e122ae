import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LocalRuntime, openDefinitions, openLocalRuntime } from '../../local/pipeline/local-runtime.ts';
import { differences } from '../../local/state/journaled-table.ts';
import type { Mail } from '../../src/domain/mail.ts';
import { inProcessReaders } from '../../src/steps/ingest-export/upload-reader.ts';
import { verifyState } from '../../src/steps/verify-state/verify-state.ts';
import type { MemoryFixture } from '../../test/steps/memory-fixture.ts';
import { TEST_KEY } from '../../test/steps/state-fixture.ts';
import { type Essence, essenceOf } from './essence.ts';
import { Life } from './life.ts';
import type { Verb, VerbEffects } from './verbs.ts';

/**
 * Everything that is outside the state and outlives every process: messages that were sent and events that were
 * emitted.
 */
export interface Outside {
  readonly letters: string[];
  readonly emitted: Set<string>;
}

export const newOutside = (): Outside => ({ letters: [], emitted: new Set() });

/** A folder with exports and a state, and the journal next to the state. */
const stateIn = (folder: string): string => join(folder, 'state');

export async function newPlace(folder: string): Promise<void> {
  await mkdir(join(folder, 'exports'), { recursive: true });
  await writeFile(`${stateIn(folder)}.journal.jsonl`, '');
}

/** The effects that reach beyond the process. */
const OUTSIDE = [
  ...(['exports', 'facts', 'problems', 'reports', 'approved', 'ledger', 'editions', 'stakeholders'] as const),
  ...(['dispatches', 'holds', 'register', 'mail', 'events'] as const),
] satisfies readonly (keyof VerbEffects)[];

/**
 * Returns a mail server that accepts everything, except that one reader's provider answers too late and another's
 * refuses permanently.
 */
function mailTo({ letters }: Outside): Mail {
  return {
    ratePerSecond: async () => Number.POSITIVE_INFINITY,
    send: async ({ to: { address }, messageId, stakeholder }) => {
      if (address.startsWith('reader2@')) return { status: 'refused', code: 'MessageRejected', passing: false };
      letters.push(`${stakeholder} ${messageId}`);
      return address.startsWith('reader1@')
        ? { status: 'uncertain', code: 'TimeoutError' }
        : { status: 'sent', messageId };
    },
  };
}

async function open(fixture: MemoryFixture, folder: string): Promise<LocalRuntime> {
  const options = { exports: join(folder, 'exports'), hashKey: TEST_KEY, codes: fixture.definitions.codes };
  return openLocalRuntime({ ...options, state: stateIn(folder), definitions: openDefinitions() });
}

function effectsIn({ engines }: MemoryFixture, { effects }: LocalRuntime, outside: Outside): VerbEffects {
  return {
    ...effects,
    mail: mailTo(outside),
    events: { emit: async (event) => void outside.emitted.add(JSON.stringify(event)) },
    openEngine: engines.open,
    openReader: inProcessReaders(engines.open),
    clock: { now: () => new Date('2016-06-15T14:00:00Z') },
    pause: async () => undefined,
  };
}

/** Runs a verb until its end, as if in a separate process: nothing of a killed verb is closed or cleaned up. */
export async function live(fixture: MemoryFixture, folder: string, verb: Verb, outside: Outside, end: number | null) {
  const life = new Life(end);
  const place = await open(fixture, folder);
  const effects = effectsIn(fixture, place, outside);
  life.watchRequests(place.table.client);
  const watched = Object.fromEntries(OUTSIDE.map((name) => [name, life.watch(effects[name])]));
  try {
    await verb.run(fixture, { ...effects, ...watched });
  } catch (error) {
    if (!life.killed) throw error;
  } finally {
    if (life.killed) await abandon(place);
    else await place.close();
  }
  return life;
}

/** Closes what the kernel releases when a process is killed. */
async function abandon({ table, journal }: LocalRuntime): Promise<void> {
  process.setMaxListeners(0); // each of them leaves its exit listener in this process
  await table.stop();
  await journal?.close();
}

/** Runs the preparation of a verb. */
export async function prepare(fixture: MemoryFixture, folder: string, verb: Verb): Promise<void> {
  const place = await open(fixture, folder);
  try {
    const effects = effectsIn(fixture, place, newOutside());
    await verb.prepare?.({ exports: join(folder, 'exports'), effects });
  } finally {
    await place.close();
  }
}

/** Returns the contents of a state, and the differences that `factsheets verify` finds in it. */
export async function lookAt(fixture: MemoryFixture, folder: string): Promise<{ essence: Essence; unlike: string[] }> {
  const place = await open(fixture, folder);
  try {
    const { hotlines } = fixture.definitions;
    const verified = await verifyState(place.effects, [...hotlines.keys()], [fixture.sheet.id]);
    const noted = place.journal ? await differences(place.table, place.journal) : ['the state has no journal'];
    return { essence: await essenceOf(place, stateIn(folder)), unlike: [...noted, ...verified.differences] };
  } finally {
    await place.close();
  }
}

/** Makes a copy of a place that shares nothing with it. */
export async function copyOf(folder: string, copy: string): Promise<void> {
  await rm(copy, { recursive: true, force: true });
  await cp(folder, copy, { recursive: true });
}
