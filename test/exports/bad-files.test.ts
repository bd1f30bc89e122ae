import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { USER_LANGUAGES } from '../../src/domain/languages.ts';
import { PROBLEM_CODES, type ProblemCode } from '../../src/domain/problem.ts';
import { problemText, sentenceOf, wordingIn } from '../../src/exports/problems/problem-words.ts';
import { WORDS } from '../../src/words/words.ts';
import { CASES, csv, lineaNacional, nhth, readerFixture, SIGNALS, VICTIMS } from './reader-fixture.ts';

const { read } = readerFixture();
const tolerant = { ...nhth, errorTolerance: 1 };

describe('a file that is refused entirely', () => {
  it.each([
    ['bytes of a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'not-decodable'],
    ['bytes that are not UTF-8', Buffer.from(`${VICTIMS}\nV-1,C-1,Female,17,M\xe9xico\n`, 'latin1'), 'not-decodable'],
    ['a UTF-8 character cut off at the end', Buffer.from([...Buffer.from(csv(VICTIMS)), 0xc3]), 'not-decodable'],
    ['UTF-16', Buffer.from(`\ufeff${csv(VICTIMS)}`, 'utf16le'), 'not-decodable'],
    ['an empty file', '', 'not-a-csv'],
    ['blank lines', '\n\r\n  \n', 'not-a-csv'],
    ['no heading line', csv('V-1,C-1,Female,17,Mexico'), 'heading-missing'],
    [
      'one heading missing',
      csv('Victim ID,Case Number,Gender,Nationality', 'V-1,C-1,Female,Mexico'),
      'heading-missing',
    ],
    ['a heading twice', csv(`${VICTIMS},gender`, 'V-1,C-1,Female,17,Mexico,Male'), 'heading-twice'],
    [
      'a quote that never closes',
      csv(VICTIMS, 'V-1,C-1,Female,17,Mexico', 'V-2,C-1,"Male,17,Mexico'),
      'unclosed-quote',
    ],
  ])('%s', async (_what, bytes, code) => {
    const { file } = await read('victims.csv', bytes);
    expect(file).toMatchObject({ table: 'victims', status: 'rejected', facts: [] });
    expect(file.problems.counts.map((count) => count.code)).toContain(code);
  });

  it.each([
    ['victims.csv.gz', Buffer.from('no gzip')],
    ['victims.csv.gz', gzipSync(csv(VICTIMS)).subarray(0, 30)],
  ])('a damaged gzip file', async (name, bytes) => {
    expect((await read(name, bytes)).file.problems.counts).toMatchObject([
      { code: 'not-decodable', severity: 'rejection' },
    ]);
  });

  it.each([
    ['month.zip', 'not-an-archive'],
    ['month.xlsx', 'not-a-workbook'],
  ])('a container of another kind than its name says: %s', async (name, code) => {
    expect((await read(name, 'no zip at all')).file).toMatchObject({
      table: null,
      status: 'rejected',
      problems: { counts: [{ code }] },
    });
  });

  it('bytes that Windows-1252 leaves undefined', async () => {
    const { file } = await read('victimas.csv', Buffer.from('Folio\x81\n', 'latin1'), { hotline: lineaNacional });
    expect(file.problems.counts).toMatchObject([{ code: 'not-decodable' }]);
  });

  it('names every missing heading at once, and never the first row', async () => {
    const { file, problems } = await read('victims.csv', csv('V-1,Maria Secret,Female,17,+52 55 1234'));
    expect(file.problems.counts).toHaveLength(5);
    expect(JSON.stringify(file) + problems).not.toMatch(/Secret|1234|V-1/u);
  });

  it.each([
    [';', '";"'],
    ['\t', 'tabs'],
    ['|', '"|"'],
  ])('names a separator that the hotline does not list, once: %j', async (separator, named) => {
    const lines = csv(VICTIMS, 'V-1,C-1,Female,17,Mexico').replaceAll(',', separator);
    const { file } = await read('victims.csv', lines);
    expect(file.problems.first).toMatchObject([
      {
        code: 'separator-unlisted',
        severity: 'rejection',
        record: null,
        column: null,
        detail: `separated by ${named}; "," is listed`,
      },
    ]);
    expect(problemText(file.problems.first[0]!)).toMatch(/allow the other one\.$/u);
  });

  it('names what is missing under a separator that is not listed, too', async () => {
    const { found } = await read(
      'victims.csv',
      csv('Victim ID;Case Number;Gender;Nationality', 'V-1;C-1;Female;Mexico'),
    );
    expect(found).toEqual(['heading-missing - Age at Contact', 'separator-unlisted - -']);
  });

  it('names the line of the headings when a title is above them', async () => {
    const { file, problems } = await read(
      'victims.csv',
      csv('Secret title, of Maria', '', '"in two', 'lines"', VICTIMS, 'V-1,C-1,Female,17,Mexico'),
    );
    expect(file.problems.first).toMatchObject([
      { code: 'heading-not-first', column: null, detail: 'the headings are in line 5' },
    ]);
    expect(JSON.stringify(file) + problems).not.toMatch(/Secret|Maria/u);
  });

  it('takes rows of another separator alone for no title', async () => {
    const { found } = await read('victims.csv', csv(';;;;', VICTIMS.replaceAll(',', ';')));
    expect(found).toEqual(['separator-unlisted - -']);
  });

  it('detects a web page saved as a CSV', async () => {
    const page = '\n<html><meta charset="utf-8"><table>\n<tr><td>Victim ID, Case Number</td></tr></table></html>';
    const { file } = await read('victims.csv', page);
    expect(file.problems.first).toMatchObject([{ code: 'not-a-csv', detail: expect.stringContaining('web page') }]);
  });

  it('names the record an unclosed quote opens in, and still reports the problems before it', async () => {
    const { found } = await read(
      'victims.csv',
      csv(VICTIMS, 'V-1,C-1,Female,abc,Mexico', 'V-2,C-1,"Male,17,Mexico', 'V-3,C-1,Male,17,Mexico'),
    );
    expect(found).toEqual(['unclosed-quote 2 -', 'age-implausible 1 Age at Contact']);
  });
});

describe('a row in error', () => {
  it.each([
    ['no id', 'victims.csv', VICTIMS, ' ,C-1,Female,17,Mexico', 'id-empty 1 Victim ID'],
    ['no case', 'victims.csv', VICTIMS, 'V-1,,Female,17,Mexico', 'id-empty 1 Case Number'],
    ['an unreadable date', 'cases.csv', CASES, 'C-1,31.12.16,Labor,,,US,No,', 'date-unreadable 1 Date Opened'],
    ['a day no calendar has', 'cases.csv', CASES, 'C-1,2/30/2017,Labor,,,US,No,', 'date-unreadable 1 Date Opened'],
    ['an empty date', 'cases.csv', CASES, 'C-1,,Labor,,,US,No,', 'date-unreadable 1 Date Opened'],
    ['a date after the month', 'cases.csv', CASES, 'C-1,8/1/2017,Labor,,,US,No,', 'date-after-month 1 Date Opened'],
    ['an unreadable flag', 'cases.csv', CASES, 'C-1,7/1/2017,Labor,,,US,maybe,', 'flag-unreadable 1 Mexico Nexus'],
    [
      'an empty flag',
      'signals.csv',
      SIGNALS,
      'S-1,7/1/2017,NHTH,Phone,,Yes,',
      'flag-unreadable 1 Related to Trafficking',
    ],
    ['too few cells', 'victims.csv', VICTIMS, 'V-1,C-1,Female', 'line-broken 1 -'],
    ['too many cells', 'victims.csv', VICTIMS, 'V-1,C-1,Female,17,Mexico,and more', 'line-broken 1 -'],
    ['a quote inside a cell', 'victims.csv', VICTIMS, 'V-1,C-1,"Female" x,17,Mexico', 'line-broken 1 -'],
  ])('%s rejects the table', async (_what, name, heading, row, expected) => {
    const { file, found } = await read(name, csv(heading, row));
    expect(found).toEqual([expected]);
    expect(file).toMatchObject({ status: 'rejected', records: 1, facts: [], problems: { rowsInError: 1 } });
  });

  it('counts no more once the hotline tolerates it', async () => {
    const text = csv(VICTIMS, 'V-1,C-1,Female,17,Mexico', 'V-2,C-1,Female', 'V-3,C-1,Male,40,Mexico');
    const { file, facts } = await read('victims.csv', text, { hotline: tolerant });
    expect(file.status).toBe('accepted');
    expect((await facts()).map(({ record }) => record)).toEqual([1, 3]);
    const worse = await read('victims.csv', `${text}V-4,,,,\n`, { hotline: tolerant });
    expect(worse.file).toMatchObject({ status: 'rejected', problems: { rowsInError: 2 } });
  });

  it('counts once however many problems it has', async () => {
    const { file } = await read('cases.csv', csv(CASES, ',x,Labor,,,US,,'), { hotline: tolerant });
    expect(file).toMatchObject({ status: 'accepted', problems: { rowsInError: 1 }, facts: [{ rows: 0 }] });
    expect(file.problems.counts).toHaveLength(3);
  });

  it('is broken alone: a stray quote does not swallow its neighbours', async () => {
    const text = csv(VICTIMS, 'V-1,C-1,"Female,17,Mexico', 'V-2,C-1,"Male",17,Mexico', 'V-3,C-1,Male,x,Mexico');
    const { found, file } = await read('victims.csv', text);
    expect(found).toEqual(['line-broken 1 -', 'age-implausible 3 Age at Contact']);
    expect(file.records).toBe(3);
  });
});

describe('a duplicate id', () => {
  it('is an error on the later record, which names the first, where the content differs', async () => {
    const text = csv(VICTIMS, 'V-1,C-1,Female,17,Mexico', 'V-2,C-1,Male,18,', 'V-1,C-1,Male,17,Mexico');
    const { file } = await read('victims.csv', text);
    expect(file.status).toBe('rejected');
    expect(file.problems.first).toMatchObject([
      { code: 'id-conflict', record: 3, column: 'Victim ID', detail: expect.stringContaining('record 1') },
    ]);
    const kept = await read('victims.csv', text, { hotline: tolerant });
    expect((await kept.facts()).map(({ record, gender }) => [record, gender])).toEqual([
      [1, 'female'],
      [2, 'male'],
    ]);
  });

  it('is a warning and counts once where all mapped cells are equal, however they are written', async () => {
    const heading = `${VICTIMS},Notes`;
    const { file, found, facts } = await read(
      'victims.csv',
      csv(heading, 'V-1,C-1,Female,17,Mexico; Atlantis,a', ' V-1 ,C-1,FEMALE,17,atlantis;MX,b'),
    );
    expect(file.status).toBe('accepted');
    expect(found.filter((entry) => entry.startsWith('row'))).toEqual(['row-repeated 2 Victim ID']);
    expect(await facts()).toHaveLength(1);
  });

  it('distinguishes another unknown value from the same', async () => {
    const { found } = await read(
      'victims.csv',
      csv(VICTIMS, 'V-1,C-1,Female,17,Atlantis', 'V-1,C-1,Female,17,Lemuria'),
    );
    expect(found[0]).toBe('id-conflict 2 Victim ID');
  });
});

describe('a warning', () => {
  it.each([
    ['an unknown gender', 'V-1,C-1,Xyz,17,Mexico', 'value-unknown 1 Gender', { gender: 'unknown' }],
    [
      'an unknown nationality beside a known one',
      'V-1,C-1,Male,17,Mexico;Atlantis',
      'value-unknown 1 Nationality',
      { nationalities: ['MX', 'unknown'] },
    ],
    ['an age that is a word', 'V-1,C-1,Male,abc,Mexico', 'age-implausible 1 Age at Contact', { age_group: 'unknown' }],
    ['an age below zero', 'V-1,C-1,Male,-3,Mexico', 'age-implausible 1 Age at Contact', { age_group: 'unknown' }],
    ['an age beyond any life', 'V-1,C-1,Male,150,Mexico', 'age-implausible 1 Age at Contact', { age_group: 'unknown' }],
  ])('%s: the row counts, the value as unknown', async (_what, row, expected, fact) => {
    const { file, found, facts } = await read('victims.csv', csv(VICTIMS, row));
    expect(file.status).toBe('accepted');
    expect(found).toEqual([expected]);
    expect(await facts()).toMatchObject([fact]);
  });

  it.each([
    [
      'an unknown type is other',
      'C-1,7/1/2017,Xyz,,Texas,,No,',
      'value-unknown 1 Type of Trafficking',
      { trafficking_type: 'other' },
    ],
    [
      'an unknown venue is left out',
      'C-1,7/1/2017,Sex,Moon Base;Street-based,,US,No,',
      'value-unknown 1 Venue/Industry',
      { venues: ['street'] },
    ],
    [
      'an unknown state is left out',
      'C-1,7/1/2017,Sex,,Narnia;Texas,,No,',
      'value-unknown 1 State(s) of Exploitation',
      { states: ['US-TX'] },
    ],
    [
      "a state outside the row's countries is left out",
      'C-1,7/1/2017,Sex,,Texas;Oaxaca,Mexico,No,',
      'state-outside-countries 1 State(s) of Exploitation',
      { states: ['MX-OAX'], countries: ['MX'] },
    ],
    [
      'an unknown country contradicts no state',
      'C-1,7/1/2017,Sex,,Texas,Atlantis,No,',
      'value-unknown 1 Country of Exploitation',
      { states: ['US-TX'], countries: ['unknown'] },
    ],
  ])('%s', async (_what, row, expected, fact) => {
    const { file, found, facts } = await read('cases.csv', csv(CASES, row));
    expect(file.status).toBe('accepted');
    expect(found).toEqual([expected]);
    expect(await facts()).toMatchObject([fact]);
  });

  it('an unknown channel is other, an unknown line unknown', async () => {
    const { facts, found } = await read('signals.csv', csv(SIGNALS, 'S-1,7/1/2017,Other line,Pigeon,Yes,Yes,'));
    expect(await facts()).toMatchObject([{ channel: 'other', line: 'unknown' }]);
    expect(found).toEqual(['value-unknown 1 Channel', 'value-unknown 1 Line']);
  });

  it('empty cells are unknown without a problem', async () => {
    const people = await read('victims.csv', csv(VICTIMS, 'V-1,C-1,,,'));
    expect(await people.facts()).toMatchObject([
      { gender: 'unknown', age_group: 'unknown', nationalities: ['unknown'] },
    ]);
    const cases = await read('cases.csv', csv(CASES, 'C-1,7/1/2017,,,,,No,'));
    expect(await cases.facts()).toMatchObject([
      { trafficking_type: 'other', venues: [], states: [], countries: [], nexus: [], partner_case_id: null },
    ]);
    expect([...people.found, ...cases.found]).toEqual([]);
  });
});

describe('problems.csv', () => {
  it('has every problem with its value, which is nowhere else', async () => {
    const { file, problems } = await read(
      'victims.csv',
      csv(VICTIMS, 'V-1,C-1,Zzsecret,abc,Mexico', ',C-1,Male,17,Mexico'),
    );
    const problemText = (code: ProblemCode, detail: string) =>
      `${code}: ${sentenceOf({ code, detail }, wordingIn('en'))}`;
    expect(problems.split('\n')).toEqual([
      '\uFEFF"row","record","column","severity","problem","value"',
      `"2","1","Age at Contact","warning","${problemText('age-implausible', 'counted as unknown')}","abc"`,
      `"2","1","Gender","warning","${problemText('value-unknown', 'counted as unknown')}","Zzsecret"`,
      `"3","2","Victim ID","error","${problemText('id-empty', '')}",""`,
      '',
    ]);
    expect(JSON.stringify(file)).not.toContain('Zzsecret');
  });

  it.each(['=1+1', '+1', '-1+2', '@SUM(A1)', '＝1+1', '＋1', '－1', '＠SUM(A1)'])(
    'disarms a value that a spreadsheet would run: %s',
    async (value) => {
      const { problems } = await read('victims.csv', csv(VICTIMS, `V-1,C-1,${value},17,Mexico`));
      expect(problems).toContain(`,"'${value}"`);
    },
  );
});

it('has a sentence and a remedy for every problem, and keeps the detail', () => {
  for (const language of USER_LANGUAGES)
    for (const code of PROBLEM_CODES) {
      expect(WORDS[language].problems[code].sentence).toMatch(/^[A-ZÁÉÍÓÚ].*\.$/u);
      expect(WORDS[language].problems[code].remedy).toMatch(/\.$/u);
      expect(problemText({ code, detail: 'the detail' }, wordingIn(language))).toContain('(the detail). ');
    }
});
