import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CASES, csv, key, readerFixture, SIGNALS, VICTIMS } from './reader-fixture.ts';

const { read, engine } = readerFixture();
const hash = (id: string): string => createHmac('sha256', key.secret).update(id).digest('hex');

describe('an export as facts', () => {
  it('makes a victim of a row, with the canonical columns and hashed ids', async () => {
    const { file, facts } = await read('victims.csv', csv(VICTIMS, 'V-1,C-1,Female,17,Mexico; U.S.A.'));
    expect(file).toMatchObject({ table: 'victims', status: 'accepted', records: 1 });
    expect(await facts()).toEqual([
      {
        hotline: 'nhth',
        month: '2017-07',
        record: 1,
        weight: 1,
        precision: 'day',
        withdrawn: false,
        victim_id: hash('V-1'),
        case_id: hash('C-1'),
        gender: 'female',
        age_group: 'minor',
        nationalities: ['MX', 'US'],
      },
    ]);
  });

  it('makes a case of a row', async () => {
    const row = 'C-1,7/4/2017,Labor; Sex,Agriculture/Farms;Hotel/Motel-based,North Carolina;Oaxaca,USA;Mexico,Yes,P-9';
    const { facts } = await read('cases.csv', csv(CASES, row));
    expect(await facts()).toMatchObject([
      {
        case_id: hash('C-1'),
        opened_on: '2017-07-04',
        trafficking_type: 'sex-and-labor',
        venues: ['agriculture', 'hotel-motel'],
        states: ['MX-OAX', 'US-NC'],
        countries: ['MX', 'US'],
        nexus: ['MX'],
        partner_case_id: hash('P-9'),
      },
    ]);
  });

  it('makes a signal of a row, an absent case being NULL', async () => {
    const { facts } = await read('signals.csv', csv(SIGNALS, 'S-1,2017-07-31,BeFree,Text,TRUE,0,'));
    expect(await facts()).toMatchObject([
      {
        received_on: '2017-07-31',
        line: 'BeFree',
        channel: 'text',
        trafficking_related: true,
        nexus: [],
        case_id: null,
      },
    ]);
  });

  it('has exactly the declared types', async () => {
    const { file } = await read('cases.csv', csv(CASES));
    const columns = await engine().rows(
      `SELECT column_name || ' ' || column_type AS c FROM (DESCRIBE FROM '${file.facts[0]?.path}')`,
    );
    expect(columns.map(({ c }) => c)).toEqual([
      'hotline VARCHAR',
      'month VARCHAR',
      'record INTEGER',
      'withdrawn BOOLEAN',
      'weight INTEGER',
      'precision VARCHAR',
      'case_id VARCHAR',
      'opened_on DATE',
      'trafficking_type VARCHAR',
      'venues VARCHAR[]',
      'states VARCHAR[]',
      'countries VARCHAR[]',
      'nexus VARCHAR[]',
      'partner_case_id VARCHAR',
    ]);
  });

  it('accepts an empty table: zero records is an answer', async () => {
    expect((await read('victims.csv', `${VICTIMS}\n`)).file).toMatchObject({
      status: 'accepted',
      records: 0,
      facts: [{ rows: 0 }],
    });
    expect((await read('victims.csv', VICTIMS)).file).toMatchObject({
      status: 'accepted',
      records: 0,
      facts: [{ rows: 0 }],
    });
  });

  it('replaces what an earlier reading of the same key left', async () => {
    await read('victims.csv', csv(VICTIMS, 'V-1,C-1,Female,17,Mexico'));
    const { facts } = await read('victims.csv', csv(VICTIMS, 'V-2,C-1,Male,18,Mexico'));
    expect((await facts()).map(({ gender }) => gender)).toEqual(['male']);
  });

  it('leaves nothing but facts in the engine', async () => {
    await read('victims.csv', csv(VICTIMS, 'V-1,C-1,Female,abc,Mexico', 'V-1,C-1,Female,abc,Mexico', 'V-2'));
    await read('traffickers.csv', 'nothing here');
    const left = await engine().rows(
      "SELECT table_name AS name FROM duckdb_tables() WHERE NOT ends_with(table_name, '_facts')",
    );
    expect(left).toEqual([]);
  });

  it('reads a loose file under another name, without a month to compare dates with', async () => {
    const row = 'C-1,12/31/2099,Labor,,Texas,,No,';
    const { file, facts } = await read('my report.csv', csv(CASES, row), { month: null, table: 'cases' });
    expect(file).toMatchObject({ table: 'cases', status: 'accepted' });
    expect(await facts()).toMatchObject([{ month: null, opened_on: '2099-12-31', countries: ['US'] }]);
  });

  it('refuses a name that no table has, and names those there are', async () => {
    const { file } = await read('people.csv', csv(VICTIMS));
    expect(file).toMatchObject({ table: null, status: 'rejected' });
    expect(file.problems.first.some(({ detail }) => detail.includes('signals, cases, victims, traffickers'))).toBe(
      true,
    );
    expect((await read('victims.pdf', 'x')).file.problems.counts).toMatchObject([{ code: 'no-such-table' }]);
  });
});
