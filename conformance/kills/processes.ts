import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openSmtpServer } from '../../test/adapters/smtp-server.ts';
import type { MemoryFixture } from '../../test/steps/memory-fixture.ts';
import { hashesIn } from './essence.ts';
import type { Kill } from './every-call.ts';
import { copyOf, lookAt, newPlace, prepare } from './in-process.ts';
import { type Ended, judged } from './judge.ts';
import { READER_LIST, READERS, UPLOAD } from './verbs.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/factsheets.mjs', import.meta.url));
const [SHEET, MONTH] = ['us-mexico-border', '2016-05'];
const DECISION = ['--revision', '1', '--by', 'Ana', '--reason', 'a trial'];

type MailServer = Awaited<ReturnType<typeof openSmtpServer>>;

/** A command that is killed, run in the place that the previous commands created. */
interface Command {
  readonly name: string;
  readonly argv: (place: string) => readonly string[];
  /** Runs until it prints this; it is then stopped. */
  readonly until?: RegExp;
}

const at = (place: string, ...names: readonly string[]): string[] =>
  names.flatMap((name) => [`--${name}`, join(place, name)]);
const BUILD: Command = {
  name: 'build',
  argv: (place) => ['build', '--sheet', SHEET, '--quiet', ...at(place, 'exports', 'out', 'state', 'key')],
};
const START: Command = {
  name: 'start',
  argv: (place) => ['start', '--json', '--settle', '0.2', ...at(place, 'exports', 'out', 'state', 'key')],
  until: /"status":"(up-to-date|behind)"/u,
};
const APPROVE: Command = {
  name: 'approve',
  argv: (place) => ['approve', SHEET, MONTH, ...DECISION, ...at(place, 'out', 'state', 'key')],
};
const DISTRIBUTE: Command = {
  name: 'distribute',
  argv: (place) => ['distribute', SHEET, MONTH, ...at(place, 'state', 'key', 'config')],
};

/**
 * Kills processes of the command line with SIGKILL at moments spread over their lives, runs the same command again, and
 * compares the results. The mail server outlives all of them.
 * @param each how many kills of each command
 */
export async function killProcesses(fixture: MemoryFixture, folder: string, each: number): Promise<readonly Kill[]> {
  const server = await openSmtpServer();
  try {
    const place = join(folder, 'processes');
    await newPlace(place);
    await writeFile(join(place, 'key'), `${'ab'.repeat(32)}\n`, { mode: 0o600 });
    // Slow enough that sending takes most of the life of the process that sends.
    const smtp = { host: '127.0.0.1', port: server.port, ratePerSecond: 10 };
    await writeFile(join(place, 'config'), JSON.stringify({ sender: 'sheets@hotline.mx', schedules: [], smtp }));
    await prepare(fixture, place, UPLOAD);
    const trial = { shop: fixture, server, folder, each };
    const started = await killOf(trial, START, await copied(place, 'start'));
    const built = await killOf(trial, BUILD, place);
    const approved = await killOf(trial, APPROVE, place);
    await prepare(fixture, place, READER_LIST);
    return [...started, ...built, ...approved, ...(await killOf(trial, DISTRIBUTE, place))];
  } finally {
    await server.close();
  }
}

async function copied(place: string, name: string): Promise<string> {
  const copy = `${place} of ${name}`;
  await copyOf(place, copy);
  return copy;
}

interface Trial {
  readonly shop: MemoryFixture;
  readonly server: MailServer;
  readonly folder: string;
  readonly each: number;
}

/**
 * Kills a command in copies of a place, between a seventh of its life and its end: before that it only loads. The place
 * is left in the state after the undisturbed run.
 */
