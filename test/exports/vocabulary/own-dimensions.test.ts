import { describe, expect, it } from 'vitest';
import { parseOwnList } from '../../../src/definitions/code-list-definition.ts';
import type { Hotline } from '../../../src/definitions/hotline.ts';
import { assertFiltersAreMapped } from '../../../src/definitions/record-filters.ts';
import type { CodeLists } from '../../../src/domain/codes.ts';
import { fileSchema } from '../../../src/domain/facts-columns.ts';
import { inspectFacts } from '../../../src/facts/open-facts.ts';
import { parse, sheetJson } from '../../figures/sheets.ts';
import { codes, readerFixture } from '../reader-fixture.ts';
import { counted, figuresOf, figuresOfMembers, mapped } from './mapped-hotline.ts';

const code = (key: string, en: string, es: string, ...aliases: string[]) => ({
  ...{ key, label: { en, es }, aliases: [en, es, ...aliases] },
});

const CALLER = {
  ...{ name: 'caller', label: { en: 'Caller', es: 'Quien llama' }, tables: ['signals'] },
  codes: [code('family', 'Family', 'Familia'), code('victim', 'Victim', 'Víctima'), code('unknown', 'Unknown', 'X')],
};

const MEANS = {
  ...{ name: 'means-of-control', label: { en: 'Means of control', es: 'Medios de control' }, multi: true },
  tables: ['cases'],
  codes: [code('debt', 'Debt', 'Deuda'), code('threats', 'Threats', 'Amenazas'), code('isolation', 'Isolation', 'Y')],
};

const own = (json: { name: string }, changes: object = {}) =>
  parseOwnList({ ...json, ...changes }, `codes/${json.name}.json`);

const LISTS: CodeLists = { ...codes, own: [own(CALLER), own(MEANS)] };

const CASES = {
  case_id: { heading: 'Id' },
  opened_on: { heading: 'Date' },
  countries: { constant: ['MX'] },
  nexus: { constant: ['MX'] },
};

const MAPPED = mapped(
  {
    calls: {
      tables: {
        signals: {
          columns: {
            received_on: { heading: 'Date' },
            trafficking_related: { constant: true },
            nexus: { constant: ['MX'] },
            states: { heading: 'State' },
            caller: { heading: 'Who', codes: { family: ['Tía'] } },
          },
        },
      },
    },
    cases: { tables: { cases: { columns: { ...CASES, 'means-of-control': { heading: 'Means' } } } } },
    people: { tables: { victims: { columns: { case_id: { heading: 'Id' } } } } },
  },
  { codes: { caller: { unknown: ['No dice'] } } },
  LISTS,
);

/** The same hotline before it sent the columns. */
const PLAIN = mapped({
  cases: { tables: { cases: { columns: CASES } } },
  people: { tables: { victims: { columns: { case_id: { heading: 'Id' } } } } },
});

const { read, engine } = readerFixture();
const at = (table: string, hotline = MAPPED, month = '2018-12') => ({ hotline, table, month });

