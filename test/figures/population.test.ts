import { describe, expect, it } from 'vitest';
import type { Table } from '../../src/contract/tables.ts';
import type { Day } from '../../src/domain/month.ts';
import { countOrphans, gatherPopulation } from '../../src/figures/population.ts';
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
      orphans: await countOrphans(engine),
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

  it('tests the population on the copy that counts: outside it, the other copy does not count either', async () => {
    const result = await counted({
      cases: [
        { case_id: 'a', nexus: [] },
        { ...linea, case_id: 'b', partner_case_id: 'a' },
      ],
      victims: [{ ...linea, victim_id: 'v', case_id: 'b' }],
    });
    expect(result.cases).toEqual([]);
    expect(result.victims).toEqual([]);
    expect(result.orphans).toEqual({ victims: 0, traffickers: 0 });
  });

  it('ignores a partner id that nobody holds, and equal ids without a partner id', async () => {
    const { cases } = await counted({
      cases: [
        { case_id: 'a', partner_case_id: 'nobody' },
        { ...linea, case_id: 'a' },
      ],
    });
    expect(cases).toEqual(['linea-nacional:a', 'nhth:a']);
  });

  it('leaves out people whose case nobody holds, and tells how many', async () => {
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
    expect(result.orphans).toEqual({ victims: 3, traffickers: 1 });
  });

  it('leaves out hotlines that the sheet does not list', async () => {
    const result = await counted({ cases: [{ hotline: 'linea-145', case_id: 'x' }] });
    expect(result.cases).toEqual([]);
  });
});