async function killOf(trial: Trial, command: Command, place: string): Promise<Kill[]> {
  const before = await copied(place, 'before');
  const began = performance.now();
  const undisturbed = await endedIn(trial, place, [() => finish(command, place)]);
  const life = performance.now() - began;
  if (command === DISTRIBUTE && undisturbed.letters.length !== READERS)
    throw new Error(`${undisturbed.letters.length} messages go to ${READERS} stakeholders`);
  const kills: Kill[] = [];
  for (let index = 0; index < trial.each; index++) {
    let kill: Kill | null = null;
    // If the command ended before the kill, it was faster than the undisturbed run, so an earlier kill is tried.
    for (let after = life * (1 / 7 + ((index + 0.5) / trial.each) * (6 / 7)); kill === null; after *= 0.8)
      kill = await killAfter(trial, command, { before, undisturbed }, Math.round(after));
    kills.push(kill);
  }
  return kills;
}

interface Place {
  readonly before: string;
  readonly undisturbed: Ended;
}

/** Kills a command after this many milliseconds; returns null if it ended before. */
async function killAfter(trial: Trial, command: Command, { before, undisturbed }: Place, after: number) {
  const place = join(trial.folder, 'killed process');
  await copyOf(before, place);
  const by = { signal: '' };
  const ended = await endedIn(trial, place, [
    async () => {
      by.signal = await kill(command, place, after);
    },
    () => finish(command, place),
    // No one may get a message from a later run either.
    ...(command === DISTRIBUTE ? [() => finish(command, place)] : []),
  ]).catch(failed);
  return by.signal === 'SIGKILL' ? { of: command.name, at: `${after} ms`, ...judged(undisturbed, ended) } : null;
}

/** If the run after a kill fails, or the state cannot be read, everything counts as lost. */
const failed = (error: unknown): Ended => ({
  essence: new Map(),
  unlike: [error instanceof Error ? error.message : String(error)],
  letters: [],
  emitted: new Set(),
});

/**
 * Returns the contents of a place after some runs, including the pages outside its state and the messages that the mail
 * server accepted during the runs.
 */
async function endedIn(
  { shop: fixture, server }: Trial,
  place: string,
  runs: readonly (() => Promise<void>)[],
): Promise<Ended> {
  const from = server.sessions.length;
  for (const run of runs) await run();
  const messages = server.sessions.slice(from).flatMap(({ message }) => message ?? []);
  const { essence, unlike } = await lookAt(fixture, place);
  const pages = (await hashesIn(join(place, 'out'))).map(([path, hash]) => [`page ${path}`, hash] as const);
  return { essence: new Map([...essence, ...pages]), unlike, letters: messages.map(letterOf), emitted: new Set() };
}

/** Returns the reader's id and the message's id. */
function letterOf(message: string): string {
  const [, id, reader] = /^Message-ID:\s+<([^>]*\.([^.@>]+)@[^>]+)>/imu.exec(message) ?? [];
  if (id === undefined || reader === undefined) throw new Error('a message has no id');
  return `${reader} ${id}`;
}

function begin({ argv }: Command, place: string): { child: ChildProcess; said: () => string } {
  const child = spawn(process.execPath, [PROGRAM, ...argv(place)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  return { child, said: () => said };
}

/** Kills a command after this many milliseconds. Returns the signal that ended it: not SIGKILL if it ended before. */
async function kill(command: Command, place: string, after: number): Promise<string> {
  const { child } = begin(command, place);
  const closed = once(child, 'close');
  await Promise.race([closed, setTimeout(after)]);
  child.kill('SIGKILL');
  await closed;
  return child.signalCode ?? '';
}

/** Runs a command to its end; the exit code must be 0, or 2 if work is left. */
async function finish(command: Command, place: string): Promise<void> {
  const { child, said } = begin(command, place);
  const closed = once(child, 'close');
  let isStopped = false; // a second SIGTERM would abort it
  child.stdout?.on('data', () => {
    if (isStopped || !command.until?.test(said())) return;
    isStopped = child.kill('SIGTERM');
  });
  await closed;
  if (child.exitCode !== 0 && child.exitCode !== 2)
    throw new Error(`${command.name} ended with ${child.exitCode ?? child.signalCode}\n${said().slice(-2000)}`);
}
