import { cp, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { casesCsv } from '../steps/state-fixture.ts';
import { ROOT, type Run, run, scratch } from './command-line.ts';
import { pdfText } from './pdf-text.ts';
import { plainDefinitions } from './plain-sheet.ts';

let folder: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  folder = await scratch();
});
afterAll(() => folder.remove());

const SHEET = ['--sheet', 'us-mexico-border'];
/** Builds the border sheet with its own page. */
const buildShipped = (exports: string, out: string, ...more: string[]) =>
  run('build', '--exports', folder.path(exports), ...SHEET, '--out', folder.path(out), ...more);
/** Builds the border sheet with a plain page. */
const build = (exports: string, out: string, ...more: string[]) =>
  buildShipped(exports, out, ...more, '--definitions', plainDefinitions());

async function put(exports: string, path: string, content: string): Promise<void> {
  const full = folder.path(exports, path);
  await mkdir(full.slice(0, full.lastIndexOf('/')), { recursive: true });
  await writeFile(full, content);
}

describe('building an incomplete edition', () => {
  it('ends with 2, names what is missing, and still writes the draft, marked', async () => {
    await put('few', 'nhth/2015-10/cases.csv', casesCsv(['A1', '2015-10-02']));
    const { code, out } = await buildShipped('few', 'few-out');
    expect(code).toBe(2);
    expect(out).toContain('missing nhth 2015-09 signals');
    expect(out).toMatch(/us-mexico-border 2015-10, revision 1, incomplete: 15 tables missing/);
    const annex = JSON.parse(await readFile(folder.path('few-out', 'us-mexico-border-2015-10.figures.json'), 'utf8'));
    expect(annex.complete).toBe(false);
    expect(annex.missing).toHaveLength(15);
    expect(annex.figures.cases.total).toBeNull();
    const [en] = await pdfText(folder.path('few-out', 'us-mexico-border-2015-10.en.draft.pdf'));
    const [es] = await pdfText(folder.path('few-out', 'us-mexico-border-2015-10.es.draft.pdf'));
    expect(en).toMatch(/DRAFT, INCOMPLETE/iu);
    expect(es).toMatch(/BORRADOR, INCOMPLETO/iu);
    expect(en).toContain('‡');
  });

  it('takes the last month of any hotline of the sheet, or the one asked for', async () => {
    await put('few', 'linea-nacional/2015-11/casos.csv', 'nothing');
    expect((await build('few', 'last', '--lang', 'en', '--json')).out).toContain('"month": "2015-11"');
    const asked = await build('few', 'asked', '--through', '2015-09', '--lang', 'es');
    expect(asked.out).toContain('us-mexico-border 2015-09');
    expect(await readdir(folder.path('asked'))).toEqual(
      expect.arrayContaining(['us-mexico-border-2015-09.es.draft.pdf', 'us-mexico-border-2015-09.figures.csv']),
    );
    expect((await readdir(folder.path('asked'))).filter((name) => name.includes('.en.'))).toEqual([]);
  });
});

it('keeps the hashes of uploads in the state, for its owner only, and reads none of them again', async () => {
  await mkdir(folder.path('linked', 'nhth'), { recursive: true });
  // files of the program: old enough for their hashes to be kept
  await symlink(`${ROOT}samples/exports/nhth/2016-05`, folder.path('linked', 'nhth', '2016-05'));
  const inState = ['--state', folder.path('linked-state'), '--json'];
  await build('linked', 'linked-out', ...inState);
  const hashes = folder.path('linked-state', 'upload-hashes');
  expect((await stat(hashes)).mode & 0o777).toBe(0o600);
  const [stored, before] = [await readFile(hashes, 'utf8'), await stat(hashes)];
  for (const file of ['cases', 'signals', 'traffickers', 'victims'])
    expect(stored).toContain(`"exports/nhth/2016-05/${file}.csv"`);
  const again = JSON.parse((await build('linked', 'linked-out', ...inState)).out);
  expect(again.exports.map(({ status }: { status: string }) => status)).toEqual(Array(4).fill('unchanged'));
  expect((await stat(hashes)).ino).toBe(before.ino); // nothing was hashed, so nothing was written
});