describe('columns of added code lists', () => {
  it('become columns of facts, are counted as built-in ones, and are unknown where a hotline does not send them', async () => {
    const calls = await read(
      'calls.csv',
      'Date,State,Who\n2018-01-02,Jalisco,Tía\n2018-02-03,Jalisco,Victim\n2018-03-04,Oaxaca,Family\n2018-04-05,,No dice\n2018-05-06,,Nobody\n',
      at('calls'),
    );
    expect(calls.found).toEqual(['value-unknown 5 Who']);
    expect((await calls.facts('signals')).map(({ own_caller, states }) => [own_caller, states])).toEqual([
      ['family', ['MX-JAL']],
      ['victim', ['MX-JAL']],
      ['family', ['MX-OAX']],
      ['unknown', []],
      ['unknown', []],
    ]);
    const cases = await read('cases.csv', 'Id,Date,Means\na,2018-01-02,Debt;Threats\nb,2018-01-03,\n', at('cases'));
    const earlier = await read('cases.csv', 'Id,Date\nc,2018-01-04\n', at('cases', PLAIN, '2018-11'));
    const people = await read('people.csv', 'Id\na\na\nb\nc\n', at('people'));
    const figures = await figuresOf(
      engine(),
      [calls, cases, earlier, people],
      [
        { id: 'callers', counts: 'signals', by: 'caller' },
        { id: 'calls-by-state', counts: 'signals', by: 'state' },
        { id: 'calls-by-line', counts: 'signals', by: 'line' },
        { id: 'family-by-channel', counts: 'signals', by: 'channel', partOf: { figure: 'callers', cell: 'family' } },
        { id: 'means', counts: 'cases', by: 'means-of-control' },
        { id: 'means-of-people', counts: 'victims', by: 'means-of-control', top: 1 },
      ],
      { lists: { ...LISTS, lines: [{ key: 'line', label: { en: 'Line', es: 'Línea' }, aliases: [] }] } },
    );
    expect(figures.map(counted)).toEqual([
      ['total 5', 'family 2', 'victim 1', 'unknown 2'],
      ['total 5', 'MX-JAL 2', 'MX-OAX 1'],
      ['total 5', 'line 5'],
      ['total 2', 'other 2'],
      ['total 3', 'debt 1', 'threats 1'],
      ['total 4', 'debt 2', 'threats 2'],
    ]);
    expect(figures.map(({ multi, print }) => `${multi} ${print.as}`)).toEqual([
      ...['false counts', 'true counts', 'false counts', 'false counts', 'true counts', 'true top'],
    ]);
  });

  it('may be what the sheets of a family differ by: of one value or of several, and for the people of their cases', async () => {
    const calls = await read(
      'calls.csv',
      'Date,State,Who\n2018-01-02,,Tía\n2018-02-03,,Victim\n2018-03-04,,Family\n2018-04-05,,No dice\n',
      at('calls'),
    );
    const cases = await read(
      'cases.csv',
      'Id,Date,Means\na,2018-01-02,Debt;Threats\nb,2018-01-03,\nc,2018-01-04,Debt\n',
      at('cases'),
    );
    const earlier = await read('cases.csv', 'Id,Date\nd,2018-01-04\n', at('cases', PLAIN, '2018-11'));
    const people = await read('people.csv', 'Id\na\na\nb\nc\nd\n', at('people'));
    const figures = ['signals', 'cases', 'victims'].map((table) => ({ id: table, counts: table }));
    const totals = async (by: string, more: object = {}) => {
      const options = { lists: LISTS, more: { ...more, family: { by, members: 'all' } } };
      const members = await figuresOfMembers(engine(), [calls, cases, earlier, people], figures, options);
      return [...members].map(([key, own]) => `${key}: ${own.map(({ id, total }) => `${id} ${total}`).join(', ')}`);
    };
    expect(await totals('caller')).toEqual(['family: signals 2', 'victim: signals 1', 'unknown: signals 1']);
    expect(await totals('means-of-control')).toEqual([
      'debt: cases 2, victims 3',
      'threats: cases 1, victims 2',
      'isolation: cases 0, victims 0',
    ]);
    // a filter leaves the other members out
    expect(await totals('caller', { signals: { caller: ['victim', 'unknown'] } })).toEqual([
      'victim: signals 1',
      'unknown: signals 1',
    ]);
  });

  it('choose the population of a sheet, and its signals, as built-in ones do', async () => {
    const calls = await read(
      'calls.csv',
      'Date,State,Who\n2018-01-02,,Tía\n2018-02-03,,Victim\n2018-03-04,,No dice\n',
      at('calls'),
    );
    const cases = await read('cases.csv', 'Id,Date,Means\na,2018-01-02,Debt;Threats\nb,2018-01-03,\n', at('cases'));
    const earlier = await read('cases.csv', 'Id,Date\nc,2018-01-04\n', at('cases', PLAIN, '2018-11'));
    const people = await read('people.csv', 'Id\na\na\nb\nc\n', at('people'));
    const totals = (more: object) =>
      figuresOf(
        engine(),
        [calls, cases, earlier, people],
        ['signals', 'cases', 'victims'].map((table) => ({ id: table, counts: table })),
        { lists: LISTS, more: { population: {}, signals: {}, ...more } },
      ).then((figures) => figures.map(({ total }) => total));
    expect(await totals({})).toEqual([3, 3, 4]);
    expect(await totals({ population: { 'means-of-control': ['threats', 'isolation'] } })).toEqual([3, 1, 2]);
    expect(await totals({ signals: { caller: ['family', 'unknown'] } })).toEqual([2, 3, 4]);
    expect(await totals({ signals: { caller: ['victim'], nexus: ['US'] } })).toEqual([0, 3, 4]);
  });

  it.each([
    [{ population: { caller: ['victim'] } }, 'population.caller: cases do not have it; allowed are nexus, countries'],
    [{ population: { callers: ['victim'] } }, 'states, type, means-of-control'],
    [{ signals: { caller: ['aunt'] } }, 'signals.caller: no caller "aunt"; there are family, victim, unknown'],
    [{ signals: { caller: 'victim' } }, 'signals.caller: is a text; expected a list'],
  ])('are refused in a filter, with what is allowed: %j', (more, message) => {
    expect(() => parse(sheetJson(more), LISTS)).toThrow(message);
  });

  it('are refused in a filter if a hotline of the sheet does not map them, so that all its records would be left out', () => {
    const sheet = parse(sheetJson({ hotlines: ['nhth'], population: { 'means-of-control': ['debt'] } }), LISTS);
    const check = (hotline: Hotline) => () =>
      assertFiltersAreMapped(sheet, new Map([['nhth', hotline]]), 'templates/border/sheet.json');
    expect(check(MAPPED)).not.toThrow();
    expect(check(PLAIN)).toThrow(
      'templates/border/sheet.json: population.means-of-control: hotlines/nhth.json does not map "means-of-control" of cases, so none of its cases would count',
    );
  });

  it('may come from yes-or-no columns, and from codes that combine', async () => {
    const flag = (heading: string, code: string) => ({ heading, code, no: ['', 'No'] });
    const hotline = mapped(
      {
        cases: {
          tables: {
            cases: { columns: { ...CASES, 'means-of-control': { flags: [flag('D', 'debt'), flag('T', 'threats')] } } },
          },
        },
        calls: {
          tables: {
            signals: {
              columns: {
                received_on: { heading: 'Date' },
                trafficking_related: { constant: true },
                caller: { heading: 'Who' },
              },
            },
          },
        },
      },
      { combine: { caller: [{ of: ['victim', 'family'], is: 'family' }] } },
      LISTS,
    );
    const cases = await read(
      'cases.csv',
      'Id,Date,D,T\na,2018-01-02,Yes,Yes\nb,2018-01-03,,No\n',
      at('cases', hotline),
    );
    expect((await cases.facts('cases')).map(({ own_means_of_control: means }) => means)).toEqual([
      ['debt', 'threats'],
      [],
    ]);
    const calls = await read('calls.csv', 'Date,Who\n2018-01-02,Victim;Family\n', at('calls', hotline));
    expect((await calls.facts('signals')).map(({ own_caller }) => own_caller)).toEqual(['family']);
  });

  it('do not change the facts of a hotline that does not map them', async () => {
    const { file } = await read('cases.csv', 'Id,Date\nc,2018-01-04\n', at('cases', PLAIN));
    const info = await inspectFacts(engine(), file.facts);
    expect([...info.values()].map(({ isCurrent }) => isCurrent)).toEqual([true]);
    const schema = await engine().rows(
      `SELECT decode(value) AS text FROM parquet_kv_metadata('${file.facts[0]?.path}') WHERE decode(key) = 'columns'`,
    );
    expect(schema[0]?.text).toBe(fileSchema('cases'));
    const other: CodeLists = { ...LISTS, own: [...(LISTS.own ?? []), own({ ...CALLER, name: 'z' })] };
    const files = { cases: { tables: { cases: { columns: CASES } } } };
    expect(mapped(files, {}, other).version).toBe(mapped(files).version);
  });
});

