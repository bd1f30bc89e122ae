import { describe, expect, it } from 'vitest';
import { describeFigure } from '../../src/charts/alternative-text.ts';
import { figure, labels, map, monthly, words } from './chart-fixtures.ts';

const english = (printed: Parameters<typeof describeFigure>[0]) =>
  describeFigure(printed, { labels, words: words.en, lang: 'en', locale: 'en-US' });
const spanish = (printed: Parameters<typeof describeFigure>[0]) =>
  describeFigure(printed, { labels, words: words.es, lang: 'es', locale: 'es-MX' });

describe('describeFigure', () => {
  it('describes each cell’s label, count and share, then the total', () => {
    const types = figure('victims-by-type', 'type', 1257, { labor: 793, sex: 389, 'sex-and-labor': 50, other: 25 });
    expect(english(types)).toBe(
      'Labor: 793 (63%); Sex: 389 (31%); Sex and labor: 50 (4%); Other/not specified: 25 (2%). Of a total of 1,257.',
    );
    expect(spanish(types)).toMatch(/^Laboral: 793 \(63%\); Sexual: 389 \(31%\);/u);
  });

  it('says that a hidden number is not shown, in both languages', () => {
    const hidden = figure('victims-by-type', 'type', 1257, {
      labor: 793,
      sex: 389,
      'sex-and-labor': null,
      other: null,
    });
    expect(english(hidden)).toContain('Sex and labor: not shown; Other/not specified: not shown. Of a total of 1,257.');
    expect(spanish(hidden)).toContain('Sexual y laboral: no se muestra');
    expect(english({ ...hidden, total: null })).toContain('Total: not shown.');
  });

  it('describes a map’s places by class, the highest first, without counts', () => {
    const capital = labels.state?.['MX-CMX']?.en;
    expect(english(map)).toBe(
      `50 or more: Texas. 25 to 49: ${capital}. 10 to 24: Jalisco. Fewer than 10: Alaska. None known: everywhere else.`,
    );
    const hidden = { ...map, cells: [...map.cells, { key: 'US-NV', suppressed: true as const }] };
    expect(spanish(hidden)).toMatch(
      /De 25 a 49: .* No se muestra: Nevada\. Ninguno conocido: en todos los demás lugares\.$/u,
    );
  });

  it('describes a series month by month', () => {
    expect(spanish(monthly([12, null]))).toMatch(/^Septiembre de 2015: 12; octubre de 2015: no se muestra; /u);
  });

  it('says the lowest and the highest month before the months, unless one is hidden', () => {
    expect(english(monthly([12, 3]))).toMatch(
      /^23 months: lowest 0, highest 12\. September 2015: 12; October 2015: 3; /u,
    );
    expect(spanish(monthly([12, 3]))).toMatch(/^23 meses: el menor, 0; el mayor, 12\. Septiembre/u);
    expect(english(monthly([12, null]))).toMatch(/^September 2015: 12; October 2015: not shown/u);
  });

  it('describes a figure without cells by its total, and a withheld one by its note', () => {
    expect(english({ id: 'cases', counts: 'cases', multi: false, total: 727, cells: [] })).toBe('Total: 727.');
    expect(spanish({ ...map, cells: [], withheld: true })).toBe('No se muestra.');
  });

  it('says that an empty list has no rows or that some may be hidden, like its chart', () => {
    const list = figure('top-sex-types', 'venue', 0, {});
    expect(english(list)).toBe('None known. Total: 0.');
    expect(english({ ...list, total: 40 })).toBe('None known, or too few to show. Total: 40.');
    expect(spanish({ ...list, total: null })).toMatch(/^Ninguno conocido, o muy pocos .* Total: no se muestra\.$/u);
  });
});
