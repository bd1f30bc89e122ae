import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asPlaceFailure, diskError } from '../../local/state/place-failure.ts';
import { atPath } from '../../src/adapters/local/at-path.ts';
import { makeFolder } from '../../src/adapters/local/make-folder.ts';
import { spread } from '../at-length.ts';
import { KEY_FILE, ROOT, scratch } from './command-line.ts';

const shell = promisify(execFile);

let folder: Awaited<ReturnType<typeof scratch>>;
/** The command that gives a process its own mounts, for root and for others; empty if the machine forbids it. */
let mounts: readonly string[] = [];

beforeAll(async () => {
  folder = await scratch();
  await cp(`${ROOT}samples/exports/nhth/2017-07`, folder.path('exports/nhth/2017-07'), { recursive: true });
  await mkdir(folder.path('disk'));
  await writeFile(folder.path('file'), '');
  for (const options of ['-m', '-Urm']) {
    const tried = await shell('unshare', [options, 'mount', '-t', 'tmpfs', 'tmpfs', folder.path('disk')]).catch(
      () => null,
    );
    if (tried && mounts.length === 0) mounts = ['unshare', options];
  }
});
afterAll(() => folder.remove());

interface Ended {
  readonly code: number;
  readonly lines: readonly string[];
}

async function sh(script: string, environment: Record<string, string>): Promise<Ended> {
  const [program = 'sh', ...before] = [...mounts, 'sh', '-c', script];
  const ended = await shell(program, before, { cwd: ROOT, env: { ...process.env, ...environment } }).then(
    ({ stdout, stderr }) => ({ code: 0, text: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code, text: `${stdout}${stderr}` }),
  );
  return { code: ended.code, lines: ended.text.trimEnd().split('\n') };
}

/** The options of a build by the place that each names; `disk` is the one with the error. */
const BUILD = ['--sheet us-mexico-border --lang en --quiet'];
const PLACES = {
  '--state': () => `--out ${folder.path('out')} --key ${KEY_FILE} --state ${folder.path('disk', 'st')}`,
  '--out': () => `--out ${folder.path('disk', 'a', 'b')} --key ${KEY_FILE}`,
  TMPDIR: () => `--out ${folder.path('out')} --key ${KEY_FILE}`,
  '--key': () => `--out ${folder.path('out')}`,
};
type Option = keyof typeof PLACES;
const OPTIONS = Object.keys(PLACES) as Option[];

function build(option: Option, setUp: string): Promise<Ended> {
  const environment: Record<string, string> = {
    ...(option === 'TMPDIR' && { TMPDIR: folder.path('disk') }),
    ...(option === '--key' && { HOME: folder.path('disk'), XDG_CONFIG_HOME: '', FACTSHEETS_KEY_FILE: '' }),
  };
  const unset = option === '--key' ? 'unset FACTSHEETS_KEY_FILE;' : '';
  const command = `node bin/factsheets.mjs build --exports ${folder.path('exports')} ${BUILD} ${PLACES[option]()}`;
  return sh(`${setUp} ${unset} ${command}`, environment);
}

/** Checks for exit code 1 and one line that names the option, without a stack trace. */
const expectOneLine = (ended: Ended, option: string, what: RegExp): void => {
  expect(ended).toEqual({ code: 1, lines: [expect.stringContaining(`factsheets: WrongUsage: ${option}: `)] });
  expect(ended.lines[0]).toMatch(what);
};

describe.each(spread(OPTIONS, 1))('a build says in one line what is wrong with %s', (option) => {
  it('where a file is in the way', async () => {
    const setUp = `rmdir ${folder.path('disk')} && touch ${folder.path('disk')};`;
    const ended = await build(option, setUp);
    await shell('sh', ['-c', `rm ${folder.path('disk')} && mkdir ${folder.path('disk')}`]);
    expectOneLine(ended, option, /where a folder is needed/u);
  });

  it('where the disk is full, or nothing can be made', async () => {
    const full = `mount -t tmpfs -o size=${option === '--key' ? 4096 : 102_400} tmpfs ${folder.path('disk')};`;
    const fill = option === '--key' ? `head -c 4096 /dev/zero > ${folder.path('disk', 'x')};` : '';
    const ended = mounts.length > 0 ? await build(option, full + fill) : await build(option, unmakeable());
    await tidy();
    expectOneLine(
      ended,
      option,
      mounts.length > 0 ? /is on a disk that is full; free some space there/u : /cannot be created/u,
    );
  });

  it('where the disk is read-only, or nothing can be made', async () => {
    const disk = folder.path('disk');
    const readOnly = `mount -t tmpfs -o size=5m tmpfs ${disk} && mount -o remount,ro ${disk};`;
    const ended = await build(option, mounts.length > 0 ? readOnly : unmakeable());
    await tidy();
    expectOneLine(ended, option, mounts.length > 0 ? /is on a disk that cannot be written to/u : /cannot be created/u);
  });
});

