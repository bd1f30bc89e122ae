import type { PublishedEdition } from '../../src/domain/edition.ts';
import type { CellLabels, CountClass, Dimension, PrintedCell, PrintedFigure } from '../../src/domain/figure.ts';
import { type Day, type Month, monthsThrough } from '../../src/domain/month.ts';
import { CODES } from '../current-codes.ts';

/** The edition whose figures were published in 2017 (figures.md), as in the data annex, and variants of it. */

const cells = (rows: readonly (readonly [string, number, number?])[]): PrintedCell[] =>
  rows.map(([key, count, share]) => (share === undefined ? { key, count } : { key, count, share }));

const CLASSES: readonly CountClass[] = [
  { from: 50, to: null },
  { from: 25, to: 49 },
  { from: 10, to: 24 },
  { from: 1, to: 9 },
];
const STATES = [
  'US-CA US-TX',
  'US-FL US-NC MX-CMX MX-PUE',
  'US-AZ US-GA US-IL US-NY US-WA MX-BCN MX-CHP MX-MEX MX-JAL MX-OAX MX-TLA MX-VER',
  'US-AK US-HI US-NV US-NM US-OR MX-COL MX-GRO MX-NLE MX-ROO MX-YUC',
];
const stateCells = STATES.flatMap((keys, index): PrintedCell[] =>
  keys.split(' ').map((key) => ({ key, class: CLASSES[index]! })),
);

const MONTHLY = [39, 41, 35, 43, 46, 44, 52, 55, 50, 58, 57, 63, 60, 57, 53, 49, 59, 62, 66, 71, 64, 64];
const series = (id: string, counts: PrintedFigure['counts'], total: number, factor: number): PrintedFigure => ({
  id,
  counts,
  by: 'month',
  multi: false,
  total,
  cells: monthsThrough('2015-10' as Month, '2017-07' as Month).map((key, index) => ({
    key,
    count: Math.round(MONTHLY[index]! * factor),
    ...(index === 0 && { from: '2015-09-30' as Day }),
  })),
});

const single = (id: string, total: number): PrintedFigure => ({
  id,
  counts: id as PrintedFigure['counts'],
  multi: false,
  total,
  cells: [],
});

const people = (
  counts: 'victims' | 'traffickers',
  by: Dimension,
  total: number,
  rows: readonly (readonly [string, number, number?])[],
): PrintedFigure => ({ id: `${counts}-by-${by}`, counts, by, multi: by === 'nationality', total, cells: cells(rows) });

const VICTIMS: readonly PrintedFigure[] = [
  people('victims', 'gender', 1257, [
    ['male', 572, 46],
    ['female', 609, 48],
    ['gender-minority', 12, 1],
    ['unknown', 64, 5],
  ]),
  people('victims', 'nationality', 1257, [
    ['MX', 758, 60],
    ['US', 117, 9],
    ['HN', 57, 5],
    ['GT', 30, 2],
  ]),
  people('victims', 'age', 1257, [
    ['adult', 881, 70],
    ['minor', 203, 16],
    ['unknown', 173, 14],
  ]),
];
const TRAFFICKERS: readonly PrintedFigure[] = [
  people('traffickers', 'gender', 982, [
    ['male', 611, 62],
    ['female', 268, 27],
    ['gender-minority', 11, 1],
    ['unknown', 92, 9],
  ]),
  people('traffickers', 'nationality', 982, [
    ['MX', 417, 42],
    ['US', 161, 16],
    ['GT', 21, 2],
    ['HN', 13, 1],
  ]),
  people('traffickers', 'age', 982, [
    ['adult', 640, 65],
    ['minor', 14, 1],
    ['unknown', 328, 33],
  ]),
];

