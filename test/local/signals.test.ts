import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEY_FILE, ROOT, scratch } from './command-line.ts';

const shell = promisify(execFile);

/** The shell's exit codes: 128 plus the signal's number. */
const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGQUIT: 131 } as const;
const SIGNALS = Object.keys(CODES) as (keyof typeof CODES)[];

let folder: Awaited<ReturnType<typeof scratch>>;
let wholeMs = 0;
beforeAll(async () => {
  folder = await scratch();
  await mkdir(folder.path('tmp'));
  await cp(`${ROOT}samples/exports/nhth/2017-07`, folder.path('exports/nhth/2017-07'), { recursive: true });
  await build().ended; // compiles the program into the cache of this temporary folder
  const begun = Date.now();
  expect(await build().ended).toMatchObject({ code: 2, errors: expect.stringMatching(/^missing /u) });
  wholeMs = Date.now() - begun;
}, 120_000);
afterAll(() => folder.remove());

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; signal: string | null; errors: string }>;
}

/** Starts a build in its own process group, like a shell: Ctrl-C goes to the entire group. */
function build(...options: readonly string[]): Running {
  const argv = [
    'build',
    '--exports',
    folder.path('exports'),
    '--out',
    folder.path('out'),
    '--key',
    KEY_FILE,
    '--quiet',
  ];
  return command([...argv, '--sheet', 'us-mexico-border', '--lang', 'en', ...options]);
}

function command(argv: readonly string[]): Running {
  const child = spawn(process.execPath, ['bin/factsheets.mjs', ...argv], {
    cwd: ROOT,
    detached: true,
    env: { ...process.env, TMPDIR: folder.path('tmp') },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const errors = text(child.stderr);
  const ended = once(child, 'close').then(async ([code, signal]) => ({ code, signal, errors: await errors }));
  return { child, ended };
}

const left = async (): Promise<string[]> => readdir(folder.path('tmp'));

it('ends without a trace and leaves no copy of an upload, at whatever moment a signal comes', async () => {
  for (const [index, signal] of SIGNALS.entries()) {
    const running = build();
    // each signal has a quarter of a build's life, and comes at another moment of it in every run of the tests
    const after = (wholeMs * (index + Math.random())) / SIGNALS.length;
    await Promise.race([setTimeout(after), running.ended]);
    if (running.child.exitCode === null) process.kill(-(running.child.pid ?? 0), signal);
    const ended = await running.ended;
    const moment = `${signal} after ${Math.round(after)} of ${wholeMs} ms`;
    if (ended.code === 2) continue; // it had already finished
    expect(ended.signal ?? CODES[signal], moment).toBe(ended.signal === null ? ended.code : signal);
    // it may have been complete except for its exit
    expect(ended.errors, moment).toMatch(/^(?:missing .*\n|and \d+ more missing\n)*$/u);
    expect(await left(), moment).toEqual([]);
  }
}, 400_000);

/** Kills a build once it has copies of uploads. */
async function killWithCopies(place: string, ...options: readonly string[]): Promise<void> {
  const running = build(...options);
  const uploads = async (): Promise<boolean> =>
    (await readdir(place, { recursive: true }).catch(() => [])).some((name) => name.endsWith('/upload'));
  while (running.child.exitCode === null) {
    if (await uploads()) {
      running.child.kill('SIGSTOP'); // it may be removing them at this moment
      if (await uploads()) break;
      running.child.kill('SIGCONT');
    }
    await setTimeout(1);
  }
  running.child.kill('SIGKILL');
  await running.ended;
  expect(await uploads()).toBe(true);
}

describe('what a killed command left', () => {
  it('is removed by the next command of any kind', async () => {
    await killWithCopies(folder.path('tmp'));
    expect((await command(['sheets']).ended).code).toBe(0);
    expect(await left()).toEqual([]);
  }, 120_000);

  it('is inside the state where there is one, and is removed by the next command at it', async () => {
    const state = ['--state', folder.path('state')];
    await killWithCopies(folder.path('state', 'scratch'), ...state);
    expect(await left()).toEqual([]);
    expect((await command(['editions', ...state, '--key', KEY_FILE]).ended).code).toBe(0);
    expect(await readdir(folder.path('state', 'scratch'))).toEqual([]);
  }, 120_000);

  it('is left alone while its process runs', async () => {
    const running = build();
    while ((await left()).length === 0) await setTimeout(2);
    expect((await command(['sheets']).ended).code).toBe(0);
    expect((await running.ended).code).toBe(2);
  }, 120_000);
});

it('says what to do where its packages are not installed', async () => {
  await cp(`${ROOT}bin`, folder.path('bare', 'bin'), { recursive: true });
  for (const start of ['factsheets.mjs', 'demo.mjs']) {
    const ended = shell(process.execPath, [folder.path('bare', 'bin', start), 'start'], { cwd: folder.path('bare') });
    await expect(ended).rejects.toMatchObject({
      code: 1,
      stderr: 'factsheets: its packages are not installed; run npm ci first\n',
      stdout: '',
    });
  }
});

it.each(['sheets', 'hotlines --json', '--help'])(
  'says in one line that what %s prints cannot be written',
  async (argv) => {
    const line = `node bin/factsheets.mjs ${argv} >/dev/full; echo "ended with $?" >&2`;
    const { stderr } = await shell('sh', ['-c', line], { cwd: ROOT });
    expect(stderr).toBe(
      'factsheets: cannot write to standard output (ENOSPC); the rest of the output is lost\nended with 1\n',
    );
  },
);
