import { describe, expect, it } from 'vitest';
import { printedUndated } from '../../src/domain/excluded.ts';
import type { Day } from '../../src/domain/month.ts';
import type { Table } from '../../src/domain/tables.ts';
import { countExcluded } from '../../src/figures/excluded.ts';
import { gatherPopulation } from '../../src/figures/population.ts';
import { type FactRows, withFacts } from '../facts/facts-in-engine.ts';
import { parse, sheetJson } from './sheets.ts';

const THROUGH = '2017-07-31' as Day;

const counted = (rows: FactRows, sheet = parse(sheetJson())) =>
  withFacts(rows, async (engine) => {
    await gatherPopulation(engine, sheet, THROUGH);
    const ids = async (table: Table, id: string) => {
      const found = await engine.rows(`SELECT hotline, record FROM counted_${table}`);
      return found.map(({ hotline, record }) => `${hotline}:${rows[table]?.[Number(record) - 1]?.[id]}`).sort();
    };
    return {
      signals: await ids('signals', 'signal_id'),
      cases: await ids('cases', 'case_id'),
      victims: await ids('victims', 'victim_id'),
      traffickers: await ids('traffickers', 'trafficker_id'),
      excluded: await countExcluded(engine, sheet, THROUGH),
    };
  });

const linea = { hotline: 'linea-nacional' };