/** The edition as published. */
export const PUBLISHED: PublishedEdition = {
  sheet: 'us-mexico-border',
  month: '2017-07' as Month,
  from: '2015-09-30' as Day,
  through: '2017-07-31' as Day,
  revision: 1,
  complete: true,
  missing: [],
  threshold: 10,
  generatedFrom: [],
  figures: [
    single('signals', 1189),
    single('cases', 727),
    single('victims', 1257),
    single('traffickers', 982),
    { id: 'cases-by-state', counts: 'cases', by: 'state', multi: true, total: 727, known: 469, cells: stateCells },
    people('victims', 'type', 1257, [
      ['labor', 793, 63],
      ['sex', 389, 31],
      ['sex-and-labor', 50, 4],
      ['other', 25, 2],
    ]),
    {
      ...people('victims', 'venue', 793, [
        ['agriculture', 329],
        ['domestic-work', 91],
        ['illicit-activities', 72],
      ]),
      id: 'top-labor-industries',
      multi: true,
    },
    {
      ...people('victims', 'venue', 389, [
        ['residence', 78],
        ['hotel-motel', 58],
        ['escort', 38],
      ]),
      id: 'top-sex-types',
      multi: true,
    },
    ...VICTIMS,
    ...TRAFFICKERS,
    series('signals-by-month', 'signals', 1189, 1),
    series('cases-by-month', 'cases', 727, 0.6),
    series('victims-by-month', 'victims', 1257, 1.05),
  ],
};

/** Returns the same edition with its figures changed. */
export const withFigures = (change: (figure: PrintedFigure) => PrintedFigure, base = PUBLISHED): PublishedEdition => ({
  ...base,
  figures: base.figures.map(change),
});

const hide = (cell: PrintedCell): PrintedCell => ({ key: cell.key, count: null, share: null, suppressed: true });

/** Small cells hidden, one figure withheld entirely, one total hidden. */
export const SUPPRESSED: PublishedEdition = withFigures((figure) => {
  if (figure.by === 'gender') {
    return { ...figure, cells: figure.cells.map((cell, index) => (index > 1 ? hide(cell) : cell)) };
  }
  if (figure.id === 'traffickers-by-nationality') return { ...figure, cells: [], withheld: true };
  if (figure.id === 'victims-by-type') {
    return { ...figure, cells: figure.cells.map((cell, index) => (index > 1 ? hide(cell) : cell)) };
  }
  return figure.id === 'signals' ? { ...figure, total: null } : figure;
});

/** One hotline's last month is missing. */
export const INCOMPLETE: PublishedEdition = {
  ...PUBLISHED,
  complete: false,
  missing: ['reportes', 'casos', 'victimas', 'tratantes'].map((table) => ({
    hotline: 'linea-nacional',
    month: '2017-07' as Month,
    table,
  })),
};

/** Revision 3, which replaces the approved revision 2. */
export const CORRECTED: PublishedEdition = {
  ...PUBLISHED,
  revision: 3,
  corrects: { revision: 2, approvedOn: '2017-09-04' as Day },
};

/** Nothing was reported: every count and share is 0, no place is known and the ranked lists are empty. */
export const ZERO: PublishedEdition = withFigures((figure) => ({
  ...figure,
  total: 0,
  ...(figure.known === undefined ? {} : { known: 0 }),
  cells:
    figure.by === 'state' || figure.by === 'venue' || figure.by === 'nationality'
      ? []
      : figure.cells.map(({ key, share }) => ({ key, count: 0, ...(share === undefined ? {} : { share: 0 }) })),
}));

/** Every total and every figure's first cell is a million; the other cells have the same proportion to it as before. */
export const MILLION: PublishedEdition = withFigures((figure) => {
  const first = figure.cells.find((cell) => cell.count)?.count ?? 1;
  return {
    ...figure,
    total: 1_000_000,
    ...(figure.known === undefined ? {} : { known: 1_000_000 }),
    cells: figure.cells.map((cell) =>
      cell.count ? { ...cell, count: Math.round((cell.count * 1_000_000) / first) } : cell,
    ),
  };
});

const LISTS = {
  type: 'type',
  venue: 'venue',
  gender: 'gender',
  nationality: 'country',
  age: 'age',
  state: 'state',
} as const;

/** The program's own labels by dimension and key. */
export const LABELS: Readonly<Partial<Record<Dimension, CellLabels>>> = Object.fromEntries(
  Object.entries(LISTS).map(([dimension, list]) => [
    dimension,
    Object.fromEntries(CODES[list].codes.map(({ key, label }) => [key, label])),
  ]),
);

/** The country of every state. */
export const STATE_COUNTRIES: Readonly<Record<string, string>> = Object.fromEntries(
  CODES.state.codes.map(({ key, group }) => [key, group ?? '']),
);

