import { describe, expect, it } from 'vitest';
import type { PrintedFigure } from '../../src/domain/figure.ts';
import type { Language } from '../../src/domain/languages.ts';
import { plain } from '../../src/domain/prose.ts';
import { figureTables, headlinesOf } from '../../src/public/figure-tables.ts';
import { isDrawing } from '../../src/public/inline-chart.tsx';
import { shownIn as editionIn, editionWith, GENDER } from './public-fixture.ts';

const shownIn = (language: Language, ...figures: readonly PrintedFigure[]) =>
  editionIn(editionWith(...figures), language);

describe('a figure as a table', () => {
  it.each(['en', 'es'] as const)(
    'prints the mark, reads it aloud in words, and explains it in %s',
    async (language) => {
      const [table] = figureTables(await shownIn(language, GENDER));
      const hidden = table?.rows[1]?.values ?? [];
      expect(hidden.map(({ text }) => text)).toEqual(['‡', '‡']);
      for (const { spoken } of hidden) expect(spoken).toBe(language === 'en' ? 'not shown' : 'no se muestra');
      expect(table?.notes.join(' ')).toContain(language === 'en' ? 'fewer than 10' : 'menos de 10');
    },
  );

  it('prints "fewer than" for a rounded number, in words for screen readers', async () => {
    const rounded: PrintedFigure = {
      ...GENDER,
      rounded: 5,
      cells: [{ key: 'male', count: null, share: null, fewerThan: 5 }],
    };
    const [table] = figureTables(await shownIn('es', rounded));
    expect(table?.rows[0]?.values[0]).toEqual({ text: '<5', spoken: 'menos de 5' });
  });

  it('replaces the rows of a withheld figure with a sentence', async () => {
    const [table] = figureTables(await shownIn('en', { ...GENDER, total: null, cells: [], withheld: true }));
    expect(table?.rows).toEqual([]);
    expect(table?.instead).toContain('someone could be identified');
  });

  it('lists the places of a map by class, and the places without a record in one row', async () => {
    const map: PrintedFigure = {
      id: 'cases-by-state',
      counts: 'cases',
      by: 'state',
      multi: true,
      total: 727,
      known: 469,
      cells: [
        { key: 'US-TX', class: { from: 50, to: null } },
        { key: 'US-CA', class: { from: 1, to: 9 } },
        { key: 'US-NY', suppressed: true },
        { key: 'US-WY', class: { from: 0, to: 0 } },
        { key: 'US-UT', class: { from: 0, to: 0 } },
      ],
    };
    const [table] = figureTables(await shownIn('en', map));
    expect(table?.rows.map(({ label, values }) => [label, values[0]?.text])).toEqual([
      ['Texas', '50 or more'],
      ['California', 'Fewer than 10'],
      ['New York', '‡'],
      ['Everywhere else', 'None known'],
    ]);
  });

  it('shows totals with what they count; a hidden one is read as not shown', async () => {
    const headlines = headlinesOf(await shownIn('en'));
    expect(headlines.map(({ value, noun }) => [value.text, value.spoken, noun])).toEqual([
      ['1,189', null, 'calls'],
      ['‡', 'not shown', 'cases'],
      ['57', null, 'victims'],
    ]);
  });
});

describe('the words of an edition', () => {
  it('omit texts that name figures which an older edition does not have', async () => {
    const { words } = await shownIn('en', GENDER);
    expect(words.wording.prose).toEqual({});
    expect(words.wording.words.title).toBeDefined();
    for (const line of Object.values(words.wording.words)) expect(plain(line)).not.toContain('{');
  });
});

describe('a chart in a page', () => {
  it('is a drawing only', () => {
    expect(isDrawing('<svg xmlns="http://www.w3.org/2000/svg"><g><path d="M0,0"/></g></svg>')).toBe(true);
    for (const inner of [
      '<script>1</script>',
      '<a href="https://evil.example"/>',
      '<path onload="x()"/>',
      '<foreignObject/>',
      '<style>*{}</style>',
      '<use xlink:href="#a"/>',
      '<image href="x"/>',
      '<g style="x"/>',
    ])
      expect(isDrawing(`<svg xmlns="x">${inner}</svg>`), inner).toBe(false);
  });
});
