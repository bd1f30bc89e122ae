import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseHotline } from '../../src/definitions/hotline-definition.ts';
import { CASES, definition as changed, codes, csv, key, readerFixture } from './reader-fixture.ts';

const { read } = readerFixture();

/**
 * A hotline unlike any other: one file for four tables, people without ids, filters, constants, flags, its own words.
 */
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
    expect(found).toEqual(['value-unknown 3 br', 'value-unknown 3 tipo', 'value-unknown 4 br']);
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
    const { file } = await read('tudo.csv', csv(HEADING, 'P-1|vitima|no date|x|N|x|x'), { hotline });
    expect(file).toMatchObject({ status: 'accepted', problems: { rowsInError: 0, warnings: 2 } });
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

describe('a row that no table takes', () => {
  const papers = (ignore: readonly string[]) =>
    parseHotline(
      {
        ...definition,
        errorTolerance: 0,
        files: {
          tudo: {
            tables: {
              victims: {
                where: [{ heading: 'papel', in: ['Vítima'], ignore }],
                columns: { case_id: { heading: 'protocolo' } },
              },
              traffickers: {
                where: [{ heading: 'papel', in: ['Acusado'] }],
                columns: { case_id: { heading: 'protocolo' } },
              },
            },
          },
        },
      },
      'hotlines/linha-100.json',
      codes,
    );
  const rows = ['P-1|VITIMA', 'P-2|acusado', 'P-3|Família', 'P-4|', 'P-5|Vítimas'];
  const text = Buffer.from(csv('protocolo|papel', ...rows), 'latin1');

  it('is warned of where its value is in no filter, once for all tables', async () => {
    const { file, facts, found, problems } = await read('tudo.csv', text, { hotline: papers([]) });
    expect(found).toEqual(['value-unknown 3 papel', 'value-unknown 4 papel', 'value-unknown 5 papel']);
    expect(file).toMatchObject({ status: 'accepted', records: 5, problems: { warnings: 3 } });
    expect((await facts('victims')).map(({ record }) => record)).toEqual([1]);
    expect((await facts('traffickers')).map(({ record }) => record)).toEqual([2]);
    expect(problems).toMatch(/^"5","4","papel","warning","value-unknown: .*\(empty; the row does not count\)\.",""$/mu);
  });

  it('is no news where the hotline says so of its value', async () => {
    const { found } = await read('tudo.csv', text, { hotline: papers(['familia', '']) });
    expect(found).toEqual(['value-unknown 5 papel']);
  });
});

describe('a spelling of "not known"', () => {
  const nhthJson = (own: unknown) =>
    parseHotline(changed('hotlines/nhth.json', { codes: own }), 'hotlines/nhth.json', codes);

  it('says nothing in a list of states or venues, like an empty cell', async () => {
    const hotline = nhthJson({ state: { unknown: ['Not disclosed'] }, venue: { unknown: ['N/A'] } });
    const row = (venue: string, state: string, country: string): string =>
      `C-${venue}${state}${country},2017-07-04,Labor,${venue},${state},${country},Yes,`;
    const text = csv(CASES, row('n/a', 'not disclosed', 'Mexico'), row('Domestic Work;N/A', 'Texas;Not Disclosed', ''));
    const { facts, found } = await read('cases.csv', text, { hotline });
    expect(found).toEqual([]);
    expect(await facts()).toMatchObject([
      { venues: [], states: [], countries: ['MX'] },
      { venues: ['domestic-work'], states: ['US-TX'], countries: ['US'] },
    ]);
  });

  it('is refused for a list whose unmatched values have a code of their own', () => {
    expect(() => nhthJson({ type: { unknown: ['N/A'] } })).toThrow(/codes\.type.*"unknown" is not a code of type/u);
    expect(() => nhthJson({ state: { 'not-known': ['N/A'] } })).toThrow(/"not-known" is not a code of state/u);
  });
});

it('hashes ids with keys of any length as node:crypto does', async () => {
  const { hashPads, hmac } = await import('../../src/exports/engine/id-hash.ts');
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
