import { readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildCases, run, scratch } from './command-line.ts';

const SHEET = 'us-mexico-border';
let folder: Awaited<ReturnType<typeof scratch>>;
const state = () => ['--state', folder.path('state')];
const places = () => ['--exports', folder.path('exports'), '--out', folder.path('out'), ...state()];
const publish = () => run('publish', SHEET, '2015-10', ...places());
const approve = (revision: number) =>
  run('approve', SHEET, '2015-10', '--revision', String(revision), '--by', 'Ana', '--reason', 'a test', ...state());
const files = async (...parts: string[]) =>
  (await readdir(folder.path('out', ...parts)).catch(() => [])).filter((name) => name !== 'charts').toSorted();

const clean = [
  `${SHEET}-2015-10.en.pdf`,
  `${SHEET}-2015-10.es.pdf`,
  `${SHEET}-2015-10.figures.csv`,
  `${SHEET}-2015-10.figures.json`,
  `${SHEET}-2015-10.wording.json`,
];

beforeAll(async () => {
  folder = await scratch();
  await buildCases(folder.path, 30);
  await publish();
});
afterAll(() => folder.remove());

it('keeps drafts, marked, apart from what is approved, and says where that is, when it goes out and to how many', async () => {
  expect(await files('drafts', SHEET, '2015-10', 'r1')).toEqual(
    clean.map((name) => name.replace('.pdf', '.draft.pdf')),
  );
  expect(await files('approved', SHEET, '2015-10')).toEqual([]);
  const person = ['--name', 'Rosa', '--email', 'rosa@consulado.mx', '--language', 'es', '--sheets', SHEET];
  await run('stakeholders', 'add', ...person, ...state());
  const { out } = await approve(1);
  const page = folder.path('out', 'approved', SHEET, '2015-10', `${SHEET}-2015-10.es.pdf`);
  expect(out.split('\n')).toContain(`  page: ${page}`);
  expect(out).toMatch(/^ {2}goes out: \d+ \w+ \d{4}, 09:00 America\/Mexico_City; to 1 stakeholder$/mu);
  expect(await files('approved', SHEET, '2015-10')).toEqual(clean);
  expect(await files('drafts', SHEET, '2015-10')).toEqual([]);
  const stored = folder.path('state', 'reports', SHEET, '2015-10', 'r1', `${SHEET}-2015-10.es.pdf`);
  expect((await readFile(page)).equals(await readFile(stored))).toBe(true);
});

it('shows a correction as a draft beside the approved pages, until it is approved in their stead', async () => {
  const page = folder.path('out', 'approved', SHEET, '2015-10', `${SHEET}-2015-10.es.pdf`);
  await writeFile(folder.path('out', 'approved', SHEET, '2015-10', 'notes.txt'), 'mine');
  const first = await readFile(page);
  await buildCases(folder.path, 50);
  await publish();
  expect(await files('drafts', SHEET, '2015-10')).toEqual(['r2']);
  expect((await readFile(page)).equals(first)).toBe(true);
  await approve(2);
  expect((await readFile(page)).equals(first)).toBe(false);
  expect(await files('approved', SHEET, '2015-10')).toEqual(['notes.txt', ...clean]);
  expect(await files('drafts', SHEET, '2015-10')).toEqual([]);
});
