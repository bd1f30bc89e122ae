import { readFileSync } from 'node:fs';
import type { ChartSource } from '../../src/charts/chart-data.ts';
import type { ChartSpec } from '../../src/charts/chart-spec.ts';
import { compileChart } from '../../src/charts/compile-chart.ts';
import { drawChart, usesOwnScale } from '../../src/charts/draw-chart.ts';
import type { Labels } from '../../src/charts/figure-rows.ts';
import type { MeasureText } from '../../src/charts/text-metrics.ts';
import { FACE_FILES, FACES, type FontBytes } from '../../src/document/page/fonts.ts';
import { measureWith } from '../../src/document/page/text-measure.ts';
import type { PrintedCell, PrintedFigure } from '../../src/domain/figure.ts';
import { type Day, monthOf, monthsThrough } from '../../src/domain/month.ts';
import { HOUSE_PALETTE } from '../../src/domain/palette.ts';

const root = new URL('../../', import.meta.url);
const readJson = (path: string) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));

const fontBytes = Object.fromEntries(
  FACES.map((face) => [face, readFileSync(new URL(`fonts/${FACE_FILES[face]}`, root))]),
) as unknown as FontBytes;

/** Measures text in the real fonts, as pages do. */
export const measure: MeasureText = measureWith(fontBytes);

export const boundaries = { 'us-mx': readJson('boundaries/us-mx.topo.json'), ar: readJson('boundaries/ar.topo.json') };

const codeLabels = (list: string) =>
  Object.fromEntries(
    readJson(`codes/${list}.json`).codes.map((code: { key: string; label: object }) => [code.key, code.label]),
  );

export const labels: Labels = {
  type: codeLabels('type'),
  venue: codeLabels('venue'),
  gender: codeLabels('gender'),
  age: codeLabels('age'),
  state: codeLabels('state'),
};

export const words = {
  en: {
    'map.us': 'UNITED STATES',
    'map.mx': 'MEXICO',
    'map.alaska': 'Alaska',
    'map.hawaii': 'Hawaii',
    'map.enlarged': 'Central Mexico, enlarged',
    'class.none': 'None known',
    'class.fewer': 'Fewer than {threshold}',
    'class.between': '{from}–{to}',
    'class.more': '{from} or more',
    'chart.withheld': '‡ Not shown.',
    'chart.empty': 'None known.',
    'chart.few': 'None known, or too few to show (‡).',
  },
  es: {
    'map.us': 'ESTADOS UNIDOS',
    'map.mx': 'MÉXICO',
    'map.alaska': 'Alaska',
    'map.hawaii': 'Hawái',
    'map.enlarged': 'Centro de México, ampliado',
    'class.none': 'Ninguno conocido',
    'class.fewer': 'Menos de {threshold}',
    'class.between': '{from}–{to}',
    'class.more': '{from} o más',
    'chart.withheld': '‡ No se muestra.',
    'chart.empty': 'Ninguno conocido.',
    'chart.few': 'Ninguno conocido, o muy pocos para mostrarlos (‡).',
  },
} as const;

/** Builds a figure's cells and shares from counts; null hides a cell. */
export function figure(
  id: string,
  by: NonNullable<PrintedFigure['by']>,
  total: number | null,
  counts: Readonly<Record<string, number | null>>,
): PrintedFigure {
  const cells = Object.entries(counts).map(([key, count]): PrintedCell => {
    if (count === null) return { key, count: null, share: null, suppressed: true };
    return total === null || by === 'month' || by === 'venue'
      ? { key, count }
      : { key, count, share: total === 0 ? 0 : Math.floor((200 * count + total) / (2 * total)) };
  });
  return { id, counts: 'victims', by, multi: by === 'venue', total, cells };
}

const MONTHS = monthsThrough(monthOf('2015-09-30' as Day), monthOf('2017-07-31' as Day));
const SIGNALS = [0, 39, 41, 36, 44, 47, 45, 53, 56, 51, 60, 59, 65, 62, 59, 54, 50, 61, 64, 69, 71, 66, 64];

/** Returns a figure with a count for every month of the first sheet's period. */
export const monthly = (counts: readonly (number | null)[] = SIGNALS) =>
  figure(
    'signals-by-month',
    'month',
    1189,
    Object.fromEntries(MONTHS.map((month, at) => [month, counts[at] === undefined ? 0 : counts[at]])),
  );

export const map: PrintedFigure = {
  id: 'cases-by-state',
  counts: 'cases',
  by: 'state',
  multi: true,
  total: 727,
  known: 469,
  cells: [
    { key: 'US-TX', class: { from: 50, to: null } },
    { key: 'MX-CMX', class: { from: 25, to: 49 } },
    { key: 'MX-JAL', class: { from: 10, to: 24 } },
    { key: 'US-AK', class: { from: 1, to: 9 } },
    { key: 'US-ME', class: { from: 0, to: 0 } },
  ],
};

export const published: readonly PrintedFigure[] = [
  { id: 'victims', counts: 'victims', multi: false, total: 1257, cells: [] },
  map,
  figure('victims-by-type', 'type', 1257, { labor: 793, sex: 389, 'sex-and-labor': 50, other: 25 }),
  figure('top-labor-industries', 'venue', 1257, { agriculture: 329, 'domestic-work': 91, 'illicit-activities': 72 }),
  figure('top-sex-types', 'venue', 1257, { residence: 78, 'hotel-motel': 58, escort: 38 }),
  monthly(),
];

/** Returns the published figures with some of them replaced by others with the same ids. */
export const withFigures = (...others: readonly PrintedFigure[]): PrintedFigure[] =>
  published.map((each) => others.find(({ id }) => id === each.id) ?? each);

/** A chart's spec and its input data. */
export type ChartInput = ChartSpec & ChartSource;

/** Compiles a spec and draws it. */
export const drawSpec = async (input: ChartInput): Promise<string> => drawChart(compileChart(input), input);

/** Whether a spec's ranked lists use their own scale instead of the common one. */
export const specUsesOwnScale = (input: ChartInput): boolean => usesOwnScale(compileChart(input), input);

/** Returns a sheet's chart, ready to draw; parts may be replaced. */
export function chart(path: string, lang: 'en' | 'es' = 'en', other: Partial<ChartInput> = {}): ChartInput {
  const file = `templates/${path}.vl.json`;
  const definitions = readJson(`templates/${path.split('/')[0]}/sheet.json`).figures;
  const places = Object.keys(labels.state ?? {});
  const cells = { 'victims-by-type': ['labor', 'sex', 'sex-and-labor', 'other'] };
  const input = {
    file,
    spec: readJson(file),
    lang,
    figures: published,
    definitions,
    cells,
    places,
    palette: HOUSE_PALETTE,
  };
  const locale = lang === 'en' ? 'en-US' : 'es-MX';
  return { ...input, locale, labels, words: words[lang], boundaries, measure, ...other };
}
