import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { commandHelp } from '../../local/cli/main.ts';
import { ROOT } from './command-line.ts';

const run = promisify(execFile);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'factsheets-compile-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const SAID = "hotlines' monthly exports into reviewed fact sheets";

/** Copies the program's sources, which are not compiled yet. */
async function checkout(): Promise<void> {
  for (const part of ['bin', 'local', 'src', 'package.json', 'hotlines', 'codes', 'templates'])
    await cp(`${ROOT}${part}`, join(folder, part), { recursive: true });
  await symlink(`${ROOT}node_modules`, join(folder, 'node_modules'));
}

const help = async (): Promise<string> =>
  (await run(process.execPath, [join(folder, 'bin', 'factsheets.mjs'), '--help'])).stdout;

const usage = (): string => join(folder, 'local', 'cli', 'command-list.ts');

it('compiles what was never compiled, at several commands at once', async () => {
  await checkout();
  expect(await Promise.all([help(), help(), help()])).toEqual(Array(3).fill(expect.stringContaining(SAID)));
  const left = (await readdir(join(folder, 'dist'))).filter((name) => !/\.(js|js\.map|json|txt)$/u.test(name));
  expect(left).toEqual([]);
});

it('stores the help of every command, which is printed without loading the code of a command', async () => {
  await checkout();
  await help();
  const file = join(folder, 'dist', 'help.json');
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(await commandHelp());
  await writeFile(file, JSON.stringify({ build: 'as stored' }));
  const argv = [join(folder, 'bin', 'factsheets.mjs'), 'build', '--help'];
  expect((await run(process.execPath, argv)).stdout).toBe('as stored\n');
});

it('never runs code that is older than its source', async () => {
  await checkout();
  expect(await help()).toContain(SAID);
  await writeFile(usage(), (await readFile(usage(), 'utf8')).replaceAll(SAID, 'something new'));
  expect(await help()).toContain('something new');
});

it('says who must compile where the folder belongs to somebody else', async () => {
  await checkout();
  await writeFile(join(folder, 'dist'), 'a file where the folder should be');
  await expect(help()).rejects.toMatchObject({ stderr: expect.stringMatching(/cannot be written to .*npm ci/u) });
});

it('needs no sources where it is installed', async () => {
  await checkout();
  await help();
  for (const part of ['local', 'src']) await rm(join(folder, part), { recursive: true });
  expect(await help()).toContain(SAID);
});

it('neither reads nor leaves code in the folder for temporary files, which others can write to', async () => {
  const shared = join(folder, 'shared');
  const planted = join(shared, `tsx-${process.geteuid?.() ?? ''}`);
  await mkdir(planted, { recursive: true });
  const environment = { ...process.env, TMPDIR: shared };
  const argv = ['check', 'samples/exports/nhth/2016-05'];
  const { stdout } = await run(process.execPath, ['bin/factsheets.mjs', ...argv], { cwd: ROOT, env: environment });
  expect(stdout).toContain('accepted');
  await run(process.execPath, ['--import', './scripts/typescript.mjs', 'scripts/permissions-page.ts'], {
    cwd: ROOT,
    env: environment,
  });
  expect(await readdir(shared, { recursive: true })).toEqual([`tsx-${process.geteuid?.() ?? ''}`]);
});

it('starts no script of package.json by a program that keeps its code in a shared folder', async () => {
  const { scripts } = JSON.parse(await readFile(`${ROOT}package.json`, 'utf8'));
  for (const line of Object.values<string>(scripts)) expect(line).not.toMatch(/\btsx\b/u);
});
