import { describe, expect, it } from 'vitest';
import { allowedValues } from '../../../src/definitions/allowed-values.ts';
import { codes, csv, readerFixture } from '../reader-fixture.ts';
import { CASES_OF_MEXICO, mapped } from './mapped-hotline.ts';

const fixture = readerFixture();

const cases = (columns: object, changes: object = {}) =>
  mapped({ cases: { tables: { cases: { columns: { ...CASES_OF_MEXICO, ...columns } } } } }, { ...changes });

const TYPES = {
  trafficking_type: {
    flags: [
      { heading: 'isForcedLabour', code: 'labor' },
      { heading: 'isSexualExploit', code: 'sex' },
      { heading: 'isOther', code: 'other' },
    ],
  },
};
const BLANK_IS_NO = { flags: { yes: ['Yes'], no: ['No', ''] } };

const read = (hotline: ReturnType<typeof mapped>, ...lines: string[]) =>
  fixture.read('cases.csv', csv(...lines), { hotline, month: '2018-12' });

describe('flags for the codes of a column', () => {
  it('combine as the hotline says; none that is true is like an empty cell', async () => {
    const reading = await read(
      cases(TYPES),
      'Date,isForcedLabour,isSexualExploit,isOther',
      '2018-01-05,1,0,0',
      '2018-01-05,0,TRUE,No',
      '2018-01-05,Yes,Yes,0',
      '2018-01-05,0,0,0',
      '2018-01-05,1,1,1',
    );
    expect((await reading.facts()).map((fact) => fact.trafficking_type)).toEqual([
      ...['labor', 'sex', 'sex-and-labor', 'other', 'sex-and-labor'],
    ]);
    expect(reading.found).toEqual([]);
  });

  it('that do not combine are unknown, with a warning', async () => {
    const gender = {
      flags: [
        { heading: 'Man', code: 'male' },
        { heading: 'Woman', code: 'female' },
      ],
    };
    const people = { victims: { columns: { case_id: { heading: 'Case' }, gender } } };
    const reading = await read(mapped({ cases: { tables: people } }), 'Case,Man,Woman', 'a,1,1', 'a,0,1', 'a,0,0');
    expect(reading.found).toEqual(['value-unknown 1 Man']);
    expect((await reading.facts()).map((fact) => fact.gender)).toEqual(['unknown', 'female', 'unknown']);
  });

  it('fill a list', async () => {
    const venues = {
      flags: [
        { heading: 'Farm', code: 'agriculture' },
        { heading: 'Street', code: 'street', optional: true },
        { heading: 'Home', code: 'domestic-work' },
      ],
    };
    const reading = await read(cases({ venues }), 'Date,Farm,Home', '2018-01-05,1,1', '2018-01-05,0,0');
    expect((await reading.facts()).map((fact) => String(fact.venues))).toEqual(['agriculture,domestic-work', '']);
  });

  it('of states fill in their country if the row names none', async () => {
    const states = { flags: [{ heading: 'Texas', code: 'US-TX' }] };
    const reading = await read(
      cases({ states, countries: { heading: 'Country', optional: true } }),
      'Date,Texas,Country',
      '2018-01-05,1,',
      '2018-01-05,0,Mexico',
      '2018-01-05,1,Mexico',
    );
    expect((await reading.facts()).map((fact) => `${fact.states} ${fact.countries}`)).toEqual([
      ...['US-TX US', ' MX', ' MX'],
    ]);
    expect(reading.found).toEqual(['state-outside-countries 3 Texas']);
  });

  it('are errors where a cell is neither yes nor no, or empty', async () => {
    const { found } = await read(cases(TYPES), 'Date,isForcedLabour,isSexualExploit,isOther', '2018-01-05,maybe,,0');
    expect(found).toEqual(['flag-unreadable 1 isForcedLabour', 'flag-unreadable 1 isSexualExploit']);
  });

  it('take an empty cell for no where the hotline says so', async () => {
    const reading = await read(
      cases(TYPES, BLANK_IS_NO),
      'Date,isForcedLabour,isSexualExploit,isOther',
      '2018-01-05,1,,',
      '2018-01-05,,,',
    );
    expect(reading.found).toEqual([]);
    expect((await reading.facts()).map((fact) => fact.trafficking_type)).toEqual(['labor', 'other']);
  });

  it('may have words of their own in one column', async () => {
    const hotline = cases({
      trafficking_type: {
        flags: [
          { heading: 'Labour', code: 'labor', yes: ['x', '1'], no: ['2', ''] },
          { heading: 'Sex', code: 'sex' },
        ],
      },
    });
    const reading = await read(hotline, 'Date,Labour,Sex', '2018-01-05,x,No', '2018-01-05,2,Yes', '2018-01-05,,x');
    expect(reading.found).toEqual(['flag-unreadable 3 Sex']);
    const labour = allowedValues(hotline, codes, { stem: 'cases', heading: 'Labour' }, 'en');
    expect(labour?.shown).toEqual(['x', '1', 'Yes', '2', 'No']);
  });
});

describe('a yes-or-no column', () => {
  it('may have words of its own, and an empty cell may mean no', async () => {
    const columns = {
      received_on: { heading: 'Date' },
      trafficking_related: { heading: 'Related', yes: ['x'], no: [''] },
    };
    const hotline = mapped({ cases: { tables: { signals: { columns } } } });
    const reading = await read(
      hotline,
      'Date,Related',
      '2018-01-05,X',
      '2018-01-05,',
      '2018-01-05,oui',
      '2018-01-05,?',
    );
    expect(reading.found).toEqual(['flag-unreadable 4 Related']);
  });
});

describe('the definition of flags is refused', () => {
  const flags =
    (...list: object[]) =>
    () =>
      cases({ trafficking_type: { flags: list } });
  it.each([
    [
      'an unknown code',
      flags({ heading: 'A', code: 'slavery' }),
      /flags\[0\]: "slavery" is not a code; allowed: labor, sex/u,
    ],
    ['no code', flags({ heading: 'A' }), /flags\[0\]: needs one code, for example \{ "heading"/u],
    ['two codes', flags({ heading: 'A', code: 'sex', country: 'MX' }), /flags\[0\]: needs one code/u],
    [
      'a country for a type',
      flags({ heading: 'A', country: 'MX' }),
      /flags\[0\]: has a country; only a list of countries may, use "code"/u,
    ],
    [
      'a word for yes and no',
      flags({ heading: 'A', code: 'sex', yes: ['0'], no: ['0'] }),
      /"0" means both yes and no/u,
    ],
    [
      'flags of a date',
      () => cases({ opened_on: { flags: [{ heading: 'A', code: 'sex' }] } }),
      /opened_on: has flags; only a coded column may/u,
    ],
    [
      'words of a date',
      () => cases({ opened_on: { heading: 'Date', yes: ['1'] } }),
      /has yes or no; only a yes-or-no column and flags may/u,
    ],
  ])('for %s', (_, parse, message) => expect(parse).toThrow(message));
});
