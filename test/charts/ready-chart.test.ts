import { beforeAll, describe, expect, it } from 'vitest';
import { compileReady } from '../../src/charts/compile-chart.ts';
import { drawChart } from '../../src/charts/draw-chart.ts';
import type { ReadyKind } from '../../src/charts/ready/ready-chart.ts';
import type { PrintedFigure } from '../../src/domain/figure.ts';
import { HOUSE_PALETTE } from '../../src/domain/palette.ts';
import { renderEdition } from '../../src/steps/render-report/render-report.ts';
import { CHARTED, CHARTED_EDITION } from '../document/charted-sheet.ts';
import { FONT_FILES } from '../document/page-input.ts';
import { openPdf, readPage } from '../document/read-pdf.ts';
import { compiledWith } from '../document/themed-sheet.ts';
import { chart, figure, monthly, words } from './chart-fixtures.ts';

const VICTIMS = figure('victims-by-type', 'type', 1257, { labor: 793, sex: null, 'sex-and-labor': null, other: 25 });
const OTHERS = figure('others-by-type', 'type', 100, { labor: 60, sex: 40, 'sex-and-labor': 0, other: 0 });

const draw = (kind: ReadyKind, ...figures: PrintedFigure[]): Promise<string> => {
  const ids = figures.map(({ id }) => id);
  const names = Object.fromEntries(ids.map((id) => [`series.${id}`, `Name of ${id}`]));
  const source = {
    ...chart('us-mexico-border/charts/type-bar'),
    figures,
    words: { ...words.en, ...names, total: 'All' },
  };
  return drawChart(compileReady({ kind, figures: ids, palette: HOUSE_PALETTE }, 'page.json'), source);
};

const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/gu)].map((match) => match[1]);
const count = (svg: string, pattern: RegExp): number => [...svg.matchAll(pattern)].length;

describe.each(['grouped-bars', 'stacked-bars', 'dots', 'pyramid'] as const)('%s', (kind) => {
  it('names the figures, prints the mark of hidden cells and none of their numbers', async () => {
    const svg = await draw(kind, VICTIMS, OTHERS);
    expect(texts(svg)).toEqual(expect.arrayContaining(['Name of victims-by-type', 'Name of others-by-type']));
    expect(texts(svg).join(' ')).toContain('‡');
    expect(texts(svg).join(' ')).not.toMatch(/389|50 |439/u);
    expect(svg).not.toMatch(/NaN|undefined|null|opacity/u);
    expect(await draw(kind, VICTIMS, OTHERS)).toBe(svg);
  });

  it('of figures without cells, and of a withheld figure, is a note', async () => {
    const none = { ...figure('victims-by-type', 'type', 0, {}) };
    expect(texts(await draw(kind, none))).toEqual(['None known.']);
    expect(texts(await draw(kind, { ...none, total: null, withheld: true }))).toEqual(['‡ Not shown.']);
  });
});

describe('a cross of two dimensions', () => {
  const cells = {
    ...{
      'male/': 30,
      'female/': 55,
      'gender-minority/': 0,
      'unknown/': 12,
      '/adult': 50,
      '/minor': 35,
      '/unknown': 12,
    },
    ...{ 'male/adult': 20, 'male/minor': 10, 'male/unknown': 0, 'female/adult': null, 'female/minor': null },
    ...{ 'female/unknown': 0, 'unknown/adult': null, 'unknown/minor': null, 'unknown/unknown': 12 },
  };
  const CROSS = { ...figure('by-gender-and-age', 'gender', 97, cells), cross: 'age' };

  it('is a table with the totals of both, and the mark of hidden cells', async () => {
    const svg = texts(await draw('table', CROSS));
    expect(svg).toEqual(
      expect.arrayContaining(['Male', 'Female', 'Unknown', 'All', 'Adult', 'Minor', '20', '‡', '55', '50', '35', '97']),
    );
    expect(svg.filter((text) => text === '‡')).toHaveLength(4);
    expect(svg).not.toContain('Gender minority');
  });

  it('is bars for each code, or a pyramid with the totals of the other codes below', async () => {
    expect(texts(await draw('grouped-bars', CROSS))).toEqual(expect.arrayContaining(['Male', 'Female', 'Adult', '10']));
    const pyramid = texts(await draw('pyramid', CROSS));
    expect(pyramid.slice(0, 2)).toContain('Male');
    expect(pyramid.at(-1)).toBe('Unknown 12');
  });
});

describe('lines', () => {
  it('are interrupted at a hidden month, which has the mark, and scale from the printed ones', async () => {
    const counts = [12, null, 30, null, 20, ...Array.from({ length: 18 }, () => 10)];
    const svg = await draw('lines', monthly(counts));
    expect(texts(svg).filter((text) => text === '‡')).toHaveLength(2);
    const [line = ''] = [...svg.matchAll(/ d="(M[^"Z]*)" fill="none" stroke="#14616D"/gu)].map((match) => match[1]);
    expect(count(line, /M/gu)).toBe(3);
    expect(count(line, /L/gu)).toBe(18);
    expect(texts(svg)).toEqual(expect.arrayContaining(['0', '10', '20', '30', '2015', '2016', '2017']));
  });
});

describe('a page of ready-made charts', () => {
  let page: string;
  beforeAll(async () => {
    const compiled = await compiledWith(CHARTED);
    const { pdf } = await renderEdition({ fonts: FONT_FILES }, compiled, CHARTED_EDITION, 'es');
    page = JSON.stringify((await readPage(await openPdf(pdf), 3)).root);
  });

  it('describes every figure of each chart in words', () => {
    expect(page).toMatch(
      /Víctimas: Hombres: 402 \(26%\); mujeres: 1\.011|Víctimas: Hombres: 402 \(26%\); Mujeres: 1\.011/u,
    );
    expect(page).toContain('Personas denunciadas: ');
    expect(page).not.toMatch(/Minoría de género: 17/u);
  });

  it.each<[string, object, RegExp]>([
    [
      'two dimensions',
      { draw: 'dots', figures: ['victims-by-age', 'victims-by-gender'] },
      /"dots" needs figures by one dimension; victims-by-gender is not by age/u,
    ],
    [
      'lines of ages',
      { draw: 'lines', figures: ['victims-by-age'] },
      /"lines" needs figures by month, quarter or year; victims-by-age is not: draw "dots"/u,
    ],
    ['a map', { draw: 'dots', figures: ['cases-by-state'] }, /cases-by-state does not: choose another/u],
    ['a pyramid of one', { draw: 'pyramid', figures: ['victims-by-age'] }, /"pyramid" needs two figures; it has 1/u],
    [
      'no name',
      { draw: 'lines', figures: ['signals-by-month', 'cases-by-month'] },
      /needs "- series\.cases-by-month: \.\.\."/u,
    ],
  ])('refuses %s', async (_, entry, message) => {
    const json = JSON.parse(String(CHARTED['page.json']));
    json.pages[2].parts.splice(-1, 0, { part: 'ready-chart', ...entry });
    await expect(compiledWith({ ...CHARTED, 'page.json': JSON.stringify(json) })).rejects.toThrow(message);
  });
});
