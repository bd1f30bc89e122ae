import { describe, expect, it } from 'vitest';
import { csv, readerFixture } from '../reader-fixture.ts';
import { CASES_OF_MEXICO, counted, figuresOf, mapped } from './mapped-hotline.ts';

const fixture = readerFixture();

const cases = (openedOn: object, changes: object = {}) =>
  mapped({ cases: { tables: { cases: { columns: { ...CASES_OF_MEXICO, opened_on: openedOn } } } } }, { ...changes });
const DATE = { heading: 'Date' };
const read = (hotline: ReturnType<typeof mapped>, ...lines: string[]) =>
  fixture.read('cases.csv', csv(...lines), { hotline, month: '2018-12' });

const SIGNS = ['NA', 'n/a', 'S/D', 'NULL', '-', 'Sin dato', 'Unknown', 'Desconocida', 'Sem data', 'Inconnue'];
const ZEROS = ['0000-00-00', '00/00/0000', '0'];

describe('a date that is not known', () => {
  it('is accepted with a warning, and its record counts in no period', async () => {
    const signs = [...SIGNS, ...ZEROS];
    const reading = await read(cases(DATE), 'Date', '2018-05-09', ...signs);
    expect(reading.file.status).toBe('accepted');
    expect(reading.file.problems.warnings).toBe(signs.length);
    expect(reading.found).toContain('value-unknown 2 Date');
    const dates = (await reading.facts()).map(({ opened_on, precision }) => `${opened_on} ${precision}`);
    expect(new Set(dates)).toEqual(new Set(['2018-05-09 day', 'null unknown']));
    const [figure] = await figuresOf(fixture.engine(), [reading], [{ id: 'cases', counts: 'cases' }]);
    expect(counted(figure)).toEqual(['total 1']);
  });

  it('causes no warning where the hotline lists the sign; only then may a date be empty', async () => {
    const listed = cases(DATE, { notKnown: ['NA', 'Sin registro', ''] });
    expect((await read(listed, 'Date,x', 'NA,1', 'Sin registro,2', ',3')).found).toEqual([]);
    expect((await read(cases(DATE), 'Date,x', ',3')).found).toEqual(['date-unreadable 1 Date']);
  });

  it('does not make the other dates look unreadable or swapped', async () => {
    const { found } = await read(cases(DATE, { notKnown: ['NA'] }), 'Date', 'NA', 'NA', 'NA');
    expect(found).toEqual([]);
  });

  it('may be one part of it: the year counts where a format has it', async () => {
    const lines = ['Year,Month', '2018,ND', '2018,3', 'ND,3'];
    const both = await read(cases({ headings: ['Year', 'Month'], formats: ['YYYY M', 'YYYY'] }), ...lines);
    expect((await both.facts()).map(({ opened_on, precision }) => `${opened_on} ${precision}`)).toEqual([
      ...['2018-12-31 year', '2018-03-31 month', 'null unknown'],
    ]);
    expect(both.found).toEqual(['value-unknown 3 Year']);
    const months = await read(cases({ headings: ['Year', 'Month'], formats: ['YYYY M'] }), ...lines);
    expect((await months.facts()).map(({ precision }) => precision)).toEqual(['unknown', 'month', 'unknown']);
  });

  it('is not guessed from any other text', async () => {
    const { found } = await read(cases(DATE), 'Date', 'soon', '99/99/9999');
    expect(found).toEqual(['date-unreadable 1 Date', 'date-unreadable 2 Date']);
  });
});

describe('a flag for a code that is not known', () => {
  const flags = {
    trafficking_type: {
      flags: [
        { heading: 'Labor', code: 'labor' },
        { heading: 'Sex', code: 'sex' },
      ],
    },
  };

  it('does not give the code: with a warning, or as the hotline lists it', async () => {
    const usual = await read(cases(DATE, { files: filesWith(flags) }), 'Date,Labor,Sex', '2018-05-09,NA,1');
    expect(usual.found).toEqual(['value-unknown 1 Labor']);
    const listed = cases(DATE, { files: filesWith(flags), notKnown: ['-99', ''] });
    const reading = await read(listed, 'Date,Labor,Sex', '2018-05-09,-99,1', '2018-05-09,1,');
    expect(reading.found).toEqual([]);
    expect((await reading.facts()).map((fact) => fact.trafficking_type)).toEqual(['sex', 'labor']);
  });
});

function filesWith(columns: object): object {
  return { cases: { tables: { cases: { columns: { ...CASES_OF_MEXICO, opened_on: DATE, ...columns } } } } };
}
