import { describe, expect, it } from 'vitest';
import { parseHotline } from '../../src/definitions/hotline-definition.ts';
import { openFacts } from '../../src/facts/open-facts.ts';
import { codes, csv, hotline as installed, readerFixture } from './reader-fixture.ts';

const { read, engine } = readerFixture();

/** A file of people with ids, which a filter divides between two tables. */
const hotline = parseHotline(
  {
    id: 'linea-ceiba',
    name: { en: 'Ceiba', es: 'Ceiba' },
    label: { en: 'Ceiba', es: 'Ceiba' },
    lines: [{ key: 'voz', label: { en: 'Voice', es: 'Voz' } }],
    encodings: ['utf-8'],
    separators: [','],
    valueSeparators: [';'],
    dateFormats: ['YYYY-MM-DD'],
    flags: { yes: ['Sí'], no: ['No'] },
    codes: {},
    errorTolerance: 3,
    files: {
      personas: {
        tables: {
          victims: {
            where: [{ heading: 'Papel', in: ['Víctima'], ignore: ['Familiar'] }],
            columns: { victim_id: { heading: 'Persona' }, case_id: { heading: 'Boleta' }, gender: { heading: 'Sexo' } },
          },
          traffickers: {
            where: [{ heading: 'Papel', in: ['Señalado'] }],
            columns: { trafficker_id: { heading: 'Persona' }, case_id: { heading: 'Boleta' } },
          },
        },
      },
    },
  },
  'hotlines/linea-ceiba.json',
  codes,
);
const HEADING = 'Persona,Boleta,Papel,Sexo';

let runs = 0;

/** Returns the people counted when these months are read together: `victims` and `traffickers` by month and record. */
async function counted(...months: readonly (readonly string[])[]) {
  const files: Record<'victims' | 'traffickers', string[]> = { victims: [], traffickers: [] };
  for (const [at, rows] of months.entries()) {
    const options = { hotline, month: `2016-0${at + 1}` };
    const { file } = await read('personas.csv', csv(HEADING, ...rows), options);
    expect(file.status).toBe('accepted');
    for (const { table, path } of file.facts) {
      const kept = path.replace('.parquet', `-${at}-${runs++}.parquet`);
      await engine().run(`COPY (FROM '${path}') TO '${kept}' (FORMAT parquet)`);
      if (table === 'victims' || table === 'traffickers') files[table].push(kept);
    }
  }
  await openFacts(engine(), { signals: [], cases: [], ...files });
  const of = async (table: string) =>
    (await engine().rows(`SELECT month, record FROM ${table} ORDER BY ALL`)).map(
      ({ month, record }) => `${month}:${record}`,
    );
  return { victims: await of('victims'), traffickers: await of('traffickers') };
}

describe('a record that a later month excludes from its table', () => {
  it('is withdrawn from that month on, and counts where it belongs now', async () => {
    const first = ['P-1,B-1,Víctima,Mujer', 'P-2,B-1,Víctima,Mujer'];
    expect(await counted(first)).toEqual({ victims: ['2016-01:1', '2016-01:2'], traffickers: [] });
    expect(await counted(first, ['P-9,B-1,Víctima,Hombre', 'P-2,B-1,Señalado,Mujer'])).toEqual({
      victims: ['2016-01:1', '2016-02:1'],
      traffickers: ['2016-02:2'],
    });
    expect(await counted(first, ['P-1,B-1,Familiar,Mujer'])).toEqual({
      victims: ['2016-01:2'],
      traffickers: [],
    });
  });

  it('is stored as its id alone, marked as withdrawn', async () => {
    const rows = csv(HEADING, 'P-9,B-1,Víctima,Hombre', 'P-1,B-1,Familiar,Mujer');
    const { facts } = await read('personas.csv', rows, { hotline, month: '2016-01' });
    expect(await facts('victims')).toMatchObject([
      { record: 1, withdrawn: false, gender: 'male' },
      { record: 2, withdrawn: true, victim_id: expect.stringMatching(/^[0-9a-f]{64}$/u), case_id: null, gender: null },
    ]);
  });

  it('comes again when a month after that has it', async () => {
    const months = [['P-1,B-1,Víctima,Mujer'], ['P-1,B-1,Familiar,Mujer'], ['P-1,B-1,Víctima,Mujer']] as const;
    expect((await counted(...months)).victims).toEqual(['2016-03:1']);
  });

  it('stays as it was where its new value is unknown, or the row is in error', async () => {
    const first = ['P-1,B-1,Víctima,Mujer'];
    expect((await counted(first, ['P-1,B-1,Victma,Mujer'])).victims).toEqual(['2016-01:1']);
    expect((await counted(first, ['P-1,,Señalado,Mujer'])).victims).toEqual(['2016-01:1']);
  });

  it('counts in both tables where one month has it in both', async () => {
    const both = ['P-1,B-1,Víctima,Mujer', 'P-1,B-1,Señalado,Mujer'];
    expect(await counted(both)).toEqual({ victims: ['2016-01:1'], traffickers: ['2016-01:2'] });
    expect(await counted(['P-1,B-1,Víctima,Mujer'], both)).toEqual({
      victims: ['2016-02:1'],
      traffickers: ['2016-02:2'],
    });
  });
});

it('tables without ids take nothing back: Línea 145 names no person', async () => {
  const text = csv(
    'nro_registro_interno,referido_tipo,genero,edad_aparente,nacionalidad',
    '1,Victima directa,Mujer,17,Argentina',
    '1,ACUSADO,Mujer,17,Argentina',
  );
  const { file } = await read('referidos.csv', text, { hotline: installed('linea-145'), month: '2020-03' });
  expect(file.facts.map(({ table, rows }) => [table, rows])).toEqual([
    ['victims', 1],
    ['traffickers', 1],
  ]);
});
