import { existsSync } from 'node:fs';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, type Run, run, scratch } from './command-line.ts';

const EXPORTS = fileURLToPath(new URL('../../../shared/data/linea-145/exports', import.meta.url));
const present = existsSync(EXPORTS);
if (!present) console.log('skipped: the real exports of Línea 145 are not beside the repository (shared/data)');

type Row = Readonly<Record<string, string>>;

/** Returns the rows of one file of every month, read by another library; the test counts them independently. */
async function rowsOf(file: string): Promise<Row[]> {
  const months = await readdir(join(EXPORTS, 'linea-145'));
  const texts = await Promise.all(months.map((month) => readFile(join(EXPORTS, 'linea-145', month, file), 'utf8')));
  return texts.flatMap((text) => parse(text, { bom: true, columns: true }) as Row[]);
}

const tally = (values: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};
const MINORITY = ['Transexual', 'Travesti', 'Transgénero', 'Intersex'];
const gender = ({ genero = '' }: Row): string =>
  genero === 'Hombre'
    ? 'male'
    : genero === 'Mujer'
      ? 'female'
      : MINORITY.includes(genero)
        ? 'gender-minority'
        : 'unknown';
const age = ({ edad_aparente = '' }: Row): string => {
  const years = Number(edad_aparente);
  if (edad_aparente === '' || years === 0) return 'unknown';
  return years < 18 ? 'minor' : 'adult';
};

interface Cell {
  readonly key: string;
  readonly count?: number | null;
  readonly class?: { readonly from: number; readonly to: number | null };
}

describe.skipIf(!present)('a real year of Línea 145', () => {
  let folder: Awaited<ReturnType<typeof scratch>>;
  let built: Run;
  let figures: Record<string, { total: number; known?: number; cells: Cell[] }>;
  let referidos: Row[];
  let denuncias: Row[];

  beforeAll(async () => {
    folder = await scratch();
    built = await run('build', '--exports', EXPORTS, '--sheet', 'linea-145', '--out', folder.path('out'));
    figures = JSON.parse(await readFile(folder.path('out', 'linea-145-2020-12.figures.json'), 'utf8')).figures;
    [referidos, denuncias] = [await rowsOf('referidos.csv'), await rowsOf('denuncias.csv')];
  });
  afterAll(() => folder.remove());

  it('builds a complete edition in Spanish and English without a rejected file', async () => {
    expect(built.code).toBe(0);
    expect(built.out).toMatch(/linea-145 2020-12, revision 1, complete/);
    const files = await readdir(folder.path('out'));
    expect(files).toEqual(expect.arrayContaining(['linea-145-2020-12.es.draft.pdf', 'linea-145-2020-12.en.draft.pdf']));
  });

  it('totals the reports, the direct victims and the accused', () => {
    const of = (kind: string): number => referidos.filter(({ referido_tipo }) => referido_tipo === kind).length;
    const totals = ['cases', 'signals', 'victims', 'traffickers'].map((id) => figures[id]?.total);
    expect(totals).toEqual([denuncias.length, denuncias.length, of('Victima directa'), of('Acusado')]);
  });

  it.each([
    ['victims', 'gender', 'Victima directa', gender],
    ['victims', 'age', 'Victima directa', age],
    ['traffickers', 'gender', 'Acusado', gender],
    ['traffickers', 'age', 'Acusado', age],
  ] as const)('counts %s by %s as the rows say, and prints no small count', (people, by, kind, code) => {
    const counts = tally(referidos.filter(({ referido_tipo }) => referido_tipo === kind).map(code));
    const cells = figures[`${people}-by-${by}`]?.cells ?? [];
    expect(cells).toHaveLength(by === 'gender' ? 4 : 3);
    for (const { key, count } of cells) expect([counts[key] ?? 0, null]).toContain(count);
    for (const { key, count } of cells) if ((counts[key] ?? 0) > 0 && (counts[key] ?? 0) < 10) expect(count).toBeNull();
  });

  it('counts the reports of each month, and knows the province of those that name one', () => {
    const months = tally(denuncias.map(({ fecha_ingreso = '' }) => fecha_ingreso.slice(0, 7)));
    expect(figures['cases-by-month']?.cells.map(({ key, count }) => [key, count])).toEqual(
      Object.entries(months).sort(),
    );
    expect(figures['cases-by-state']?.known).toBe(denuncias.filter(({ provincia }) => provincia !== '').length);
  });

  it('puts each province in the class of its count', () => {
    const provinces = tally(denuncias.map(({ provincia = '' }) => provincia));
    const classOf = (key: string) => figures['cases-by-state']?.cells.find((cell) => cell.key === key)?.class;
    const inside = (count: number | undefined, bounds: Cell['class']) =>
      count !== undefined && bounds !== undefined && count >= bounds.from && (bounds.to === null || count <= bounds.to);
    for (const [name, key] of [
      ['Buenos Aires', 'AR-B'],
      ['Córdoba', 'AR-X'],
      ['Salta', 'AR-A'],
      ['La Pampa', 'AR-L'],
    ] as const)
      expect(inside(provinces[name], classOf(key))).toBe(true);
  });

  it('reads the kinds of exploitation as sex, labor, both or other', () => {
    const cells = figures['victims-by-type']?.cells ?? [];
    const subtemas = referidos
      .filter(({ referido_tipo }) => referido_tipo === 'Victima directa')
      .map(({ subtema = '' }) => subtema);
    const sexOnly = subtemas.filter((one) => /^Explotación sexual( niñas, niños y adolescentes)?$/u.test(one)).length;
    expect(cells.find(({ key }) => key === 'sex')?.count).toBeGreaterThanOrEqual(sexOnly);
    expect(cells.map(({ key }) => key).sort()).toEqual(['labor', 'other', 'sex', 'sex-and-labor']);
  });
});

/** Returns how a family of the real year lists itself, with the sheet of each member. */
async function listFamily(folder: Awaited<ReturnType<typeof scratch>>, by: string): Promise<Run> {
  const definitions = folder.path(by, 'definitions');
  for (const name of ['templates', 'codes', 'hotlines', 'boundaries'])
    await cp(`${ROOT}${name}`, join(definitions, name), { recursive: true });
  const place = join(definitions, 'templates', 'linea-145', 'sheet.json');
  const sheet = JSON.parse(await readFile(place, 'utf8'));
  await writeFile(place, JSON.stringify({ ...sheet, family: { by, members: 'all' } }));
  const places = ['--definitions', definitions, '--state', folder.path(by, 'state'), '--out', folder.path(by, 'out')];
  // the sheet has no texts for pages of members: the figures are computed, and no page is drawn
  const built = await run('build', '--exports', EXPORTS, '--sheet', 'linea-145', ...places, '--quiet');
  expect(built.err).toContain('title.member');
  return run('family', 'linea-145', '2020-12', '--state', folder.path(by, 'state'));
}

describe.skipIf(!present)('a real year of Línea 145 as a family', () => {
  let folder: Awaited<ReturnType<typeof scratch>>;
  beforeAll(async () => {
    folder = await scratch();
  });
  afterAll(() => folder.remove());

  it.each([
    ['type', 4],
    ['state', 24],
  ])('by %s: readers of all %i members and of the main sheet learn no small number', async (by, members) => {
    const { code, out } = await listFamily(folder, by);
    expect(out).toContain(`linea-145 2020-12 and ${members} members: confidential`);
    expect(out).not.toContain('cannot be approved together');
    expect(out.match(/ hidden numbers of /gu)).toHaveLength(members + 1);
    expect(code).toBe(0);
  });
});
