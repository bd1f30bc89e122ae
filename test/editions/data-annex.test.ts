import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { PublishedEdition } from '../../src/domain/edition.ts';
import type { Day, Month } from '../../src/domain/month.ts';
import { figuresCsv, figuresJson } from '../../src/editions/data-annex.ts';

const EDITION: PublishedEdition = {
  sheet: 'border',
  month: '2017-07' as Month,
  from: '2015-09-30' as Day,
  through: '2017-07-31' as Day,
  revision: 2,
  complete: false,
  missing: [{ hotline: 'nhth', month: '2017-07' as Month, table: 'cases' }],
  threshold: 10,
  generatedFrom: [{ hotline: 'nhth', month: '2017-06' as Month, table: 'cases' }],
  figures: [
    { id: 'cases', counts: 'cases', multi: false, total: 727, cells: [] },
    { id: 'traffickers', counts: 'traffickers', multi: false, total: null, cells: [] },
    {
      id: 'gender',
      counts: 'victims',
      by: 'gender',
      multi: false,
      total: 1257,
      cells: [
        { key: 'male', count: 572, share: 46 },
        { key: 'gender-minority', count: null, share: null, suppressed: true },
      ],
    },
    {
      id: 'map',
      counts: 'cases',
      by: 'state',
      multi: true,
      total: 727,
      known: 469,
      cells: [
        { key: 'US-TX', class: { from: 50, to: null } },
        { key: 'US-AK', class: { from: 1, to: 9 } },
        { key: 'US-WY', class: { from: 0, to: 0 } },
      ],
    },
  ],
};

const LIST = {
  id: 'list',
  counts: 'victims',
  by: 'nationality',
  multi: true,
  total: 3000,
  cells: [
    { key: 'MX', count: 2999, share: 100 },
    { key: 'US', count: 2999, share: 100 },
  ],
  tied: { cells: 3, count: 12, share: 0 },
} as const;

describe('the data annex', () => {
  it('says of cells that share the last count of a top list how many they are', () => {
    const edition = { ...EDITION, figures: [LIST, { ...LIST, id: 'all-tied', cells: [] }] };
    expect(JSON.parse(figuresJson(edition)).figures.list.tied).toEqual({ cells: 3, count: 12, share: 0 });
    const rows: Record<string, string>[] = parse(figuresCsv(edition, new Map(), ['en', 'es']), {
      bom: true,
      columns: true,
    });
    const tied = { key: '', label_en: '3 tied, each', label_es: '3 con igual cifra', count: '12', total: '3000' };
    expect(rows).toHaveLength(4);
    expect(rows[2]).toMatchObject({ figure: 'list', ...tied });
    expect(rows[3]).toMatchObject({ figure: 'all-tied', ...tied });
  });

  it('has the shares of the page: less than one and more than ninety-nine percent in the table, the integer in the JSON', () => {
    const edition = { ...EDITION, figures: [LIST] };
    const rows: Record<string, string>[] = parse(figuresCsv(edition, new Map(), ['en', 'es']), {
      bom: true,
      columns: true,
    });
    expect(rows.map(({ share }) => share)).toEqual(['>99%', '>99%', '<1%']);
    expect(JSON.parse(figuresJson(edition)).figures.list.cells[0].share).toBe(100);
    const whole = {
      ...LIST,
      total: 2999,
      tied: undefined,
      cells: [
        { key: 'MX', count: 2999, share: 100 },
        { key: 'US', count: 0, share: 0 },
      ],
    };
    const { tied: _, ...plain } = whole;
    const exact: Record<string, string>[] = parse(
      figuresCsv({ ...EDITION, figures: [plain] }, new Map(), ['en', 'es']),
      {
        bom: true,
        columns: true,
      },
    );
    expect(exact.map(({ share }) => share)).toEqual(['100', '0']);
  });

  it('is figures by id, in the order of the page, null exactly where the page prints the mark', () => {
    const annex = JSON.parse(figuresJson(EDITION));
    expect(Object.keys(annex)).toEqual([
      'sheet',
      'from',
      'through',
      'revision',
      'complete',
      'missing',
      'threshold',
      'generatedFrom',
      'figures',
    ]);
    expect(Object.keys(annex.figures)).toEqual(['cases', 'traffickers', 'gender', 'map']);
    expect(annex.figures.gender.cells[1]).toEqual({
      key: 'gender-minority',
      count: null,
      share: null,
      suppressed: true,
    });
    expect(annex.figures.cases).toEqual({ counts: 'cases', multi: false, total: 727, cells: [] });
  });

  it('is a table with a line per cell, labels in both languages and the mark for hidden numbers', () => {
    const labels = new Map([['gender', { male: { en: 'Male', es: 'Masculino' } }]]);
    const csv = figuresCsv(EDITION, labels, ['en', 'es']);
    const rows = parse(csv, { bom: true, columns: true }) as Record<string, string>[];
    expect(csv.startsWith('\uFEFFfigure,counts,by,key,label_en,label_es,count,share,class,suppressed,total\r\n')).toBe(
      true,
    );
    expect(rows).toHaveLength(7);
    expect(rows[0]).toMatchObject({ figure: 'cases', key: '', total: '727', suppressed: '' });
    expect(rows[1]).toMatchObject({ figure: 'traffickers', total: '‡', suppressed: 'true' });
    expect(rows[2]).toMatchObject({ label_es: 'Masculino', count: '572', share: '46', total: '1257' });
    expect(rows[3]).toMatchObject({ key: 'gender-minority', count: '‡', share: '‡', suppressed: 'true' });
    expect(rows.slice(4).map((row) => row.class)).toEqual(['50+', '1-9', '0']);
  });
});
