import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, run, scratch } from './command-line.ts';
import { pdfText } from './pdf-text.ts';

const TABLES: Readonly<Record<string, string>> = {
  '2022-12':
    'Estado;Año;Quien llama;Llamadas\nJalisco;2022;Familiar;31\nJalisco;2022;Víctima;14\nOaxaca;2022;Madre;12\nOaxaca;2022;;20\nSe ignora;2022;Anónimo;15\n;;;92\n',
  '2023-12':
    'Estado;Año;Quien llama;Llamadas\nJalisco;2023;Familiar;40\nNuevo León;2023;Víctima;4\nOaxaca;2023;Familiar;22\n;;;66\n',
};

let folder: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  folder = await scratch();
  await cp(`${ROOT}codes`, folder.path('definitions', 'codes'), { recursive: true });
  await cp(`${ROOT}test/local/calls`, folder.path('definitions'), { recursive: true });
  await mkdir(folder.path('definitions', 'boundaries'), { recursive: true });
  for (const [month, table] of Object.entries(TABLES)) {
    await mkdir(folder.path('exports', 'observatorio', month), { recursive: true });
    await writeFile(folder.path('exports', 'observatorio', month, 'llamadas.csv'), table);
  }
});
afterAll(() => folder.remove());

describe('a yearly table of calls by state, with a column of its own', () => {
  it('becomes a sheet in both languages by definitions alone', async () => {
    const place = (option: string, name: string) => [`--${option}`, folder.path(name)];
    const { code, out, err } = await run(
      ...['build', '--sheet', 'calls', ...place('exports', 'exports'), ...place('out', 'out')],
      ...place('definitions', 'definitions'),
    );
    expect({ code, err }).toEqual({ code: 0, err: expect.not.stringContaining('rejected') });
    expect(out).toContain('calls 2023-12, revision 1, complete');
    const { figures } = JSON.parse(await readFile(folder.path('out', 'calls-2023-12.figures.json'), 'utf8'));
    const cells = (id: string): string[] =>
      figures[id].cells.map(({ key, count }: { key: string; count: number | null }) => `${key} ${count ?? '‡'}`);
    expect(figures.calls.total).toBe(158);
    expect(cells('calls-by-year')).toEqual(['2022 92', '2023 66']);
    expect(cells('calls-by-state')).toEqual(['MX-JAL 85', 'MX-OAX 54', 'MX-NLE ‡']);
    expect(cells('calls-by-caller')).toEqual(['victim 18', 'family 105', 'unknown 35']);
    const [es] = await pdfText(folder.path('out', 'calls-2023-12.es.draft.pdf'));
    const [en] = await pdfText(folder.path('out', 'calls-2023-12.en.draft.pdf'));
    for (const text of ['Llamadas por estado y año', 'Jalisco', 'Nuevo León', '2023', 'La víctima', 'familiares: 66%'])
      expect(es).toContain(text);
    expect(en).toContain('Family');
  });
});
