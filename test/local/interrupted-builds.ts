import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** The exit code of a build of one hotline's month, which is incomplete. */
export const INCOMPLETE = 2;

/** The shell's exit codes: 128 plus the signal's number. */
const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGQUIT: 131 } as const;
export type Signal = keyof typeof CODES;
export const SIGNALS = Object.keys(CODES) as Signal[];

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; signal: string | null; errors: string }>;
}

/** A folder with one month of the samples, and commands in processes whose temporary files are in it. */
export interface BuildFolder {
  readonly path: (...parts: string[]) => string;
  readonly key: string;
  /** Starts a build of the month in its own process group, as a shell does: Ctrl-C goes to the entire group. */
  build(...options: readonly string[]): Running;
  command(argv: readonly string[]): Running;
  /** Returns the names of the temporary files. */
  temporaryFiles(): Promise<string[]>;
  remove(): Promise<void>;
}

export async function openBuildFolder(): Promise<BuildFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'factsheets-interrupted-'));
  const path = (...parts: string[]): string => join(folder, ...parts);
  const key = path('key');
  await mkdir(path('tmp'));
  await writeFile(key, `${'5a'.repeat(32)}\n`, { mode: 0o600 });
  await cp(`${ROOT}samples/exports/nhth/2017-07`, path('exports/nhth/2017-07'), { recursive: true });
  const build = ['build', '--exports', path('exports'), '--out', path('out'), '--key', key, '--quiet'];
  const command = (argv: readonly string[]): Running => start(argv, path('tmp'));
  return {
    path,
    key,
    command,
    build: (...options) => command([...build, '--sheet', 'us-mexico-border', '--lang', 'en', ...options]),
    temporaryFiles: () => readdir(path('tmp')),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function start(argv: readonly string[], temporary: string): Running {
  const child = spawn(process.execPath, ['bin/factsheets.mjs', ...argv], {
    cwd: ROOT,
    detached: true,
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const errors = text(child.stderr);
  const ended = once(child, 'close').then(async ([code, signal]) => ({ code, signal, errors: await errors }));
  return { child, ended };
}

/**
 * Sends a signal to a build after this many milliseconds. Returns what is wrong with how it ended: another exit code,
 * another message, or temporary files that it left; null if nothing is, or if it had ended before.
 */
export async function interruptedAfter(folder: BuildFolder, signal: Signal, ms: number): Promise<string | null> {
  const running = folder.build();
  await Promise.race([setTimeout(ms), running.ended]);
  if (running.child.exitCode === null) process.kill(-(running.child.pid ?? 0), signal);
  const { code, signal: by, errors } = await running.ended;
  if (code === INCOMPLETE) return null;
  const files = await folder.temporaryFiles();
  // a signal may come before the process has a handler, or when it has printed everything and is about to exit
  const isRight = by === null ? code === CODES[signal] : by === signal;
  if (isRight && files.length === 0 && /^(?:missing .*\n|and \d+ more missing\n|warning: .*\n|\n)*$/u.test(errors))
    return null;
  return `${signal} after ${Math.round(ms)} ms: ended by ${by ?? code}, left ${files.length} files\n${errors}`;
}
