import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readWording } from '../../src/definitions/read-wording.ts';
import type { Wording } from '../../src/definitions/wording.ts';
import { FACE_FILES, FACES, type FontBytes } from '../../src/document/page/fonts.ts';
import type { PageInput } from '../../src/document/page/lay-out.ts';
import { chartsOf, type PageDefinition, readPageDefinition } from '../../src/document/page/page-definition.ts';
import { type Measure, measureWith } from '../../src/document/page/text-measure.ts';
import { wordingKeysOf } from '../../src/document/page/wording-keys.ts';
import { type PartEntry, partOf } from '../../src/document/parts/registry.ts';
import type { PublishedEdition } from '../../src/domain/edition.ts';
import type { FontFiles } from '../../src/domain/effects.ts';
import type { Language } from '../../src/domain/languages.ts';
import { HOUSE_PALETTE } from '../../src/domain/palette.ts';
import type { FigureDefinition } from '../../src/domain/sheet.ts';
import { LABELS, PUBLISHED, STATE_COUNTRIES } from './published-edition.ts';

/**
 * The input from which tests lay out pages: the sheets' real folders, the real fonts, and rectangles instead of charts.
 */

const template = (path: string): string => fileURLToPath(new URL(`../../templates/${path}`, import.meta.url));

/** Returns the text of a file of a sheet's folder. */
export const templateText = (path: string): string => readFileSync(template(path), 'utf8');

/** The real fonts. */
export const FONTS = Object.fromEntries(
  Object.entries(FACE_FILES).map(([face, file]) => [
    face,
    new Uint8Array(readFileSync(new URL(`../../fonts/${file}`, import.meta.url))),
  ]),
) as unknown as FontBytes;

/** The real fonts, as an adapter returns them. */
export const FONT_FILES: FontFiles = {
  bytes: async (file) => {
    const face = FACES.find((one) => FACE_FILES[one] === file);
    if (!face) throw new Error(`no face has the file ${file}`);
    return FONTS[face];
  },
};

export const measure: Measure = measureWith(FONTS);

interface SheetFile {
  readonly figures: readonly (Partial<FigureDefinition> & Pick<FigureDefinition, 'id' | 'counts'>)[];
}

/** Returns the figures that a sheet declares. */
export function figuresOfSheet(sheet: string): readonly FigureDefinition[] {
  const { figures } = JSON.parse(templateText(`${sheet}/sheet.json`)) as SheetFile;
  return figures.map((figure) => ({ shares: true, merge: [], ...figure }));
}

/** Returns a sheet's pages. */
export const pageOfSheet = (sheet: string): PageDefinition =>
  readPageDefinition(
    JSON.parse(templateText(`${sheet}/page.json`)),
    `${sheet}/page.json`,
    figuresOfSheet(sheet).map(({ id }) => id),
  );

/** Returns a sheet's wording in one language. */
export function wordingOfSheet(sheet: string, language: Language): Wording {
  const file = `${sheet}/wording/${language}.md`;
  return readWording(templateText(file), file, wordingKeysOf(pageOfSheet(sheet)));
}

const SIZES: Readonly<Record<string, readonly [number, number]>> = {
  masthead: [232, 116],
  map: [310, 270],
  'type-bar': [540, 45],
  'top-labor-industries': [264, 45],
  'top-sex-types': [264, 45],
  'signals-by-month': [540, 78],
  'cases-by-month': [540, 78],
};

const rectangle = (name: string): string => {
  const [width, height] = SIZES[name] ?? [100, 50];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`;
  return `${svg}<rect width="${width}" height="${height}" fill="#A9CDCF"/></svg>`;
};

/** Parts that no page of the first sheet has, of its figures. */
export const OTHER_ENTRIES: readonly PartEntry[] = [
  { part: 'ready-chart', draw: 'grouped-bars', figures: ['victims-by-type'] },
];

const OTHER_CHARTS = OTHER_ENTRIES.flatMap((entry) => partOf(entry).charts(entry));

/** Returns the complete input of a document, with rectangles instead of charts. */
export function pageInput(language: Language, edition: PublishedEdition = PUBLISHED): PageInput {
  const page = pageOfSheet(edition.sheet);
  const charts = [...chartsOf(page), ...OTHER_CHARTS].map(({ chart }) => chart);
  return {
    edition,
    language,
    wording: wordingOfSheet(edition.sheet, language),
    page,
    figures: figuresOfSheet(edition.sheet),
    charts: Object.fromEntries(charts.map((chart) => [chart, rectangle(chart)])),
    chartTexts: Object.fromEntries(charts.map((chart) => [chart, `The figure ${chart} in words`])),
    ownScaleCharts: [],
    labels: LABELS,
    stateCountries: STATE_COUNTRIES,
    hotlines: HOTLINES[edition.sheet] ?? {},
    measure,
    palette: HOUSE_PALETTE,
    logo: null,
  };
}

const HOTLINES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'us-mexico-border': {
    nhth: 'National Human Trafficking Hotline (Estados Unidos)',
    'linea-nacional': 'Línea Nacional Contra la Trata de Personas',
  },
  'linea-145': { 'linea-145': 'Línea 145, Argentina' },
};
