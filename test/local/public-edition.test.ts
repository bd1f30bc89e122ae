import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { casesCsv } from '../steps/state-fixture.ts';
import { ROOT, run, scratch } from './command-line.ts';

const SHEET = 'us-mexico-border';

let folder: Awaited<ReturnType<typeof scratch>>;
let places: string[];

/** A state with a draft of a sheet that is public. */
beforeAll(async () => {
  folder = await scratch();
  const definitions = folder.path('definitions');
  for (const name of ['codes', 'hotlines', 'boundaries'])
    await cp(`${ROOT}${name}`, `${definitions}/${name}`, { recursive: true });
  await cp(`${ROOT}templates/${SHEET}`, `${definitions}/templates/${SHEET}`, { recursive: true });
  const sheet = `${definitions}/templates/${SHEET}/sheet.json`;
  const { related: _related, ...written } = JSON.parse(await readFile(sheet, 'utf8'));
  await writeFile(sheet, JSON.stringify({ ...written, public: true }));
  await mkdir(folder.path('exports', 'nhth', '2015-10'), { recursive: true });
  const cases = Array.from({ length: 30 }, (_, at) => [`A${at}`, '2015-10-02'] as const);
  await writeFile(folder.path('exports', 'nhth', '2015-10', 'cases.csv'), casesCsv(...cases));
  const state = ['--state', folder.path('state')];
  const build = ['--exports', folder.path('exports'), '--out', folder.path('out'), '--definitions', definitions];
  expect((await run('build', '--sheet', SHEET, ...state, ...build, '--quiet')).code).toBe(2); // tables are missing
  const config = { ...JSON.parse(await readFile(`${ROOT}config/local.json`, 'utf8')), schedules: [] };
  const publicSite = { folder: folder.path('site'), address: 'https://figures.example.org' };
  await writeFile(folder.path('config.json'), JSON.stringify({ ...config, public: publicSite }));
  places = [...state, '--config', folder.path('config.json')];
});
afterAll(() => folder.remove());

const pages = async (): Promise<string[]> =>
  (await readdir(folder.path('site'), { recursive: true })).filter((name) => name.endsWith('index.html'));

describe('the folder of the public edition', () => {
  it('is rewritten after an approval, after a hold and after a release by the command line', async () => {
    const decision = ['--revision', '1', '--by', 'Ana', '--reason', 'a test'];
    const approved = await run('approve', SHEET, '2015-10', ...decision, ...places);
    expect(approved).toMatchObject({ code: 0, out: expect.stringMatching(/public edition: .*site: \d+ files/u) });
    const published = await pages();
    expect(published.length).toBeGreaterThan(4);
    await run('hold', SHEET, '--by', 'Ana', '--reason', 'a wrong number', ...places);
    expect(await pages()).toEqual([]);
    await run('release', SHEET, '--by', 'Luis', ...places);
    expect((await pages()).sort()).toEqual(published.sort());
    expect((await run('verify', ...places.slice(0, 2))).code).toBe(0);
  });
});