/**
 * Links `disk` to a folder below /proc, which no user can create, not even root; for machines that cannot mount a file
 * system.
 */
const unmakeable = (): string => `rmdir ${folder.path('disk')} && ln -s /proc/nowhere ${folder.path('disk')};`;
const tidy = () => shell('sh', ['-c', `rm -rf ${folder.path('disk')}; mkdir ${folder.path('disk')}`]);

it('says which option names a place that is missing for TMPDIR and a key without a home', async () => {
  const command = `node bin/factsheets.mjs build --exports ${folder.path('exports')} ${BUILD} --out ${folder.path('out')}`;
  const noTemporary = await sh(`${command} --key ${KEY_FILE}`, { TMPDIR: '/nonexistent/folder' });
  expectOneLine(noTemporary, 'TMPDIR', /\/nonexistent\/folder does not exist/u);
  const home = await sh(`unset FACTSHEETS_KEY_FILE; ${command}`, { HOME: '/proc/nowhere', XDG_CONFIG_HOME: '' });
  expectOneLine(home, '--key', /cannot be created/u);
});

const refused = (code: string, path?: string, syscall = 'write'): Error =>
  Object.assign(new Error(code), { code, syscall, ...(path !== undefined && { path }) });
const AT = [
  { option: '--out', path: '/a' },
  { option: '--state', path: '/a/state' },
];

it('names the inner of two places that are in each other, whichever comes first', () => {
  for (const places of [AT, AT.toReversed()]) {
    expect(asPlaceFailure(refused('EACCES', '/a/state/table'), places)).toMatchObject({
      message: '--state: /a/state/table cannot be read or written by you; name another place, or correct this one',
    });
    expect(asPlaceFailure(refused('ENOSPC', '/a/x.pdf'), places)).toMatchObject({
      message: '--out: /a is on a disk that is full; free some space there, or name another place',
    });
  }
});

it('takes a place whose name only begins alike for another', () => {
  expect(asPlaceFailure(refused('EACCES', '/a/state-of-yesterday'), AT)).toMatchObject({
    message: expect.stringMatching(/^--out: /u),
  });
  expect(asPlaceFailure(refused('EACCES', '/ab'), AT)).toMatchObject({
    message: expect.stringMatching(/^\/ab cannot/u),
  });
});

it('takes a write that names no path for one of the temporary copies', () => {
  const scratchPlace = { option: 'TMPDIR', path: '/tmp' };
  expect(asPlaceFailure(refused('ENOSPC'), AT, scratchPlace)).toMatchObject({
    message: expect.stringMatching(/^TMPDIR: \/tmp is on a disk that is full/u),
  });
});

it('finds the error behind each of several that come at once', async () => {
  const folderOfTable = folder.path('probed');
  await mkdir(folderOfTable);
  const errors = Array.from({ length: 8 }, () => diskError(new Error('IO error'), folderOfTable, true));
  // the folder can be written to, so nothing more is known
  expect(await Promise.all(errors)).toEqual(errors.map(() => expect.objectContaining({ code: 'EIO' })));
  expect(await readdir(folderOfTable)).toEqual([]);
});

it('does not change an error that is not of the file system', () => {
  const error = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
  expect(asPlaceFailure(error, AT)).toBe(error);
  const network = refused('ECONNRESET', undefined, 'read');
  expect(asPlaceFailure(network, AT, AT[0])).toBe(network);
});

it('names the path that was worked at, where the system names another', async () => {
  const work = atPath('/a/x.pdf', () => Promise.reject(refused('ENOSPC', '/tmp/source.pdf', 'copyfile')));
  await expect(work).rejects.toMatchObject({ path: '/a/x.pdf', code: 'ENOSPC' });
});

it('makes a folder and those above it, by several at once, and ends where it cannot', async () => {
  const path = folder.path('a', 'b', 'c', 'd');
  await Promise.all(Array.from({ length: 8 }, () => makeFolder(path)));
  await makeFolder(path);
  await expect(makeFolder('/proc/nowhere/below')).rejects.toMatchObject({
    code: 'ENOENT',
    path: '/proc/nowhere/below',
  });
  await expect(makeFolder(folder.path('file', 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  await expect(makeFolder(folder.path('file'))).rejects.toMatchObject({ code: 'EEXIST' });
});
