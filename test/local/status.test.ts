import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, run } from './command-line.ts';
import { plainDefinitions } from './plain-sheet.ts';

let folder: string;
const at = (...parts: string[]): string => join(folder, ...parts);
const status = (...argv: string[]) => run('status', '--state', at('state'), '--exports', at('exports'), ...argv);
const buildAll = () =>
  run(
    'build',
    '--exports',
    at('exports'),
    '--sheet',
    'us-mexico-border',
    '--out',
    at('out'),
    '--state',
    at('state'),
    '--lang',
    'en',
    '--quiet',
    '--definitions',
    plainDefinitions(),
  );

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'factsheets-status-'));
  for (const hotline of ['nhth', 'linea-nacional'])
    await cp(`${ROOT}samples/exports/${hotline}/2015-09`, at('exports', hotline, '2015-09'), { recursive: true });
  await mkdir(at('exports', 'nhth', '2015-11'), { recursive: true });
  await writeFile(
    at('exports', 'nhth', '2015-11', 'victims.csv'),
    'Victim ID,Case Number,Gender,Age at Contact,Nationality\n,C1,Female,SECRET,\n',
  );
  await writeFile(at('exports', 'lost.csv'), 'nothing');
  await rm(at('exports', 'linea-nacional', '2015-09', 'tratantes.csv'));
  await buildAll();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('factsheets status', () => {
  it('lists what is counted, rejected and missing, in the language of each hotline, without a value', async () => {
    const { code, out } = await status();
    expect(code).toBe(0);
    expect(out).toMatch(
      /^ {2}signals {6}counted {5}\d+ records, counted as \d+ signals, received [\d-]+ [\d:]+ \(signals\.csv\)$/mu,
    );
    expect(out).toMatch(
      /^ {2}victims {6}rejected {4}1 record, 1 error, 1 warning, received .*\n {6}1 row has errors.*\n {6}its problems: .*\/problems\/nhth\/2015-11\/victims\.csv\/problems\.csv$/mu,
    );
    expect(out).toMatch(/^ {2}reportes {5}se cuenta {3}\d+ registros, se cuentan \d+ reportes, recibido/mu);
    expect(out).toMatch(/^ {2}tratantes {4}falta$/mu);
    expect(out).toMatch(/lost\.csv {5}rejected/u);
    expect(out.indexOf('nhth 2015-11')).toBeLessThan(out.indexOf('nhth 2015-09'));
    expect(out).toMatch(/^nhth 2015-10\n {2}signals {6}missing$/mu);
    expect(out).toMatch(/^us-mexico-border 2015-\d\d {2}revision 1, incomplete, to be reviewed$/mu);
    expect(out).toMatch(/^next distribution of us-mexico-border: \d+ \w+ \d{4}, 09:00 America\/Mexico_City$/mu);
    expect(out).not.toContain('SECRET');
  });

  it('is narrowed to a hotline and a month, for machines too', async () => {
    const rows: { hotline: string; month: string; table: string; state: string }[] = JSON.parse(
      (await status('--hotline', 'nhth', '--month', '2015-11', '--json')).out,
    );
    expect(rows.map(({ table, state }) => `${table} ${state}`)).toEqual([
      'signals missing',
      'cases missing',
      'victims rejected',
      'traffickers missing',
    ]);
    expect((await status('--hotline', 'nope')).err).toMatch(/no hotline "nope"/u);
  });

  it('no longer lists a misplaced upload that is gone, and says what was removed', async () => {
    await rm(at('exports', 'lost.csv'));
    await rm(at('exports', 'nhth', '2015-09', 'victims.csv'));
    await buildAll();
    const { out } = await status();
    expect(out).not.toContain('lost.csv');
    expect(out).toMatch(/^ {2}victims {6}removed/mu);
  });
});
