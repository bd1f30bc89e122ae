import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseHotline } from '../../src/exports/hotline-definition.ts';
import { codes, csv, desk, key } from './desk.ts';

const { read } = desk();

/** A hotline nobody has seen: one file for four tables, people without ids, filters, constants, flags, its own words. */
const definition = {
  id: 'linha-100',
  name: { en: 'Line 100', es: 'Línea 100' },
  label: { en: 'L100', es: 'L100' },
  lines: [
    { key: 'voz', label: { en: 'Voice', es: 'Voz' }, aliases: ['Telefone'] },
    { key: 'app', label: { en: 'App', es: 'Aplicación' } },
  ],
  encodings: ['windows-1252'],
  separators: ['\t', '|'],
  valueSeparators: [' / '],
  dateFormats: ['YYYY/MM/DD'],
  flags: { yes: ['S'], no: ['N'] },
  codes: { gender: { male: ['Homem'], female: ['Mulher'], unknown: ['Male'] }, country: { BR: ['Brasil (natural)'] } },
  combine: { type: [{ of: ['sex', 'labor'], is: 'sex-and-labor' }] },
  errorTolerance: 1,
  files: {
    tudo: {
      tables: {
        signals: {
          where: [{ heading: 'tipo', in: ['Denúncia'] }],
          columns: {
            signal_id: { heading: 'protocolo' },
            received_on: { heading: 'data', formats: ['D.M.YYYY'] },
            line: { heading: 'linha' },
            channel: { constant: 'phone' },
            trafficking_related: { constant: true },
            nexus: {
              flags: [
                { heading: 'br', country: 'BR' },
                { heading: 'py', country: 'PY', optional: true },
              ],
            },
          },
        },
        victims: {
          where: [
            { heading: 'tipo', in: ['vitima'] },
            { heading: 'br', in: ['S', 'N'] },
          ],
          columns: {
            case_id: { heading: 'protocolo' },
            gender: { heading: 'sexo' },
            age_group: { constant: 'adult' },
            nationalities: { heading: 'pais' },
          },
        },
      },
    },
  },
};
const hotline = parseHotline(definition, 'hotlines/linha-100.json', codes);
const HEADING = 'protocolo|tipo|data|linha|br|sexo|pais';

describe('a hotline described only as data', () => {
  it('feeds several tables from one file, each with its rows', async () => {
    const bytes = Buffer.from(
      csv(
        HEADING,
        'P-1|DENUNCIA|3.7.2017|telefone|S||',
        'P-1|Vítima|no date|no line|N|Mulher|Paraguay / Brasil (natural)',
        'P-1|Outro|x|x|x|x|x',
        'P-1|vitima||||Male|',
      ),
      'latin1',
    );
    const { file, found, facts } = await read('tudo.csv', bytes, { hotline });
    expect(file).toMatchObject({ status: 'accepted', records: 4 });
    expect(found).toEqual([]);
    expect(await facts('signals')).toMatchObject([
      {
        record: 1,
        received_on: '2017-07-03',
        line: 'voz',
        channel: 'phone',
        trafficking_related: true,
        nexus: ['BR'],
        case_id: null,
      },
    ]);
    expect(await facts('victims')).toMatchObject([
      { record: 2, gender: 'female', age_group: 'adult', nationalities: ['BR', 'PY'] },
    ]);
  });

  it('may be separated by tabs', async () => {
    const text = csv(HEADING, 'P-1|Denuncia|3.7.2017|app|S||').replaceAll('|', '\t');
    expect(await (await read('tudo.csv', text, { hotline })).facts('signals')).toMatchObject([{ line: 'app' }]);
  });

  it('finds errors only in rows that its filters keep', async () => {
    const { file } = await read('tudo.csv', csv(HEADING, 'P-1|Outro|no date|x|maybe|x|x'), { hotline });
    expect(file).toMatchObject({ status: 'accepted', problems: { rowsInError: 0, counts: [] } });
  });

  it('counts a broken line of a shared file once', async () => {
    const text = csv(HEADING, 'P-1|Denuncia|3.7.2017|app|S||', 'broken');
    const { file } = await read('tudo.csv', text, { hotline });
    expect(file.problems.counts).toEqual([{ code: 'line-broken', severity: 'error', column: null, count: 1 }]);
    expect(file.facts.map(({ table, rows }) => [table, rows])).toEqual([
      ['signals', 1],
      ['victims', 0],
    ]);
  });

  it('hashes the place of a record that has no id, apart from every id', async () => {
    const row = 'P-1|Vitima||x|N|Mulher|Chile';
    const { facts, found } = await read('tudo.csv', csv(HEADING, row, row), { hotline });
    const place = (record: number): string =>
      createHmac('sha256', key.secret).update(`\0linha-100/2017-07/victims/${record}`).digest('hex');
    expect(found).toEqual([]);
    expect((await facts('victims')).map((fact) => fact.victim_id)).toEqual([place(1), place(2)]);
  });
});

it('hashes ids with keys of any length as node:crypto does', async () => {
  const { hashPads, hmac } = await import('../../src/exports/id-hash.ts');
  const { openEngine } = await import('../../src/adapters/duckdb-engine.ts');
  const { mkdtemp, rm } = await import('node:fs/promises');
  const { tmpdir } = await import('node:os');
  const folder = await mkdtemp(`${tmpdir()}/hash-`);
  const engine = await openEngine({ folder, memoryLimitMb: 100, threads: 1 });
  for (const length of [0, 1, 32, 63, 64, 65, 200]) {
    const secret = Buffer.alloc(length, 0xa7);
    const { inner, outer } = hashPads({ id: 'k', secret });
    for (const id of ['', 'C-1', 'Niño ñ 漢字', 'x'.repeat(500)]) {
      const [row] = await engine.rows(`SELECT ${hmac('encode(?)', 'unhex(?)', 'unhex(?)')} AS hash`, [
        outer,
        inner,
        id,
      ]);
      expect(row?.hash).toBe(createHmac('sha256', secret).update(id).digest('hex'));
    }
  }
  await engine.close();
  await rm(folder, { recursive: true });
});
