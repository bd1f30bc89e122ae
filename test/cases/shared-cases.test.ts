import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEY_FILE, ROOT, run, scratch } from '../local/command-line.ts';

/**
 * The inputs that failed when outside reviewers tried them, each with its expected result. They are stored next to the
 * repository; tests of the same kinds, with our own inputs, are next to the modules concerned.
 */
const CASES = fileURLToPath(new URL('../../../shared/cases/', import.meta.url));
const present = existsSync(CASES);
if (!present) console.log('not run: the cases of the reviewers are not beside the repository (shared/cases)');

interface Problem {
  readonly record: number | null;
  readonly problem: string;
  readonly column: string | null;
}

interface Table {
  readonly table: string | null;
  readonly status: string;
  readonly records: number;
  readonly counts: readonly { problem: string; column: string | null; count: number }[];
  readonly problems: readonly Problem[];
}

/** Returns what `check --json` finds in a file, by table. */
async function check(file: string, hotline: string, table: string): Promise<Table[]> {
  const options = ['--hotline', hotline, '--table', table, '--month', '2017-07', '--json'];
  const { out } = await run('check', join(CASES, file), ...options);
  return JSON.parse(out) as Table[];
}

const found = ([table]: readonly Table[]): string[] =>
  (table?.counts ?? []).map(({ problem, column, count }) => `${problem} ${column ?? '-'} ${count}`);

