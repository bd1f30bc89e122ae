import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figuresJson } from '../../src/editions/data-annex.ts';
import { PUBLISHED } from '../document/published-edition.ts';
import { ROOT } from './command-line.ts';

const run = promisify(execFile);

let folder: string;
let program: string;
let manifest: { bin?: Record<string, string>; scripts?: unknown; dependencies: Record<string, string> };

/** The parts of the packed program. Packing changes package.json for a moment, so a copy of the checkout is packed. */
const PARTS = [
  'package.json',
  'bin',
  'local',
  'src',
  'fonts',
  'hotlines',
  'codes',
  'templates',
  'boundaries',
  'config',
  'samples',
];

/** Packs the program and unpacks it next to links to its dependencies only; no development package is available. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'factsheets-packed-'));
  const checkout = join(folder, 'checkout');
  for (const part of PARTS) await cp(`${ROOT}${part}`, join(checkout, part), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));
  const { stdout } = await run('npm', ['pack', '--json', '--silent', '--pack-destination', folder], { cwd: checkout });
  const file = /hotline-factsheets-[\d.]+\.tgz/u.exec(stdout)?.[0];
  if (file === undefined) throw new Error(`npm pack names no file: ${stdout}`);
  await run('tar', ['xzf', file], { cwd: folder });
  program = join(folder, 'package');
  manifest = JSON.parse(await readFile(join(program, 'package.json'), 'utf8'));
  for (const name of Object.keys(manifest.dependencies)) {
    const link = join(program, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(ROOT, 'node_modules', name), link);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const options = () => ({ cwd: folder, env: { ...process.env, HOME: folder, XDG_CONFIG_HOME: join(folder, 'config') } });
const factsheets = async (...argv: string[]): Promise<string> =>
  (await run(process.execPath, [join(program, 'bin', 'factsheets.mjs'), ...argv], options())).stdout;

describe('the packed program', () => {
  it('has the command factsheets, installs nothing else, and leaves the checkout as it was', async () => {
    expect(manifest.bin).toEqual({ factsheets: 'bin/factsheets.mjs' });
    expect(manifest).not.toHaveProperty('scripts');
    expect(manifest).not.toHaveProperty('devDependencies');
    const packed = join(folder, 'checkout', 'package.json');
    expect(await readFile(packed, 'utf8')).toBe(await readFile(`${ROOT}package.json`, 'utf8'));
    expect(existsSync(`${packed}.checkout`)).toBe(false);
  });

  it('prints its help, checks a file, lists the sheets and writes boundaries', async () => {
    expect(await factsheets('--help')).toContain('Usage: factsheets COMMAND');
    const cases = join(program, 'samples', 'exports', 'nhth', '2016-05', 'cases.csv');
    expect(await factsheets('check', cases)).toContain('cases.csv (cases): accepted');
    expect(JSON.parse(await factsheets('sheets', '--json'))).toHaveLength(2);
    expect(await factsheets('boundaries', 'GTM', '--definitions', folder)).toContain('gt.topo.json: 22 places');
  });

  it('builds an edition, which needs every part of the program', async () => {
    const month = join('nhth', '2015-10');
    await cp(join(program, 'samples', 'exports', month), join(folder, 'exports', month), { recursive: true });
    const key = join(folder, 'key');
    await writeFile(key, '5a'.repeat(32), { mode: 0o600 });
    const exports = ['--exports', join(folder, 'exports'), '--key', key];
    const edition = ['--sheet', 'us-mexico-border', '--lang', 'en', '--quiet', '--out', join(folder, 'out')];
    // a month of one hotline is an incomplete edition
    await expect(factsheets('build', ...exports, ...edition)).rejects.toMatchObject({ code: 2 });
    expect(existsSync(join(folder, 'out', 'us-mexico-border-2015-10.en.draft.pdf'))).toBe(true);
  });

  it('shows a preview in the browser', async () => {
    await writeFile(join(folder, 'figures.json'), figuresJson(PUBLISHED));
    const argv = ['preview', 'us-mexico-border', '--lang', 'en', '--figures', join(folder, 'figures.json')];
    const child = spawn(process.execPath, [join(program, 'bin', 'factsheets.mjs'), ...argv], options());
    try {
      const address = await new Promise<string>((resolve, reject) => {
        child.stdout.on('data', (bytes) => resolve(/http:\S+/u.exec(String(bytes))?.[0] ?? ''));
        child.once('exit', (code) => reject(new Error(`the preview exited with ${code}`)));
      });
      for (const asset of ['', 'preview.js', 'pdf.js', 'pdf.worker.js', 'text.ttf'])
        expect(await fetch(new URL(asset, address)), asset).toMatchObject({ status: 200 });
    } finally {
      child.kill();
    }
  });
});