describe('the population', () => {
  it('holds cases with a nexus and exploitation in the sheet’s countries, opened in the period', async () => {
    const { cases } = await counted({
      cases: [
        { case_id: 'in' },
        { case_id: 'first-day', opened_on: '2015-09-30' },
        { case_id: 'last-day', opened_on: '2017-07-31' },
        { case_id: 'too-early', opened_on: '2015-09-29' },
        { case_id: 'too-late', opened_on: '2017-08-01' },
        { case_id: 'no-nexus', nexus: [] },
        { case_id: 'other-nexus', nexus: ['GT'] },
        { case_id: 'elsewhere', countries: ['GT'] },
        { case_id: 'both', countries: ['GT', 'MX'], nexus: ['GT', 'MX'] },
      ],
    });
    expect(cases).toEqual(['nhth:both', 'nhth:first-day', 'nhth:in', 'nhth:last-day']);
  });

  it('holds signals related to trafficking with the nexus, received in the period', async () => {
    const { signals } = await counted({
      signals: [
        { signal_id: 'in' },
        { signal_id: 'unrelated', trafficking_related: false },
        { signal_id: 'no-nexus', nexus: ['US'] },
        { signal_id: 'early', received_on: '2015-09-29' },
      ],
    });
    expect(signals).toEqual(['nhth:in']);
  });

  it.each([
    ['the earlier-listed hotline names the other', 'b', null],
    ['the later-listed hotline names the other', null, 'a'],
    ['both name each other', 'b', 'a'],
  ])('counts a case that both hotlines hold once, with the earlier one’s people: %s', async (_, ours, theirs) => {
    const result = await counted({
      cases: [
        { case_id: 'a', partner_case_id: ours },
        { ...linea, case_id: 'b', partner_case_id: theirs },
      ],
      victims: [
        { victim_id: 'v1', case_id: 'a' },
        { ...linea, victim_id: 'v2', case_id: 'b' },
      ],
    });
    expect(result.cases).toEqual(['nhth:a']);
    expect(result.victims).toEqual(['nhth:v1']);
  });

  it.each([
    ['without a nexus', { nexus: [] }],
    ['exploited elsewhere', { countries: ['GT'] }],
    ['opened before the period', { opened_on: '2015-09-29' }],
    ['opened after it', { opened_on: '2017-08-01' }],
  ])('removes nothing for a copy outside the population: %s', async (_, outside) => {
    const result = await counted({
      cases: [
        { case_id: 'a', partner_case_id: 'b', ...outside },
        { ...linea, case_id: 'b', partner_case_id: 'a' },
      ],
      victims: [
        { victim_id: 'v1', case_id: 'a' },
        { ...linea, victim_id: 'v2', case_id: 'b' },
      ],
    });
    expect(result.cases).toEqual(['linea-nacional:b']);
    expect(result.victims).toEqual(['linea-nacional:v2']);
    expect(result.excluded.map(({ copies }) => copies)).toEqual([0, 0]);
  });

  it('counts dropped copies by the hotline that held them', async () => {
    const { cases, excluded } = await counted({
      cases: [
        { case_id: 'a', partner_case_id: 'x' },
        { case_id: 'b' },
        { case_id: 'c', partner_case_id: 'x' },
        { ...linea, case_id: 'x' },
        { ...linea, case_id: 'y', partner_case_id: 'b' },
        { ...linea, case_id: 'z' },
      ],
    });
    expect(cases).toEqual(['linea-nacional:z', 'nhth:a', 'nhth:b', 'nhth:c']);
    expect(excluded.map(({ hotline, copies }) => [hotline, copies])).toEqual([
      ['nhth', 0],
      ['linea-nacional', 2],
    ]);
  });

  it.each([
    ['all in the population', {}, ['nhth:a'], [0, 1, 1]],
    ['the first outside: the second stands for the third', { a: { nexus: [] } }, ['linea-nacional:b'], [0, 0, 1]],
    ['the second outside: it links nothing', { b: { nexus: [] } }, ['linea-145:c', 'nhth:a'], [0, 0, 0]],
  ])('follows a chain of three hotlines link by link: %s', async (_, outside, expected, copies) => {
    const cases = [
      { case_id: 'a', ...('a' in outside ? outside.a : {}) },
      { ...linea, case_id: 'b', partner_case_id: 'a', ...('b' in outside ? outside.b : {}) },
      { hotline: 'linea-145', case_id: 'c', partner_case_id: 'b' },
    ];
    const sheet = { ...parse(sheetJson()), hotlines: ['nhth', 'linea-nacional', 'linea-145'] };
    const result = await counted({ cases }, sheet);
    expect(result.cases).toEqual(expected);
    expect(result.excluded.map((one) => one.copies)).toEqual(copies);
  });

  it('ignores a partner id without a case, and equal ids without a partner id', async () => {
    const { cases } = await counted({
      cases: [
        { case_id: 'a', partner_case_id: 'nobody' },
        { ...linea, case_id: 'a' },
      ],
    });
    expect(cases).toEqual(['linea-nacional:a', 'nhth:a']);
  });

  it('excludes people whose case is in no export, and counts them', async () => {
    const result = await counted({
      cases: [{ case_id: 'a' }],
      victims: [
        { victim_id: 'v1', case_id: 'a' },
        { victim_id: 'v2', case_id: 'gone' },
        { victim_id: 'v3', case_id: null },
        { ...linea, victim_id: 'v4', case_id: 'a' },
      ],
      traffickers: [{ trafficker_id: 't', case_id: 'gone' }],
    });
    expect(result.victims).toEqual(['nhth:v1']);
    expect(result.excluded).toEqual([
      {
        hotline: 'nhth',
        copies: 0,
        people: 4,
        orphans: { victims: 2, traffickers: 1 },
        orphansByMonth: [{ month: '2016-05', victims: 2, traffickers: 1 }],
        undated: { signals: 0, cases: 0 },
      },
      {
        hotline: 'linea-nacional',
        copies: 0,
        people: 1,
        orphans: { victims: 1, traffickers: 0 },
        orphansByMonth: [{ month: '2016-05', victims: 1, traffickers: 0 }],
        undated: { signals: 0, cases: 0 },
      },
    ]);
  });

  it('counts the records whose date may be in the period, but of which too little is known', async () => {
    const year = (last: string, more = {}) => ({ opened_on: last, precision: 'year', ...more });
    const { cases, excluded } = await counted({
      cases: [
        { ...year('2016-12-31'), case_id: 'all of it in the period' },
        { ...year('2015-12-31', { weight: 4 }), case_id: 'begins before the period' },
        { ...year('2017-12-31'), case_id: 'ends after the edition' },
        { ...year('2014-12-31'), case_id: 'before' },
        { ...year('2018-12-31'), case_id: 'after' },
        { ...year('2015-12-31'), case_id: 'outside the population', nexus: [] },
        { opened_on: '2015-09-30', precision: 'month', case_id: 'begins before the period too' },
        { opened_on: null, precision: 'unknown', case_id: 'no date' },
        { opened_on: null, precision: 'unknown', case_id: 'no date elsewhere', nexus: [] },
      ],
      signals: [
        { ...linea, received_on: null, precision: 'unknown', signal_id: 's', weight: 12 },
        { ...linea, received_on: null, precision: 'unknown', signal_id: 't', trafficking_related: false },
      ],
    });
    expect(cases).toEqual(['nhth:all of it in the period']);
    expect(excluded.map(({ undated }) => undated)).toEqual([
      { signals: 0, cases: 7 },
      { signals: 12, cases: 0 },
    ]);
    expect(printedUndated(excluded, 10)).toEqual({ cases: 0, signals: 10 });
    expect(printedUndated([{ undated: { signals: 0, cases: 0 } }, {}], 10)).toBeNull();
  });

  it('leaves out hotlines that the sheet does not list', async () => {
    const result = await counted({ cases: [{ hotline: 'linea-145', case_id: 'x' }] });
    expect(result.cases).toEqual([]);
  });
});
