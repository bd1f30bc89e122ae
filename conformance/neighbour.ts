import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json, text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Check } from './check.ts';
import { portsOf } from './listening-ports.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MONTH = '2017-07';
/** The user id that owns nothing. */
const NEIGHBOUR = 65534;

/**
 * Looks, as another user of the machine, for everything that the program leaves open while it runs: files, ports,
 * sockets, processes. The enclosing folder is open to everyone, like a shared disk; what the program creates in it must
 * not be.
 */
export async function neighbourChecks(): Promise<Check[]> {
  if (process.geteuid?.() !== 0) throw new Error('only root can act as another user: run this part as root');
  const folder = await mkdtemp(join(tmpdir(), 'factsheets-neighbour-'));
  try {
    await prepare(folder);
    const before = await look(folder);
    const checks: Check[] = [];
    for (const [name = '', ...argv] of commands(folder)) {
      const child = factsheets(folder, argv);
      const found = await watched(folder, child);
      checks.push({
        name: `${name}, looked at ${found.looks} times: nothing open`,
        problem: problemOf(name, found, before),
      });
    }
    return checks;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Exports and definitions are the operator's own files; the folder for temporary files belongs to everyone. */
async function prepare(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  await mkdir(join(folder, 'exports'), { mode: 0o700 });
  await cp(join(ROOT, 'samples/exports/nhth', MONTH), join(folder, 'exports/nhth', MONTH), { recursive: true });
  await mkdir(join(folder, 'tmp'));
  await chmod(join(folder, 'tmp'), 0o1777);
  await neighbour({ folder, task: 'plant' });
}

function commands(folder: string): string[][] {
  const at = (...names: string[]): string[] => names.flatMap((name) => [`--${name}`, join(folder, name)]);
  const sheet = 'us-mexico-border';
  const state = at('state');
  return [
    ['build', 'build', '--sheet', sheet, ...at('exports', 'out'), ...state],
    ['the list', 'stakeholders', 'import', 'samples/stakeholders.csv', ...state],
    ['approve', 'approve', sheet, MONTH, '--revision', '1', '--by', 'Ana', '--reason', 'one month alone', ...state],
    ['distribute', 'distribute', sheet, ...at('mail'), ...state],
    ['start', 'start', '--settle', '0.2', ...at('exports', 'out'), ...state],
    ['preview', 'preview', sheet, '--lang', 'en', ...at('exports')],
  ];
}

function factsheets(folder: string, argv: readonly string[]): ChildProcess {
  const env = { ...process.env, TMPDIR: join(folder, 'tmp'), XDG_CONFIG_HOME: join(folder, 'home') };
  return spawn(process.execPath, ['bin/factsheets.mjs', ...argv], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Everything that the neighbour could reach (see neighbour-process.mjs). */
interface Found {
  readonly files: readonly string[];
  readonly sockets: readonly string[];
  /** Answers of ports other than a refusal. */
  readonly answers: readonly string[];
}

interface Watched extends Found {
  readonly ports: readonly number[];
  readonly looks: number;
  /** The output of a command that failed; null if it ended as expected. */
  readonly complaint: string | null;
}

/** The time for which a command that does not end by itself is watched. */
const WATCHED_MS = 8000;
const ENDLESS = /watching |Ctrl-C/u;

async function watched(folder: string, child: ChildProcess): Promise<Watched> {
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
    });
  const ended = once(child, 'close');
  const all: Found[] = [];
  const ports = new Set<number>();
  const begun = performance.now();
  while (child.exitCode === null && child.signalCode === null) {
    for (const port of portsOf(child.pid ?? 0)) ports.add(port);
    all.push(await look(folder, child.pid, [...ports]));
    if (performance.now() - begun > WATCHED_MS && ENDLESS.test(said)) child.kill('SIGTERM');
  }
  const [code] = await ended;
  all.push(await look(folder));
  const complaint = code === 1 ? said : null;
  return { ...merged(all), ports: [...ports], looks: all.length, complaint };
}

const merged = (all: readonly Found[]): Found => ({
  files: [...new Set(all.flatMap(({ files }) => files))].toSorted(),
  sockets: [...new Set(all.flatMap(({ sockets }) => sockets))].toSorted(),
  answers: all.flatMap(({ answers }) => answers),
});

/** The commands that listen; they must refuse everyone who does not know a secret address or has no session. */
const LISTENERS = ['preview', 'start'];

function problemOf(name: string, { files, ports, sockets, answers, complaint }: Watched, before: Found): string | null {
  const open = [
    ...files.map((path) => `file: ${path}`),
    ...sockets.filter((one) => !before.sockets.includes(one)).map((one) => `socket: ${one}`),
    ...(LISTENERS.includes(name) ? [] : ports.map((port) => `listens on port ${port}`)),
    ...(LISTENERS.includes(name) && ports.length === 0 ? ['no port was tried'] : []),
    ...new Set(answers),
    ...(complaint === null ? [] : [complaint]),
  ];
  return open.length === 0 ? null : open.join('\n');
}

const look = (folder: string, pid?: number, ports: readonly number[] = []): Promise<Found> =>
  neighbour({ folder, task: 'look', pid, ports });

/** Runs the neighbour's program from standard input, because it may not read this checkout. */
async function neighbour(task: object): Promise<Found> {
  const child = spawn(process.execPath, ['--input-type=module', '-', JSON.stringify(task)], {
    uid: NEIGHBOUR,
    gid: NEIGHBOUR,
    cwd: '/',
    env: {},
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(await readFile(new URL('neighbour-process.mjs', import.meta.url)));
  const errors = text(child.stderr);
  const found = json(child.stdout).catch(async () => {
    throw new Error(`the neighbour's program failed: ${await errors}`);
  });
  return (await found) as Found;
}