const AR_CLASSES = [
  ['AR-B AR-C', 100, null],
  ['AR-X AR-S AR-M AR-T', 50, 99],
  ['AR-A AR-E AR-H AR-J AR-N AR-P AR-Q AR-R AR-W AR-Y', 10, 49],
  ['AR-D AR-F AR-G AR-K AR-L AR-U AR-V AR-Z', 1, 9],
] as const;
const AR_STATES = AR_CLASSES.flatMap(([keys, from, to]): PrintedCell[] =>
  keys.split(' ').map((key) => ({ key, class: { from, to } })),
);

/** A year of the other sheet, with invented numbers. */
export const LINEA_145: PublishedEdition = {
  ...PUBLISHED,
  sheet: 'linea-145',
  month: '2020-12' as Month,
  from: '2020-01-01' as Day,
  through: '2020-12-31' as Day,
  figures: [
    single('signals', 1240),
    single('cases', 1240),
    single('victims', 1530),
    single('traffickers', 1105),
    { id: 'cases-by-state', counts: 'cases', by: 'state', multi: true, total: 1240, known: 1102, cells: AR_STATES },
    people('victims', 'type', 1530, [
      ['labor', 480, 31],
      ['sex', 610, 40],
      ['sex-and-labor', 22, 1],
      ['other', 418, 27],
    ]),
    people('victims', 'gender', 1530, [
      ['male', 402, 26],
      ['female', 1011, 66],
      ['gender-minority', 17, 1],
      ['unknown', 100, 7],
    ]),
    people('victims', 'nationality', 1530, [
      ['AR', 541, 35],
      ['BO', 120, 8],
      ['PY', 88, 6],
      ['VE', 33, 2],
    ]),
    people('victims', 'age', 1530, [
      ['adult', 702, 46],
      ['minor', 311, 20],
      ['unknown', 517, 34],
    ]),
    people('traffickers', 'gender', 1105, [
      ['male', 640, 58],
      ['female', 351, 32],
      ['gender-minority', 0, 0],
      ['unknown', 114, 10],
    ]),
    people('traffickers', 'nationality', 1105, [
      ['AR', 212, 19],
      ['BO', 61, 6],
      ['PE', 24, 2],
      ['PY', 19, 2],
    ]),
    people('traffickers', 'age', 1105, [
      ['adult', 580, 52],
      ['minor', 0, 0],
      ['unknown', 525, 48],
    ]),
    ...(['signals', 'cases', 'victims'] as const).map(
      (counts): PrintedFigure => ({
        id: `${counts}-by-month`,
        counts,
        by: 'month',
        multi: false,
        total: 1240,
        cells: monthsThrough('2020-01' as Month, '2020-12' as Month).map((key, index) => ({
          key,
          count: 80 + ((index * 37) % 60),
        })),
      }),
    ),
  ],
};

const longest = (keys: readonly string[], list: (typeof LISTS)[keyof typeof LISTS], count: number): string[] => {
  const length = (key: string): number => {
    const label = CODES[list].codes.find((code) => code.key === key)?.label;
    return Math.max(label?.en?.length ?? 0, label?.es?.length ?? 0);
  };
  return keys.toSorted((a, b) => length(b) - length(a)).slice(0, count);
};
const COUNTRIES = CODES.country.codes.map(({ key }) => key).filter((key) => key !== 'unknown');
const venuesOf = (id: string): string[] =>
  CODES.venue.codes.filter(({ key, group }) => id.includes(group ?? '?') && key !== 'other').map(({ key }) => key);

/**
 * The longest labels next to seven digits, every state but one in a class, and the longest title of missing exports.
 */
export const LONGEST: PublishedEdition = withFigures(
  (figure) => {
    const long = (keys: readonly string[], share?: number): PrintedCell[] =>
      keys.map((key, index) => ({ key, count: 9_876_543 - index, ...(share === undefined ? {} : { share }) }));
    if (figure.by === undefined) return { ...figure, total: 9_876_543 };
    if (figure.by === 'nationality')
      return { ...figure, total: 9_876_543, cells: long(longest(COUNTRIES, 'country', 4), 80) };
    if (figure.by === 'venue') return { ...figure, cells: long(longest(venuesOf(figure.id), 'venue', 3)) };
    if (figure.by !== 'state') return figure;
    const states = CODES.state.codes.filter(({ group, key }) => group !== 'AR' && key !== 'US-RI');
    return { ...figure, cells: states.map(({ key }, index) => ({ key, class: CLASSES[index % 4]! })) };
  },
  { ...INCOMPLETE, revision: 12, corrects: { revision: 11, approvedOn: '2017-09-30' as Day } },
);
