import type { PublishedEdition } from '../../src/domain/edition.ts';
import { templateText } from './page-input.ts';
import { LINEA_145 } from './published-edition.ts';
import type { Files } from './themed-sheet.ts';

const part = (draw: string, ...figures: string[]) => ({ part: 'ready-chart', draw, figures });

const PAGE = {
  pages: [
    ...JSON.parse(templateText('linea-145/page.json')).pages,
    {
      parts: [
        { part: 'running-head' },
        part('lines', 'signals-by-month', 'victims-by-month'),
        part('grouped-bars', 'victims-by-gender', 'traffickers-by-gender'),
        part('stacked-bars', 'victims-by-age', 'traffickers-by-age'),
        part('dots', 'victims-by-nationality', 'traffickers-by-nationality'),
        part('pyramid', 'traffickers-by-age', 'victims-by-age'),
        { part: 'footer' },
      ],
    },
  ],
};

const UNITS = ['victims-by-gender', 'victims-by-age', 'victims-by-nationality', 'traffickers-by-age'];

const SERIES: Readonly<Record<'en' | 'es', readonly [string, string, string]>> = {
  en: ['Reports', 'Victims', 'People accused'],
  es: ['Denuncias', 'Víctimas', 'Personas denunciadas'],
};

/** The wording of the sheet, with the words that the charts ask for. */
function wording(language: 'en' | 'es'): string {
  const text = templateText(`linea-145/wording/${language}.md`);
  const [signals, victims, accused] = SERIES[language];
  const named = (prefix: string, name: string): string[] =>
    ['month', 'gender', 'age', 'nationality'].map((by) => `- series.${prefix}-by-${by}: ${name}`);
  const words = UNITS.map((figure) => `- ${figure}.unit: {${figure.split('-')[0]}}\n`).join('');
  const series = [...named('signals', signals), ...named('victims', victims), ...named('traffickers', accused)];
  return text
    .replace('## words\n\n', `## words\n\n${words}`)
    .replace('## chart words\n\n', `## chart words\n\n${series.join('\n')}\n`);
}

/** The sheet of Línea 145 with every ready-made chart on a third page. */
export const CHARTED: Files = {
  'page.json': JSON.stringify(PAGE),
  'wording/en.md': wording('en'),
  'wording/es.md': wording('es'),
};

const MONTHS = [12, 40, null, 35, 52, 61, null, 30, null, 44, 58, 70];

const hidden = { count: null, suppressed: true as const };

/** An edition with a second series by month, hidden months and a hidden cell. */
export const CHARTED_EDITION: PublishedEdition = {
  ...LINEA_145,
  figures: LINEA_145.figures.map((figure) => {
    if (figure.id === 'victims-by-month')
      return {
        ...figure,
        cells: figure.cells.map(({ key }, at) => (MONTHS[at] ? { key, count: MONTHS[at] } : { key, ...hidden })),
      };
    if (figure.id !== 'victims-by-gender') return figure;
    const isHidden = (key: string): boolean => ['gender-minority', 'unknown'].includes(key);
    return {
      ...figure,
      cells: figure.cells.map((cell) => (isHidden(cell.key) ? { key: cell.key, share: null, ...hidden } : cell)),
    };
  }),
};