describe.runIf(present)('a case of the reviewers', () => {
  let folder: Awaited<ReturnType<typeof scratch>>;

  /**
   * The program's definitions with k = 3 and one month, so that a dozen records make an edition whose totals are
   * printed.
   */
  beforeAll(async () => {
    folder = await scratch();
    await mkdir(folder.path('k3'));
    for (const name of ['hotlines', 'codes', 'templates', 'boundaries'])
      await cp(join(ROOT, name), folder.path('k3', name), { recursive: true });
    const path = folder.path('k3', 'templates', 'us-mexico-border', 'sheet.json');
    const sheet = JSON.parse(await readFile(path, 'utf8'));
    sheet.threshold = 3;
    sheet.period.from = '2017-07-01';
    for (const figure of sheet.figures) if (figure.classes) figure.classes[0] = 3;
    await writeFile(path, JSON.stringify(sheet));
  });
  afterAll(() => folder.remove());

  let builds = 0;

  async function build(exports: string) {
    const options = ['--sheet', 'us-mexico-border', '--definitions', folder.path('k3'), '--lang', 'en', '--json'];
    const { out, code } = await run(
      ...['build', '--exports', join(CASES, exports), '--out', folder.path(`out-${builds++}`)],
      ...[...options, '--key', KEY_FILE],
    );
    return {
      code,
      built: JSON.parse(out) as { complete: boolean; figures: Record<string, number>; orphans?: unknown },
    };
  }

  it('001: a row whose first cell has a line break is read or reported, never lost', async () => {
    const [spaced] = await check('001-broken-first-cell-vanishes/cases.csv', 'nhth', 'cases');
    expect(spaced).toMatchObject({ status: 'accepted', records: 12 });
    const [nickname] = await check('001-broken-first-cell-vanishes/victims-nickname.csv', 'nhth', 'victims');
    expect(nickname?.records).toBe(4);
    expect((await build('001-broken-first-cell-vanishes/exports')).built.figures).toMatchObject({
      cases: 12,
      victims: 24,
    });
  });

  it.each(['UTC', 'Europe/Madrid', 'America/Mexico_City'])('003: dates are the same in %s', async (zone) => {
    const before = process.env.TZ;
    process.env.TZ = zone;
    try {
      const { built } = await build('003-iso-date-cells-follow-the-clock/exports');
      expect(built.figures).toMatchObject({ cases: 12 });
      for (const file of ['late.xlsx', 'date1904.xlsx'])
        expect(await check(`003-iso-date-cells-follow-the-clock/${file}`, 'nhth', 'cases')).toMatchObject([
          { status: 'accepted' },
        ]);
    } finally {
      process.env.TZ = before;
      if (before === undefined) delete process.env.TZ;
    }
  });

  it('004: 2001.0 is the id 2001', async () => {
    expect((await build('004-partner-id-2001.0-counts-twice/exports')).built.figures).toMatchObject({ cases: 16 });
  });

  it('005: NA is not Namibia', async () => {
    expect(found(await check('005-na-is-not-namibia/victims.csv', 'nhth', 'victims'))).toEqual([
      'value-unknown Nationality 10',
    ]);
    const [table] = await check('005-na-is-not-namibia/nationalities.csv', 'linea-nacional', 'victimas');
    const counts = ['column-unknown', 'value-unknown'].map((problem) => ({ problem, column: 'Nacionalidad' }));
    expect(table).toMatchObject({ status: 'accepted', counts });
  });

  it('007: M is mujer in a Mexican export', async () => {
    expect(found(await check('007-sexo-m-is-mujer/victimas.csv', 'linea-nacional', 'victimas'))).toEqual([]);
    const { built } = await build('007-sexo-m-is-mujer/exports');
    expect(built.complete).toBe(true);
  });

  it('008: ids that have lost their form are warned of, and people without a case are counted', async () => {
    expect(found(await check('008-mangled-ids-lose-everybody/ids.csv', 'nhth', 'victims')).join()).toMatch(
      /id-altered/u,
    );
    for (const file of ['ids.xlsx', 'dates-and-ids.xlsx'])
      expect(
        (await check(`008-mangled-ids-lose-everybody/${file}`, 'nhth', 'victims')).flatMap(({ counts }) => counts),
      ).toEqual(expect.arrayContaining([expect.objectContaining({ problem: expect.stringMatching(/^id-/u) })]));
    const { built } = await build('008-mangled-ids-lose-everybody/exports');
    expect(JSON.stringify(built)).toContain('"orphans"');
  });

  it('010: an archive packed by another method is rejected, and all else is built', async () => {
    const { code, built } = await build('010-zip-method-ends-the-build/exports');
    expect(code).toBe(2);
    expect(built.figures.cases).toBeGreaterThan(0);
  });

  it.each([
    ['011-no-cell-references/r02-no-r-on-cells.xlsx', 'victims'],
    ['013-workbook22-xml/r09-workbook2.xlsx', 'victims'],
    ['016-numfmt-60-date/r40-numfmt-below-164.xlsx', 'cases'],
  ])('%s is read as Excel reads it', async (file, table) => {
    const read = await check(file, 'nhth', table);
    expect(read.filter(({ status }) => status !== 'accepted')).toEqual([]);
    expect(read.filter((one) => one.table !== null).map(({ records }) => records)).toEqual(
      read.filter((one) => one.table !== null).map(() => 3),
    );
  });

  it('011: an export of Power BI is read', async () => {
    expect(await check('011-no-cell-references/powerbi-like.xlsx', 'nhth', 'victims')).toMatchObject([
      { status: 'accepted', records: 1 },
    ]);
  });

  it.each(['mac-roman.csv', 'cp850.csv', 'one-bad-byte.csv'])(
    '018: %s is reported as an unreadable encoding',
    async (file) => {
      const [table] = await check(`018-encoding-told-as-missing-heading/${file}`, 'linea-nacional', 'victimas');
      expect(table?.counts.map(({ problem }) => problem)).toEqual(['not-decodable']);
    },
  );

  it('019: a password and a workbook inside an archive are reported as what they are', async () => {
    const [locked] = await check('019-password-and-zip-messages/password.xlsx', 'nhth', 'victims');
    expect(locked?.problems[0]?.problem).toMatch(/password/u);
    const packed = await check('019-password-and-zip-messages/xlsx-in.zip', 'nhth', 'victims');
    expect(JSON.stringify(packed)).toMatch(/is a workbook/u);
  });

  it('020: VERDADERO and FALSO are yes and no, and so are other usual spellings', async () => {
    const [table] = await check('020-linea-nacional-booleans/flags.csv', 'linea-nacional', 'casos');
    const records = (table?.problems ?? []).map(({ record }) => record);
    expect(records).toEqual([18, 19, 20, 21, 22, 23, 24]); // X, an empty cell, "-" and letters that were lost
  });
});