describe('an added list is refused', () => {
  it.each([
    [{ name: 'gender' }, 'codes/gender.json: name: "gender" is a column, list or figure of every hotline'],
    [{ name: 'Caller' }, 'codes/Caller.json: name: "Caller" must be lower-case letters'],
    [{ label: undefined }, 'codes/caller.json: label: is missing; give it words'],
    [{ tables: undefined }, 'codes/caller.json: tables: is missing; name the tables that have the column: signals'],
    [{ codes: CALLER.codes.slice(0, 2) }, 'codes/caller.json: codes: a list of one code per record needs a code "unk'],
    [
      { codes: [...CALLER.codes, code('aunt', 'Aunt', 'Tía', 'FAMILIA')] },
      'codes/caller.json: codes[3] (aunt): "familia" already means "family"',
    ],
  ])('%j', (changes, message) => {
    expect(() => own({ ...CALLER, ...changes })).toThrow(message);
  });

  it('as a column of a table that does not have it, with what is allowed', () => {
    const columns = { ...CASES, caller: { heading: 'Who' } };
    expect(() => mapped({ cases: { tables: { cases: { columns } } } }, {}, LISTS)).toThrow(
      'files.cases.tables.cases.columns: unknown key "caller"; allowed: case_id, opened_on, trafficking_type, venues, states, countries, nexus, partner_case_id, means-of-control; a column of your own needs a code list, codes/<name>.json, with "tables": ["cases"]',
    );
  });
});
