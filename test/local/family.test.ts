import { access, cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { casesCsv } from '../steps/state-fixture.ts';
import { ROOT, run, scratch } from './command-line.ts';

const SHEET = 'us-mexico-border';
const TEXAS = `${SHEET}--us-tx`;
const CALIFORNIA = `${SHEET}--us-ca`;

let folder: Awaited<ReturnType<typeof scratch>>;
let state: string[];
beforeAll(async () => {
  folder = await scratch();
  state = ['--state', folder.path('state')];
  await writeExport('2015-10');
  for (const name of ['templates', 'codes', 'hotlines', 'boundaries'])
    await cp(`${ROOT}${name}`, folder.path('definitions', name), { recursive: true });
  const place = folder.path('definitions', 'templates', SHEET, 'sheet.json');
  const sheet = JSON.parse(await readFile(place, 'utf8'));
  await writeFile(
    place,
    JSON.stringify({ ...sheet, languages: ['en'], public: true, family: { by: 'state', members: ['US-TX', 'US-CA'] } }),
  );
  await build();
});
afterAll(() => folder.remove());

async function writeExport(month: string): Promise<void> {
  await mkdir(folder.path('exports', 'nhth', month), { recursive: true });
  const cases = Array.from({ length: 11 }, (_, index) => [`${month}-${index}`, `${month}-02`] as const);
  await writeFile(folder.path('exports', 'nhth', month, 'cases.csv'), casesCsv(...cases));
}

function build(...words: string[]) {
  const places = ['--exports', folder.path('exports'), '--out', folder.path('out'), ...state];
  return run('build', '--sheet', SHEET, ...places, '--definitions', folder.path('definitions'), '--quiet', ...words);
}

const familyOf = (month: string, ...words: string[]) => run('family', SHEET, month, ...state, ...words);
const family = (...words: string[]) => familyOf('2015-10', ...words);
const shownState = async (month = '2015-10'): Promise<string> =>
  /--approve ([0-9a-f]{12}) /u.exec((await familyOf(month)).out)?.[1] ?? '';
const isCopied = (sheet: string): Promise<boolean> =>
  access(folder.path('out', 'approved', sheet, '2015-10')).then(
    () => true,
    () => false,
  );

describe('factsheets family', () => {
  it('lists every sheet with its revision, and how to approve them', async () => {
    const { code, out } = await family();
    expect(code).toBe(2);
    for (const id of [SHEET, TEXAS, CALIFORNIA])
      expect(out).toMatch(new RegExp(`${id} +revision 1; not decided; .*needs a reason: incomplete`, 'u'));
    expect(out).toContain(`factsheets family ${SHEET} 2015-10 --approve `);
  });

  it('refuses revisions that were not seen, and a decision without a name', async () => {
    expect((await family('--approve', '000000000000', '--by', 'Ana')).err).toContain('not those you have seen');
    expect((await family('--approve', '000000000000')).err).toContain('--by');
    expect((await family('--approve', 'a', '--reject', 'b', '--by', 'Ana')).err).toContain('not both');
  });

  it('refuses a sheet without a family', async () => {
    const { code, err } = await run('family', 'linea-145', '2015-10', ...state);
    expect(code).toBe(1);
    expect(err).toContain('linea-145 does not have a family; use factsheets review and approve');
  });

  it('approves all sheets but the exceptions, and copies their pages', async () => {
    const decision = ['--approve', await shownState(), '--by', 'Ana', '--reason', 'a test', '--except', CALIFORNIA];
    const { code, out, err } = await family(...decision);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`${TEXAS} 2015-10, revision 1: approved by Ana`);
    expect(out).not.toContain(`${CALIFORNIA} 2015-10, revision 1: approved`);
    expect(await isCopied(TEXAS)).toBe(true);
    expect(await isCopied(CALIFORNIA)).toBe(false);
    expect((await family()).out).toMatch(new RegExp(`${TEXAS} +revision 1; approved by Ana`, 'u'));
  });

  it('has pictures for previews of links to every edition of the main sheet, and to the newest of a member', async () => {
    await writeExport('2016-01');
    await build();
    const decision = ['--approve', await shownState('2016-01'), '--by', 'Ana', '--reason', 'a test'];
    expect((await familyOf('2016-01', ...decision)).code).toBe(0);
    expect((await familyOf('2016-01')).out).not.toContain('to approve');
    const site = folder.path('site');
    expect((await run('public', site, '--address', 'https://figures.example.org', ...state)).code).toBe(0);
    const pictures = (await readdir(site, { recursive: true })).filter((name) => name.endsWith('.png'));
    expect(pictures.toSorted()).toEqual([
      `${CALIFORNIA}/files/2016-01/preview.en.png`,
      `${TEXAS}/files/2016-01/preview.en.png`,
      `${SHEET}/files/2015-10/preview.en.png`,
      `${SHEET}/files/2016-01/preview.en.png`,
    ]);
    const page = await readFile(`${site}/${TEXAS}/en/2016-01/index.html`, 'utf8');
    expect(page).toContain(`${TEXAS}/files/2016-01/preview.en.png"/>`);
    expect(await readFile(`${site}/${TEXAS}/en/2015-10/index.html`, 'utf8')).not.toContain('og:image');
  });
});
