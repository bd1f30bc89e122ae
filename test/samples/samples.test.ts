import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeBadFiles, writeExpectations, writeExports } from '../../samples/generate.ts';
import { type ReadFile, readAll } from './naive-reading.ts';
import { type Recount, recount } from './naive-recount.ts';

const samples = fileURLToPath(new URL('../../samples/', import.meta.url));
let files: ReadFile[];
let counted: Recount;

beforeAll(async () => {
  files = await readAll(join(samples, 'exports'));
  counted = recount(files);
});

function contents(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
  const ordinary = paths.filter((path) => statSync(path).isFile()).sort();
  return new Map(ordinary.map((path) => [relative(folder, path), readFileSync(path).toString('base64')]));
}

describe('the generator', () => {
  const temporary = mkdtempSync(join(tmpdir(), 'samples-'));
  afterAll(() => rmSync(temporary, { recursive: true, force: true }));

  it('makes the committed exports again, byte by byte', async () => {
    await writeExports(join(temporary, 'exports'));

    const made = contents(join(temporary, 'exports'));
    expect([...made.keys()]).toEqual([...contents(join(samples, 'exports')).keys()]);
    expect(made).toEqual(contents(join(samples, 'exports')));
  });

  it('makes the committed expectations and bad files again, byte by byte', async () => {
    await writeExpectations(temporary);
    await writeBadFiles(join(temporary, 'bad'));

    expect(readFileSync(join(temporary, 'expected-figures.json'))).toEqual(
      readFileSync(join(samples, 'expected-figures.json')),
    );
    expect(contents(join(temporary, 'bad'))).toEqual(contents(join(samples, 'bad')));
  });
});

describe('the sample exports', () => {
  it('hold every table of every month of both hotlines', () => {
    const expected = ['linea-nacional', 'nhth'].flatMap((hotline) => {
      const stems = hotline === 'nhth' ? 'signals cases victims traffickers' : 'reportes casos victimas tratantes';
      const months = [...new Set(files.map((file) => file.month))];
      return months.flatMap((month) => stems.split(' ').map((stem) => `${hotline}/${month}/${stem}`));
    });

    const present = files.map((file) => `${file.hotline}/${file.month}/${file.stem}`);
    expect(present.toSorted()).toEqual(expected.toSorted());
    expect(present).toHaveLength(23 * 4 * 2);
  });

  it('have no error that would reject a table', () => {
    expect(counted.errors).toEqual([]);
  });

  it('come out at the published figures when counted by another route', () => {
    const top = (id: string, n: number) =>
      Object.entries(counted.figures[id]!.cells!)
        .filter(([key]) => !['unknown', 'other-labor', 'other-sex'].includes(key))
        .toSorted((a, b) => b[1] - a[1])
        .slice(0, n + 1);

    expect(['signals', 'cases', 'victims', 'traffickers'].map((id) => counted.figures[id]!.total)).toEqual([
      1189, 727, 1257, 982,
    ]);
    expect(counted.figures['cases-by-state']).toMatchObject({ total: 727, known: 469 });
    expect(counted.figures['victims-by-type']!.cells).toEqual({ labor: 793, sex: 389, 'sex-and-labor': 50, other: 25 });
    const labor = top('top-labor-industries', 3);
    expect(labor.slice(0, 3)).toEqual([
      ['agriculture', 329],
      ['domestic-work', 91],
      ['illicit-activities', 72],
    ]);
    expect(labor[3]![1]).toBeLessThan(72);
    const sex = top('top-sex-types', 3);
    expect(sex.slice(0, 3)).toEqual([
      ['residence', 78],
      ['hotel-motel', 58],
      ['escort', 38],
    ]);
    expect(sex[3]![1]).toBeLessThan(38);
    expect(counted.figures['victims-by-gender']!.cells).toEqual({
      male: 572,
      female: 609,
      'gender-minority': 12,
      unknown: 64,
    });
    const nationalities = top('victims-by-nationality', 4);
    expect(nationalities.slice(0, 4)).toEqual([
      ['MX', 758],
      ['US', 117],
      ['HN', 57],
      ['GT', 30],
    ]);
    expect(nationalities[4]![1]).toBeLessThan(30);
    expect(counted.figures['victims-by-age']!.cells).toEqual({ adult: 881, minor: 203, unknown: 173 });
  });

  it('come out at the figures of the target page for traffickers', () => {
    expect(counted.figures['traffickers-by-gender']!.cells).toEqual({
      male: 611,
      female: 268,
      'gender-minority': 11,
      unknown: 92,
    });
    expect(counted.figures['traffickers-by-nationality']!.cells).toMatchObject({ MX: 417, US: 161, GT: 21, HN: 13 });
    expect(counted.figures['traffickers-by-age']!.cells).toEqual({ adult: 640, minor: 14, unknown: 328 });
  });

  it('put every state in the class of the target legend', () => {
    const classOf = (count: number) => (count >= 50 ? '50+' : count >= 25 ? '25-49' : count >= 10 ? '10-24' : '1-9');
    const classes: Record<string, string[]> = {};
    for (const [state, count] of Object.entries(counted.figures['cases-by-state']!.cells!).toSorted())
      classes[classOf(count)] = [...(classes[classOf(count)] ?? []), state];

    expect(classes).toEqual({
      '50+': ['US-CA', 'US-TX'],
      '25-49': ['MX-CMX', 'MX-PUE', 'US-FL', 'US-NC'],
      '10-24': 'MX-BCN MX-CHP MX-JAL MX-MEX MX-OAX MX-TLA MX-VER US-AZ US-GA US-IL US-NY US-WA'.split(' '),
      '1-9': 'MX-COL MX-GRO MX-NLE MX-ROO MX-YUC US-AK US-HI US-NM US-NV US-OR US-PR'.split(' '),
    });
  });

  it('have months of ten or more after a first day of none', () => {
    for (const id of ['signals-by-month', 'cases-by-month', 'victims-by-month']) {
      const [first, ...later] = Object.values(counted.figures[id]!.cells!);
      expect(first).toBe(0);
      expect(later).toHaveLength(22);
      expect(Math.min(...later)).toBeGreaterThanOrEqual(10);
    }
  });

  it('come out at every cell of expected-figures.json', () => {
    expect(counted.figures).toEqual(JSON.parse(readFileSync(join(samples, 'expected-figures.json'), 'utf8')));
  });

  it('stay small', () => {
    const bytes = [...contents(join(samples, 'exports')).values()].reduce((sum, text) => sum + text.length * 0.75, 0);
    expect(bytes).toBeLessThan(1_500_000);
  });
});
