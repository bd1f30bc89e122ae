import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, run, scratch } from './command-line.ts';
import { pdfText } from './pdf-text.ts';

const TABLE = `Entidad;Año;Edad;Casos;Hombres;Mujeres
Jalisco;2022;0 a 11 años;11;12;14
Jalisco;2022;12-17;20;3;31
Oaxaca;2023;18 y más;30;22;40
Oaxaca;2023;15-20;9;8;5
Puebla;S/D;12-17;37;40;41
`;

let folder: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  folder = await scratch();
  await cp(`${ROOT}codes`, folder.path('definitions', 'codes'), { recursive: true });
  await cp(`${ROOT}test/local/wide`, folder.path('definitions'), { recursive: true });
  await mkdir(folder.path('definitions', 'boundaries'), { recursive: true });
  await mkdir(folder.path('exports', 'registro', '2023-12'), { recursive: true });
  await writeFile(folder.path('exports', 'registro', '2023-12', 'tabla.csv'), TABLE);
});
afterAll(() => folder.remove());

describe('a table with a column per sex and bands of ages', () => {
  it('becomes a sheet by definitions alone, which says what it leaves out', async () => {
    const place = (option: string, name: string) => [`--${option}`, folder.path(name)];
    const { code, out } = await run(
      ...['build', '--sheet', 'people', ...place('exports', 'exports'), ...place('out', 'out')],
      ...place('definitions', 'definitions'),
    );
    // 2: the earlier years of the period are missing
    expect(code).toBe(2);
    expect(out).toContain('not counted, too little is known of their dates: registro 37 cases, 0 signals');
    const annex = JSON.parse(await readFile(folder.path('out', 'people-2023-12.figures.json'), 'utf8'));
    const cells = (id: string): string[] =>
      annex.figures[id].cells.map(({ key, count }: { key: string; count: number | null }) => `${key} ${count ?? '‡'}`);
    expect([annex.figures.cases.total, annex.figures.victims.total, annex.undated]).toEqual([70, 135, { cases: 30 }]);
    expect(cells('victims-by-gender')).toEqual(['male 45', 'female 90', 'gender-minority 0', 'unknown 0']);
    expect(cells('victims-by-age')).toEqual(['0-11 26', '12-17 34', '18-more 62', 'unknown 13']);
    expect(cells('victims-by-year')).toEqual(['2022 60', '2023 75']);
    const [es] = await pdfText(folder.path('out', 'people-2023-12.es.draft.pdf'));
    const [en] = await pdfText(folder.path('out', 'people-2023-12.en.draft.pdf'));
    for (const text of ['12 a 17', 'Mujeres: 67%', 'No se cuentan al menos 30 casos']) expect(es).toContain(text);
    expect(en).toContain('At least 30 cases, with the people in them, are not counted');
  });
});
