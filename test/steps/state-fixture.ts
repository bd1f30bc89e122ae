import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type EnginePool, enginePool } from '../../local/pipeline/engine-pool.ts';
import {
  type LocalEffects,
  type LocalRuntime,
  openDefinitions,
  openLocalRuntime,
} from '../../local/pipeline/local-runtime.ts';
import { makeScratch } from '../../local/state/scratch.ts';
import { parseHashKey } from '../../src/adapters/hash-key.ts';
import { type Definitions, loadDefinitions, loadSheet } from '../../src/definitions/load-definitions.ts';
import type { Decision } from '../../src/domain/decision.ts';
import type { HashKey } from '../../src/domain/effects.ts';
import type { Month } from '../../src/domain/month.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { computeFigures } from '../../src/steps/compute-figures/compute-figures.ts';
import { readSheetTexts, type SheetTexts } from '../../src/steps/edition-wording.ts';
import { ingestExport } from '../../src/steps/ingest-export/ingest-export.ts';
import { inProcessReaders, type OpenReaderFor } from '../../src/steps/ingest-export/upload-reader.ts';

/**
 * A fixture with real folders, dynalite and DuckDB, and the program's own hotlines and sheets. Uploads are read in this
 * process: starting a process for each state would take most of the time of these tests.
 */
export interface StateFixture {
  readonly effects: LocalEffects;
  readonly definitions: Definitions;
  readonly sheet: Sheet;
  /** Its texts, with which reports are recorded. */
  readonly texts: SheetTexts;
  /** The folder of the uploads. */
  readonly exports: string;
  /** Adds an object to the uploads, for example `nhth/2016-05/cases.csv`. */
  upload(path: string, content: string | Uint8Array): Promise<void>;
  remove(path: string): Promise<void>;
  /** Deletes an object of the program's own stores. */
  lose(key: string): Promise<void>;
  ingest(path: string, effects?: LocalEffects): ReturnType<typeof ingestExport>;
  compute(month: string, effects?: LocalEffects): ReturnType<typeof computeFigures>;
  /** Returns the exact totals of the newest revision, by figure. */
  totals(month: string): Promise<Record<string, number>>;
  close(): Promise<void>;
}

/** Returns a key that repeats one pair of hex digits. */
export function keyOf(pair: string): HashKey {
  const key = parseHashKey(pair.repeat(32));
  if (!key) throw new Error(`${pair} is no pair of hex digits`);
  return key;
}

export const TEST_KEY = keyOf('ab');

/** What all fixtures of a process share: the program's definitions, and engines that are emptied after each use. */
interface Shared {
  readonly definitions: Definitions;
  readonly sheet: Sheet;
  readonly texts: SheetTexts;
  readonly engines: EnginePool;
}

let shared: Promise<Shared> | null = null;

async function openShared(): Promise<Shared> {
  const definitions = await loadDefinitions(openDefinitions());
  const sheet = await loadSheet(openDefinitions(), definitions, 'us-mexico-border');
  const texts = await readSheetTexts({ definitions, files: openDefinitions() }, sheet);
  const { folder } = await makeScratch();
  return { definitions, sheet, texts, engines: enginePool(folder) };
}

/** Reads in this process, and behaves otherwise like the reader processes of one machine. */
const readersWith = ({ open }: EnginePool): OpenReaderFor => {
  const openReader = inProcessReaders(open);
  return async (inputBytes) => ({ ...(await openReader(inputBytes)), isIsolated: true });
};

export async function openStateFixture(): Promise<StateFixture> {
  return openAt(await newRoot());
}

/**
 * Returns a function that opens fixtures that all begin with the same content. The first call prepares it; each fixture
 * has a copy.
 * @param fill prepares the content; what it returns is `prepared`
 */