describe('building through a month', () => {
  it('reaches one month beyond the last export, and leaves out months that have not begun', async () => {
    await put('early', 'nhth/2015-10/cases.csv', casesCsv(['A1', '2015-10-02']));
    const next = await build('early', 'early-out', '--through', '2015-11', '--lang', 'en', '--json');
    expect(JSON.parse(next.out)).toMatchObject({ month: '2015-11', complete: false });
    await put('early', 'nhth/2999-10/cases.csv', casesCsv(['A1', '2015-10-02']));
    const last = JSON.parse((await build('early', 'early-out', '--lang', 'en', '--json')).out);
    expect(last.month).toBe('2015-10');
    expect(last.exports[1]).toMatchObject({
      status: 'rejected',
      tables: [{ reason: expect.stringContaining('is not a month that has begun (2999-10 has not begun).') }],
    });
  });
});

describe('building with a rejected export', () => {
  /** A quiet build of a file with contradicting rows and of one with a long name, in a state made by hand. */
  let quiet: Run;
  beforeAll(async () => {
    await put('own', 'nhth/2015-10/cases.csv', casesCsv(['A1', '2015-10-02'], ['A1', '2015-10-03']));
    await put('own', `nhth/2015-11/${'a'.repeat(250)}.csv`, 'nothing');
    await mkdir(folder.path('own-state'), { mode: 0o755 });
    quiet = await build('own', 'own-out', '--lang', 'en', '--quiet', '--state', folder.path('own-state'));
  });

  it('ends with 2, names the key, the record and the column, and writes its problems', async () => {
    await cp(`${ROOT}samples/exports/nhth/2016-03`, folder.path('bad/nhth/2016-03'), { recursive: true });
    const path = folder.path('bad', 'nhth', '2016-03', 'victims.csv');
    await writeFile(path, 'Victim ID,Case Number,Gender,Age at Contact,Nationality\n,C1,Female,Adult,SECRET\n');
    const { code, out, err } = await build('bad', 'bad-out', '--lang', 'en');
    expect(code).toBe(2);
    expect(out).toContain('rejected exports/nhth/2016-03/victims.csv (victims): 1 row has errors');
    expect(out).toMatch(/row 2 \(record 1\), column A \(Victim ID\):/);
    const annex = JSON.parse(await readFile(folder.path('bad-out', 'us-mexico-border-2016-03.figures.json'), 'utf8'));
    expect(annex.missing).toContainEqual({ hotline: 'nhth', month: '2016-03', table: 'victims' });
    expect(`${out}${err}`).not.toContain('SECRET');
    const problems = await readFile(
      folder.path('bad-out', 'problems', 'nhth', '2016-03', 'victims.csv', 'problems.csv'),
      'utf8',
    );
    expect(problems).toMatch(/^\uFEFF"row","record","column","severity","problem","value"/);
    expect(problems).toMatch(/"2","1","Victim ID","error","id-empty: /);
  });

  it('makes problems, with their values, private to their owner, in OUT and in a state made by hand', async () => {
    for (const kept of [folder.path('own-out', 'problems'), folder.path('own-state', 'problems')]) {
      const entries = await readdir(kept, { recursive: true, withFileTypes: true });
      expect(entries.some((entry) => entry.isFile())).toBe(true);
      for (const entry of entries) {
        const { mode } = await stat(`${entry.parentPath}/${entry.name}`);
        expect((mode & 0o777).toString(8), entry.name).toEqual(entry.isFile() ? '600' : '700');
      }
      expect((await stat(kept)).mode & 0o777).toBe(0o700);
    }
  });

  it('keeps the problems of current uploads in its state, not those of fixed or deleted ones', async () => {
    const kept = async () =>
      (await readdir(folder.path('swept-state', 'problems'), { recursive: true })).filter((path) =>
        /\.csv\/problems\.csv$/u.test(path),
      );
    const again = () => build('swept', 'swept-out', '--lang', 'en', '--quiet', '--state', folder.path('swept-state'));
    await put('swept', 'nhth/2015-10/cases.csv', casesCsv(['A1', '2015-10-02'], ['A1', '2015-10-03']));
    await put('swept', 'nhth/2015-09/cases.csv', casesCsv(['A2', '2015-09-02'], ['A2', '2015-09-02']));
    await put('swept', 'nhth/wrong/deep/cases.csv', 'nothing');
    await again();
    expect(await kept()).toHaveLength(3);
    await put('swept', 'nhth/2015-10/cases.csv', casesCsv(['A1', '2015-10-02']));
    await rm(folder.path('swept', 'nhth', 'wrong'), { recursive: true });
    await again();
    await again();
    expect(await kept()).toEqual([expect.stringMatching(/^nhth\/2015-09\//u)]);
    expect(await readdir(folder.path('swept-out', 'problems', 'nhth', '2015-09'))).toEqual(['cases.csv']);
  });

  it('writes the problems of a file whose name is as long as a disk takes', async () => {
    expect(await readdir(folder.path('own-out', 'problems', 'nhth', '2015-11'))).toEqual([
      expect.stringMatching(/^a{60}~[0-9a-f]{16}$/u),
    ]);
  });

  it('keeps quiet when asked, but not about what was rejected', () => {
    const { code, out, err } = quiet;
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/^rejected exports\/nhth\/2015-10\/cases\.csv/m);
  });
});

describe('a state that is used again', () => {
  it('withdraws an export that is gone from the folder', async () => {
    await put(
      'gone',
      'nhth/2015-10/cases.csv',
      casesCsv(...Array.from({ length: 12 }, (_, at) => [`A${at}`, '2015-10-02'] as const)),
    );
    await put('gone', 'nhth/2015-11/cases.csv', casesCsv(['B', '2015-11-02']));
    const state = ['--state', folder.path('gone-state'), '--through', '2015-11', '--lang', 'en', '--json'];
    expect(JSON.parse((await build('gone', 'gone-out', ...state)).out)).toMatchObject({
      revision: 1,
      figures: { cases: 13 },
    });
    await rm(folder.path('gone', 'nhth', '2015-11'), { recursive: true });
    const after = JSON.parse((await build('gone', 'gone-out', ...state)).out);
    expect(after).toMatchObject({ revision: 2, figures: { cases: 12 } });
    expect(after.exports).toContainEqual({ key: 'exports/nhth/2015-11/cases.csv', status: 'withdrawn', tables: [] });
    await rm(folder.path('gone', 'nhth'), { recursive: true });
    for (const revision of [3, 3])
      expect(JSON.parse((await build('gone', 'gone-out', ...state)).out)).toMatchObject({
        revision,
        figures: { cases: 0 },
      });
  });
});

describe('a user’s mistake', () => {
  it.each([
    [['build'], /--exports is missing/],
    [
      ['build', '--exports', 'x', '--sheet', 'us-mexico-border', '--out', 'o', '--lang', 'de'],
      /unsupported language "de"; use en, es, fr, pt/,
    ],
    [
      ['build', '--exports', 'x', '--sheet', 'us-mexico-border', '--out', 'o', '--through', '2017-13'],
      /is not a month; write YYYY-MM/,
    ],
    [
      ['build', '--exports', `${ROOT}docs`, '--sheet', 'nope', '--out', 'o'],
      /there is no sheet "nope"; the sheets are .*linea-145, .*us-mexico-border/,
    ],
    [
      ['build', '--exports', '/nowhere/at/all', '--sheet', 'us-mexico-border', '--out', 'o'],
      /there is no folder \/nowhere\/at\/all/,
    ],
    [['build', '--exports', 'x', '--colour'], /--colour/],
    [
      ['build', '--exports', `${ROOT}samples/exports`, ...SHEET, '--out', 'o', '--through', '2099-01'],
      /--through 2099-01: the last month with an export of us-mexico-border is 2017-07; .* to 2017-08/,
    ],
    [
      ['build', '--exports', `${ROOT}samples/exports`, ...SHEET, '--out', 'o', '--through', '2015-08'],
      /--through 2015-08: us-mexico-border counts from 2015-09-30 on: its first edition is 2015-09/,
    ],
    [
      ['build', '--exports', `${ROOT}docs`, '--sheet', 'us-mexico-border', '--out', 'o'],
      /no exports of sheet us-mexico-border: --exports must contain nhth\/<YYYY-MM>\//,
    ],
    [['check', 'nowhere.csv', '--hotline', 'nhth', '--table', 'cases'], /there is no file nowhere\.csv/],
    [
      ['check', `${ROOT}samples`, '--hotline', 'nhth', '--table', 'cases'],
      /samples is a folder; --table can be used only with one file/,
    ],
    [
      ['check', `${ROOT}samples/key`, '--hotline', 'nope', '--table', 'cases'],
      /there is no hotline "nope"; the hotlines are linea-145, .*linea-nacional, .*nhth/,
    ],
    [
      ['check', `${ROOT}samples/key`, '--hotline', 'nhth', '--table', 'casos'],
      /nhth has no table "casos"; it has signals, cases, victims, traffickers/,
    ],
    [['fly'], /no command "fly"; the commands are check, .*sheets, .*build, .*restore \(factsheets --help\)/],
  ])('is reported in one line without a stack trace: %j', async (argv, message) => {
    const { code, err } = await run(...argv);
    expect(code).toBe(1);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
  });
});

describe('checking a file', () => {
  it('shows its problems by row and column, without values, and stores nothing', async () => {
    await put('check', 'export.csv', casesCsv(['A1', '2016-05-01'], ['A2', 'SECRET'], ['A3', '2016-06-01']));
    const month = ['--month', '2016-05'];
    const { code, out } = await run(
      'check',
      folder.path('check', 'export.csv'),
      '--hotline',
      'nhth',
      '--table',
      'cases',
      ...month,
    );
    expect(code).toBe(2);
    expect(out).toMatch(
      /^error \[date-unreadable\] A date is .*\n {2}column B \(Date Opened\), row 3: expected YYYY-MM-DD or M\/D\/YYYY$/mu,
    );
    expect(out).toMatch(
      /^error \[date-after-month\] A date is .*\n {2}column B \(Date Opened\), row 4: the month ends on May 31, 2016$/mu,
    );
    expect(out).toMatch(/export\.csv \(cases\): rejected; 3 records, 2 rows with errors \(none allowed\), 0 warnings/);
    expect(out).not.toContain('SECRET');
  });

  it('ends with 0 for a file that would be accepted, and takes the canonical name of a table too', async () => {
    const casos = `${ROOT}samples/exports/linea-nacional/2016-05/casos.csv`;
    for (const table of ['casos', 'cases'])
      expect(await run('check', casos, '--hotline', 'linea-nacional', '--table', table, '--json')).toMatchObject({
        code: 0,
      });
  });
});

describe('checking what an upload would be rejected for', () => {
  const check = (...argv: string[]) => run('check', ...argv, '--hotline', 'nhth', '--table', 'cases');

  it('holds the one file of an archive to its name', async () => {
    const archive = new ZipFile();
    archive.addBuffer(Buffer.from(casesCsv(['A1', '2016-05-01'])), 'export.csv');
    archive.end();
    await mkdir(folder.path('check'), { recursive: true });
    await writeFile(folder.path('check', 'month.zip'), archive.outputStream);
    const { code, out } = await check(folder.path('check', 'month.zip'), '--month', '2016-05');
    expect(code).toBe(2);
    expect(out).toMatch(/^rejection \[no-such-table\]/mu);
  });

  it('refuses a month that has not begun', async () => {
    await put('check', 'cases.csv', casesCsv(['A1', '2016-05-01']));
    const { code, out } = await check(folder.path('check', 'cases.csv'), '--month', '2999-12');
    expect(code).toBe(2);
    expect(out).toMatch(/^rejection \[no-such-month\] .*\n {2}2999-12 has not begun$/mu);
    expect(out).toMatch(/^cases\.csv: rejected; 0 records/mu);
  });
});

describe('what is installed', () => {
  it('is listed for people and for machines', async () => {
    expect((await run('sheets')).out).toMatch(
      /^linea-145 [\s\S]*\nus-mexico-border {2}from 2015-09-30, hotlines nhth, linea-nacional/,
    );
    expect(JSON.parse((await run('sheets', '--json')).out).length).toBeGreaterThanOrEqual(2);
    expect((await run('hotlines')).out).toContain('linea-145/<YYYY-MM>/denuncias.csv  counted as signals, cases');
    const hotlines = JSON.parse((await run('hotlines', '--json')).out).map(({ id }: { id: string }) => id);
    expect(hotlines).toEqual(expect.arrayContaining(['linea-145', 'linea-nacional', 'nhth']));
    expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringMatching(/^ {2}build +make the pages/mu) });
    expect((await run()).code).toBe(1);
  });
});
