import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHotline } from '../../src/exports/hotline-definition.ts';
import { openFacts } from '../../src/facts/open-facts.ts';
import { codes, csv, desk, hotline as installed } from './desk.ts';

const { read, engine } = desk();

/** A file of people with ids, dealt to two tables by a filter. */
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
const WAYS = [
  ['in memory', 1e9],
  ['in the engine', 0],
] as const;

/** The people counted once these months are read together: `victims` and `traffickers` by month and record. */
async function counted(inMemoryBelow: number, ...months: readonly (readonly string[])[]) {
  const files: Record<'victims' | 'traffickers', string[]> = { victims: [], traffickers: [] };
  for (const [at, rows] of months.entries()) {
    const options = { hotline, month: `2016-0${at + 1}`, inMemoryBelow };
    const { file } = await read('personas.csv', csv(HEADING, ...rows), options);
    expect(file.status).toBe('accepted');
    for (const { table, path } of file.facts) {
      const kept = path.replace('.parquet', `-${at}-${inMemoryBelow}.parquet`);
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

describe.each(WAYS)(
  'a record that a later month knows to be none of its table any more, read %s',
  (_, inMemoryBelow) => {
    it('is taken back from that month on, and counts where it belongs now', async () => {
      const first = ['P-1,B-1,Víctima,Mujer', 'P-2,B-1,Víctima,Mujer'];
      expect(await counted(inMemoryBelow, first)).toEqual({ victims: ['2016-01:1', '2016-01:2'], traffickers: [] });
      expect(await counted(inMemoryBelow, first, ['P-9,B-1,Víctima,Hombre', 'P-2,B-1,Señalado,Mujer'])).toEqual({
        victims: ['2016-01:1', '2016-02:1'],
        traffickers: ['2016-02:2'],
      });
      expect(await counted(inMemoryBelow, first, ['P-1,B-1,Familiar,Mujer'])).toEqual({
        victims: ['2016-01:2'],
        traffickers: [],
      });
    });

    it('comes again when a month after that has it', async () => {
      const months = [['P-1,B-1,Víctima,Mujer'], ['P-1,B-1,Familiar,Mujer'], ['P-1,B-1,Víctima,Mujer']] as const;
      expect((await counted(inMemoryBelow, ...months)).victims).toEqual(['2016-03:1']);
    });

    it('stays as it was where nobody knows what it is now, or the row is in error', async () => {
      const first = ['P-1,B-1,Víctima,Mujer'];
      expect((await counted(inMemoryBelow, first, ['P-1,B-1,Victma,Mujer'])).victims).toEqual(['2016-01:1']);
      expect((await counted(inMemoryBelow, first, ['P-1,,Señalado,Mujer'])).victims).toEqual(['2016-01:1']);
    });

    it('counts in both tables where one month has it in both', async () => {
      const both = ['P-1,B-1,Víctima,Mujer', 'P-1,B-1,Señalado,Mujer'];
      expect(await counted(inMemoryBelow, both)).toEqual({ victims: ['2016-01:1'], traffickers: ['2016-01:2'] });
      expect(await counted(inMemoryBelow, ['P-1,B-1,Víctima,Mujer'], both)).toEqual({
        victims: ['2016-02:1'],
        traffickers: ['2016-02:2'],
      });
    });
  },
);

it('a filter leaves the same ids taken back in memory as in the engine', async () => {
  const cell = (...cells: string[]) => fc.constantFrom(...cells);
  const row = fc.tuple(
    cell('P-1', 'P-2', 'P-3', ' P-3', ''),
    cell('B-1', 'B-1', 'B-1', ''),
    cell('Víctima', 'victima', 'Señalado', 'FAMILIAR', 'x', ''),
    cell('Mujer', 'Hombre', 'x'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 7 }), async (rows) => {
      const text = csv(HEADING, ...rows.map((cells) => cells.join(',')));
      const all = async (inMemoryBelow: number) => {
        const { file, found, facts } = await read('personas.csv', text, { hotline, inMemoryBelow });
        const rowsOf = { victims: await facts('victims'), traffickers: await facts('traffickers') };
        return { status: file.status, found, sizes: file.facts.map((one) => [one.table, one.rows]), ...rowsOf };
      };
      expect(await all(1e9)).toEqual(await all(0));
    }),
    { numRuns: 150, seed: 31 },
  );
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
