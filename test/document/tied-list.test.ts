import { describe, expect, it } from 'vitest';
import { barsOf } from '../../src/distribution/message/message-wording.ts';
import { layOut } from '../../src/document/page/lay-out.ts';
import type { PrintedFigure, TiedCells } from '../../src/domain/figure.ts';
import type { Language } from '../../src/domain/languages.ts';
import { pageInput } from './page-input.ts';
import { PUBLISHED, withFigures } from './published-edition.ts';
import { withRealCharts } from './real-charts.ts';

/** Lists that end with a tie: after two cells, or at the first one. */
const TIES: Readonly<Record<string, readonly [named: number, tied: TiedCells]>> = {
  'top-labor-industries': [2, { cells: 3, count: 72 }],
  'top-sex-types': [0, { cells: 4, count: 38 }],
  'victims-by-nationality': [2, { cells: 5, count: 57, share: 5 }],
  'traffickers-by-nationality': [0, { cells: 12, count: 13, share: 1 }],
};

const TIED = withFigures((figure): PrintedFigure => {
  const [named, tied] = TIES[figure.id] ?? [];
  return tied ? { ...figure, cells: figure.cells.slice(0, named), tied } : figure;
});

async function textsOf(
  language: Language,
): Promise<{ page: string; charts: Record<string, string>; alternative: string[] }> {
  const input = await withRealCharts(pageInput(language, TIED));
  const texts = [...JSON.stringify(layOut(input)).matchAll(/"text":"([^"]*)"/gu)].map(([, text]) => text);
  return { page: texts.join(' '), charts: { ...input.charts }, alternative: Object.values(input.chartTexts) };
}

describe('a top list that ends with a tie', () => {
  it.each([
    ['en', '5 tied, each', '12 tied, each', '3 tied, each', '4 tied, each: 38. Of a total of 389.'],
    ['es', '5 con igual cifra', '12 con igual cifra', '3 con igual cifra', '4 con igual cifra: 38. De un total de 389.'],
  ] as const)(
    'says in a row of its own how many share the count, on the page and in its charts: %s',
    async (language, ...words) => {
      const { page, charts, alternative } = await textsOf(language);
      expect(page).toContain(`${words[0]} 57 5%`);
      expect(page).toContain(`${words[1]} 13 1%`);
      expect(page).not.toMatch(/Honduras|Guatemala/u);
      expect(charts['top-labor-industries']).toContain(words[2]);
      expect(charts['top-sex-types']).toContain(words[3].slice(0, words[3].indexOf(':')));
      expect(charts['top-sex-types']).toContain('>38<');
      expect(alternative.join('\n')).toContain(`${words[2]}: 72. `);
      expect(alternative.join('\n')).toContain(words[3]);
    },
  );

  it('has the same row in the bars of a message', () => {
    const figure = TIED.figures.find(({ id }) => id === 'victims-by-nationality')!;
    const wording = { language: 'es', locale: 'es-MX' } as Parameters<typeof barsOf>[2];
    expect(barsOf(figure, {}, wording).at(-1)).toEqual({
      label: '5 con igual cifra',
      count: '57',
      share: '5%',
      width: 8,
    });
  });

  it('leaves a list without a tie as it is', () => {
    expect(PUBLISHED.figures.filter(({ tied }) => tied)).toEqual([]);
  });
});
