import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '../../local/cli/main.ts';
import { parseHashKey } from '../../src/adapters/hash-key.ts';
import { casesCsv } from '../steps/state-fixture.ts';
import { plainDefinitions } from './plain-sheet.ts';

/** The repository's root, with a trailing slash. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A key for tests, in its own file; the public key of the samples is refused for other exports. */
export const KEY_FILE = join(mkdtempSync(join(tmpdir(), 'factsheets-key-')), 'key');
writeFileSync(KEY_FILE, `${'5a'.repeat(32)}\n`, { mode: 0o600 });
process.on('exit', () => rmSync(dirname(KEY_FILE), { recursive: true, force: true }));

/** Returns the key of the samples if it made the state in the command line; otherwise the key for tests. */
async function keyFileFor(argv: readonly string[]): Promise<string> {
  const at = argv.indexOf('--state');
  const id = at < 0 ? null : await readFile(join(argv[at + 1] ?? '', 'key-id'), 'utf8').catch(() => null);
  const ofSamples = parseHashKey(await readFile(`${ROOT}samples/key`, 'utf8'));
  const isOfSamples = id !== null && [ofSamples?.id, ofSamples?.formerId].includes(id.trim());
  // in states of earlier versions only the exports identify the key; the tests' states were made with this one
  const isOld = id === null && at >= 0 && existsSync(join(argv[at + 1] ?? '', 'table', 'CURRENT'));
  return isOfSamples || isOld ? `${ROOT}samples/key` : KEY_FILE;
}

/** Runs a command line as a person would, without a terminal. */
export const run = (...argv: readonly string[]): Promise<Run> => runOn(false, argv);

/** Runs a command line as a person would, whose output is a screen. */
export const runOnScreen = (...argv: readonly string[]): Promise<Run> => runOn(true, argv);

async function runOn(isScreen: boolean, argv: readonly string[]): Promise<Run> {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = {
    out: (line: string) => out.push(line),
    err: (line: string) => err.push(line),
    watched: false,
    isScreen,
  };
  const code = await main(argv, terminal, { FACTSHEETS_KEY_FILE: await keyFileFor(argv) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** Creates a temporary folder for one test file; `remove` deletes it. */
export async function scratch(): Promise<{ path: (...parts: string[]) => string; remove: () => Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'factsheets-cli-'));
  return { path: (...parts) => join(root, ...parts), remove: () => rm(root, { recursive: true, force: true }) };
}

/** Stores the journals of states below a folder until the function that is returned is called. */
export function journalsBelow(folder: string): () => void {
  const before = process.env.XDG_CONFIG_HOME;
  process.env.XDG_CONFIG_HOME = folder;
  return () => {
    if (before === undefined) delete process.env.XDG_CONFIG_HOME;
    else process.env.XDG_CONFIG_HOME = before;
  };
}

/** What `buildCases` has built in this process, by the number of cases. */
const builtCases = new Map<number, Promise<{ readonly folder: string; readonly built: Run }>>();

/**
 * Builds the border sheet, with a plain page, of one month with this many cases of the U.S. hotline, in a scratch folder
 * with its state, which is made with the plain definitions.
 * A folder without a state gets a copy of the first build of as many cases in this process: its state has the same id,
 * so a test cannot use two of these copies by turns.
 */
export async function buildCases(path: Path, count: number): Promise<Run> {
  if (existsSync(path('state'))) return buildCasesIn(path, count);
  const original = builtCases.get(count) ?? buildOriginal(count);
  builtCases.set(count, original);
  const { folder, built } = await original;
  await cp(folder, path(), { recursive: true, preserveTimestamps: true, filter: (from) => from !== journalIn(folder) });
  const { state: id } = JSON.parse(await readFile(path('state', 'format.json'), 'utf8'));
  const journals = join(process.env.XDG_CONFIG_HOME ?? '', 'factsheets', 'journals');
  await mkdir(journals, { recursive: true, mode: 0o700 });
  await cp(journalIn(folder), join(journals, `${id}.jsonl`));
  return built;
}

type Path = (...parts: string[]) => string;

/** A journal beside its state is used there, so it can be copied with it. */
const journalIn = (folder: string): string => join(folder, 'state.journal.jsonl');

async function buildOriginal(count: number) {
  const { path } = await scratch();
  await writeFile(journalIn(path()), '', { mode: 0o600 });
  return { folder: path(), built: await buildCasesIn(path, count) };
}

async function buildCasesIn(path: Path, count: number): Promise<Run> {
  await mkdir(path('exports', 'nhth', '2015-10'), { recursive: true });
  const cases = Array.from({ length: count }, (_, at) => [`A${at}`, '2015-10-02'] as const);
  await writeFile(path('exports', 'nhth', '2015-10', 'cases.csv'), casesCsv(...cases));
  const places = ['--exports', path('exports'), '--out', path('out'), '--state', path('state')];
  return run('build', '--sheet', 'us-mexico-border', ...places, '--definitions', plainDefinitions(), '--quiet');
}
