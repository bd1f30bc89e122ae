import { describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import type { Month } from '../../src/domain/month.ts';
import type { ExpectedFile, Period } from '../../src/domain/period.ts';
import { type EditionMonths, missingTables } from '../../src/editions/completeness.ts';

const months = ['2017-06', '2017-07'] as Month[];
const through = (last: string, first = '2017-06'): EditionMonths => ({ first: first as Month, last: last as Month });
const sent = (table: string, every: Period, cumulative = false): ExpectedFile => ({ table, every, cumulative });
const monthly = (table: string): ExpectedFile => sent(table, 'month');
const entry = (hotline: string, month: string, table: string, inForce = true): LedgerEntry => ({
  hotline,
  month: month as Month,
  table,
  generation: 1,
  claimedBy: inForce ? 'k' : null,
  inForce: inForce
    ? { sha256: '', reading: '', idKey: '', facts: [], records: 0, idShapes: [], problems: [], acceptedAt: '' }
    : null,
});

it('names what is missing by hotline, month and table, in that order', () => {
  const files = new Map([
    ['nhth', [monthly('signals'), monthly('cases')]],
    ['linea-nacional', [monthly('casos')]],
  ]);
  const entries = [
    entry('nhth', '2017-06', 'signals'),
    entry('nhth', '2017-06', 'cases'),
    entry('nhth', '2017-07', 'signals'),
    entry('nhth', '2017-07', 'cases', false),
    entry('linea-nacional', '2017-07', 'casos'),
    entry('other', '2017-06', 'casos'),
  ];
  expect(missingTables(files, through('2017-07'), entries)).toEqual([
    { hotline: 'nhth', month: '2017-07', table: 'cases' },
    { hotline: 'linea-nacional', month: '2017-06', table: 'casos' },
  ]);
});

it('misses nothing when every table of every month is active', () => {
  const entries = months.map((month) => entry('nhth', month, 'cases'));
  expect(missingTables(new Map([['nhth', [monthly('cases')]]]), through('2017-07'), entries)).toEqual([]);
});

describe('files of longer periods', () => {
  const lacks = (file: ExpectedFile, last: string, accepted: readonly string[], first?: string): string[] =>
    missingTables(
      new Map([['nhth', [file]]]),
      through(last, first),
      accepted.map((month) => entry('nhth', month, file.table)),
    ).map(({ month }) => month);

  it('needs one file of each period, under its last month', () => {
    expect(lacks(sent('calls', 'year'), '2019-12', ['2018-12'], '2017-01')).toEqual(['2017-12', '2019-12']);
    expect(lacks(sent('calls', 'half-year'), '2018-06', [], '2017-06')).toEqual(['2017-06', '2017-12', '2018-06']);
    expect(lacks(sent('calls', 'quarter'), '2018-03', ['2017-12'], '2017-09')).toEqual(['2017-09', '2018-03']);
  });

  it('is incomplete within a period whose file no export through the month can contain', () => {
    expect(lacks(sent('calls', 'year'), '2018-06', ['2017-12'], '2017-01')).toEqual(['2018-12']);
  });

  it('needs the file of the period in which the first month is', () => {
    expect(lacks(sent('calls', 'year'), '2018-12', ['2018-12'], '2017-11')).toEqual(['2017-12']);
  });

  it('accepts the newest upload of a cumulative file for all earlier periods', () => {
    expect(lacks(sent('calls', 'year', true), '2019-12', ['2019-12'], '2015-01')).toEqual([]);
    expect(lacks(sent('calls', 'year', true), '2019-12', ['2018-12'], '2015-01')).toEqual(['2019-12']);
    expect(lacks(sent('calls', 'month', true), '2017-08', ['2017-07'])).toEqual(['2017-08']);
  });

  it('lists the missing files of a hotline by month', () => {
    const files = new Map([['nhth', [sent('calls', 'year'), monthly('cases')]]]);
    expect(missingTables(files, through('2018-01', '2017-12'), [])).toEqual([
      { hotline: 'nhth', month: '2017-12', table: 'calls' },
      { hotline: 'nhth', month: '2017-12', table: 'cases' },
      { hotline: 'nhth', month: '2018-01', table: 'cases' },
      { hotline: 'nhth', month: '2018-12', table: 'calls' },
    ]);
  });
});