export function stateFixtures<Prepared>(
  fill: (fixture: StateFixture) => Promise<Prepared>,
): () => Promise<{ readonly fixture: StateFixture; readonly prepared: Prepared }> {
  let original: Promise<{ root: string; prepared: Prepared }> | null = null;
  return async () => {
    original ??= prepareOriginal(fill);
    const { root, prepared } = await original;
    const copy = await newRoot();
    await cp(root, copy, { recursive: true });
    return { fixture: await openAt(copy), prepared };
  };
}

async function prepareOriginal<Prepared>(fill: (fixture: StateFixture) => Promise<Prepared>) {
  const root = await newRoot();
  const fixture = await openAt(root, { isKept: true });
  try {
    return { root, prepared: await fill(fixture) };
  } finally {
    await fixture.close();
  }
}

/** Creates the folder of a fixture: its uploads, its state, and the journal of the state. */
async function newRoot(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'factsheets-state-'));
  await mkdir(join(root, 'exports'));
  // a journal beside its state is used there, and is copied with it
  await writeFile(join(root, 'state.journal.jsonl'), '', { mode: 0o600 });
  return root;
}

async function openAt(root: string, { isKept = false } = {}): Promise<StateFixture> {
  const exports = join(root, 'exports');
  shared ??= openShared();
  const { definitions, sheet, texts, engines } = await shared;
  const options = { exports, hashKey: TEST_KEY, codes: definitions.codes, definitions: openDefinitions() };
  const place: LocalRuntime = await openLocalRuntime({ ...options, state: join(root, 'state') });
  const effects = { ...place.effects, openEngine: engines.open, openReader: readersWith(engines) };
  const compute = (month: string, other = effects) =>
    computeFigures(other, definitions, { sheet, month: month as Month });
  return {
    effects,
    definitions,
    sheet,
    texts,
    exports,
    upload: async (path, content) => {
      await mkdir(dirname(join(exports, path)), { recursive: true });
      await writeFile(join(exports, path), content);
    },
    remove: (path) => rm(join(exports, path)),
    lose: (key) => rm(join(root, 'state', key)),
    ingest: (path, other = effects) => ingestExport(other, definitions, `exports/${path}`),
    compute,
    totals: async (month) => {
      const { revision } = await compute(month);
      const figures = await effects.editions.figuresOf(sheet.id, revision.fingerprint);
      return Object.fromEntries(
        figures.filter(({ counted }) => !counted.by).map(({ counted }) => [counted.id, counted.total]),
      );
    },
    close: async () => {
      await place.close();
      if (!isKept) await rm(root, { recursive: true, force: true });
    },
  };
}

/** Returns a decision on a sheet, by default the first one: an approval of June 15, 2016. */
export const approvalOf = (month: string, revision: number, decision = 1): Decision => ({
  sheet: 'us-mexico-border',
  month: month as Month,
  decision,
  revision,
  verdict: 'approved',
  by: 'A reviewer',
  caller: null,
  at: '2016-06-15T09:00:00.000Z',
  reason: null,
  warnings: [],
  files: [],
  fingerprint: '',
});

const CASES =
  'Case Number,Date Opened,Type of Trafficking,Venue/Industry,State(s) of Exploitation,Country of Exploitation,Mexico Nexus,Partner Case Number';

/** Returns a cases.csv of the U.S. hotline: an id and a day per case, everything else inside the population. */
export const casesCsv = (...cases: readonly (readonly [id: string, day: string, nexus?: string])[]): string =>
  [
    CASES,
    ...cases.map(([id, day, nexus = 'Yes']) => `${id},${day},Labor,Agriculture/Farms,Texas,U.S.A.,${nexus},`),
    '',
  ].join('\n');

/** Returns a victims.csv of the U.S. hotline: an id and a case per victim. */
export const victimsCsv = (...victims: readonly (readonly [id: string, of: string])[]): string =>
  [
    'Victim ID,Case Number,Gender,Age at Contact,Nationality',
    ...victims.map(([id, of]) => `${id},${of},Female,Adult,Mexico`),
    '',
  ].join('\n');
