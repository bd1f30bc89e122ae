import { execFile } from 'node:child_process';
import { cp, readdir } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAtLength, onlyAtLength, spread } from '../at-length.ts';
import { ROOT } from './command-line.ts';
import { type BuildFolder, INCOMPLETE, interruptedAfter, openBuildFolder, SIGNALS } from './interrupted-builds.ts';

const shell = promisify(execFile);

let folder: BuildFolder;
let buildMs = 0;

beforeAll(async () => {
  folder = await openBuildFolder();
  await folder.command(['sheets']).ended; // compiles the program if its sources have changed
  if (isAtLength) await measureBuild();
});
afterAll(() => folder.remove());

/** Measures the time of a build, during which another command runs that must leave the build's temporary files. */
async function measureBuild(): Promise<void> {
  const begun = Date.now();
  const running = folder.build();
  while ((await folder.temporaryFiles()).length === 0) await setTimeout(5);
  expect((await folder.command(['sheets']).ended).code).toBe(0);
  expect(await running.ended).toMatchObject({ code: INCOMPLETE, errors: expect.stringMatching(/^missing /u) });
  buildMs = Date.now() - begun;
}

/** `npm run conformance -- kills` sends twelve, of every kind. */
onlyAtLength('ends without a trace and leaves no copy of an upload, whenever a signal comes', async () => {
  for (const [index, signal] of SIGNALS.entries()) {
    // each signal has a quarter of a build's life, and comes at another moment of it in every run of the tests
    const after = (buildMs * (index + Math.random())) / SIGNALS.length;
    expect(await interruptedAfter(folder, signal, after)).toBeNull();
  }
});

/** Kills a build once it has copies of uploads. */
async function killWithCopies(place: string, ...options: readonly string[]): Promise<void> {
  const running = folder.build(...options);
  const uploads = async (): Promise<boolean> =>
    (await readdir(place, { recursive: true }).catch(() => [])).some((name) => name.endsWith('/upload'));
  while (running.child.exitCode === null) {
    if (await uploads()) {
      running.child.kill('SIGSTOP'); // it may be removing them at this moment
      if (await uploads()) break;
      running.child.kill('SIGCONT');
    }
    await setTimeout(4);
  }
  running.child.kill('SIGKILL');
  await running.ended;
  await waitForReaders(running.child.pid ?? 0);
  expect(await uploads()).toBe(true);
}

/**
 * Waits until the reader processes of a killed build have ended, which they do by themselves: one that still writes could
 * make its folder again after the next command has removed it.
 */
async function waitForReaders(group: number): Promise<void> {
  const isRunning = (): boolean => {
    try {
      return process.kill(-group, 0);
    } catch {
      return false; // no process is left in the group
    }
  };
  for (let tries = 0; tries < 500 && isRunning(); tries++) await setTimeout(10);
}

describe('what a killed command left', () => {
  onlyAtLength('is removed by the next command of any kind', async () => {
    await killWithCopies(folder.path('tmp'));
    expect((await folder.command(['sheets']).ended).code).toBe(0);
    expect(await folder.temporaryFiles()).toEqual([]);
  });

  it('is inside the state where there is one, and is removed by the next command at it', async () => {
    const state = ['--state', folder.path('state')];
    await killWithCopies(folder.path('state', 'scratch'), ...state);
    expect(await folder.temporaryFiles()).toEqual([]);
    expect((await folder.command(['editions', ...state, '--key', folder.key]).ended).code).toBe(0);
    expect(await readdir(folder.path('state', 'scratch'))).toEqual([]);
  });
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

it.each(spread(['hotlines --json', '--help'], 1))(
  'says in one line that what %s prints cannot be written',
  async (argv) => {
    const line = `node bin/factsheets.mjs ${argv} >/dev/full; echo "ended with $?" >&2`;
    const { stderr } = await shell('sh', ['-c', line], { cwd: ROOT });
    expect(stderr).toBe(
      'factsheets: cannot write to standard output (ENOSPC); the rest of the output is lost\nended with 1\n',
    );
  },
);
