import * as z from 'zod';
import { contrast, darkenedFor, mixColours } from '../domain/colour.ts';
import { type Examples, errorTexts, plainIssue } from '../domain/definition-errors.ts';
import type { DefinitionFiles } from '../domain/effects.ts';
import { Failure } from '../domain/failure.ts';
import { folderOfSheet } from '../domain/family.ts';
import { CLASS_COLOURS, type Colour, HOUSE_PALETTE, type Palette } from '../domain/palette.ts';
import { strictObject } from './definition.ts';
import { json } from './load-definitions.ts';

const colour = z.string().regex(/^#[0-9A-Fa-f]{6}$/u, 'a colour like #14616D');
const file = z
  .string()
  .regex(
    /^[A-Za-z0-9][\w-]*(?:\/[A-Za-z0-9][\w.-]*)*\.[a-z0-9]+$/u,
    "a file in the sheet's folder, like fonts/Text.ttf",
  );

const colours = strictObject({
  band: colour.optional().describe('the masthead and the band of help'),
  mark: colour.optional().describe('the kicker and lines on the band, and the strip of a draft'),
  first: colour.optional().describe('the first category, and the numbers of victims'),
  second: colour.optional().describe('the second category'),
  third: colour.optional().describe('the third category, and the numbers of traffickers'),
  series: colour.optional().describe('the bars of a series'),
  panel: colour.optional().describe('the ground of tiles and panels'),
  ink: colour.optional().describe('text'),
  muted: colour.optional().describe('small text'),
  map: z.array(colour).length(CLASS_COLOURS.length).optional().describe('the fills of a map, "none known" first'),
}).describe('colours as #RRGGBB; those that are left out are the house colours');

const fonts = strictObject({
  license: file.describe('the text of the licence, which must allow embedding'),
  text: file.describe('running text'),
  bold: file.describe('bold text'),
  display: file.optional().describe('the title and large numbers; bold if it is left out'),
  narrow: file.optional().describe('labels and small text; the text font if it is left out'),
  'narrow-bold': file.optional().describe('bold labels; the bold font if it is left out'),
}).describe('font files (TrueType or OpenType) in the folder of the sheet');

/** The schema of `templates/<sheet>/theme.json`. */
export const THEME_SCHEMA = strictObject({
  $schema: z.string().optional(),
  colors: colours.optional(),
  fonts: fonts.optional(),
  logo: file.optional().describe('an SVG file; the word "logo" of the wording is its alternative text'),
}).describe("A sheet's own look");

/** An example of each key, for messages. */
const EXAMPLES: Examples = {
  colors: '{ "band": "#1F3B2C" }',
  band: '"#1F3B2C"',
  map: '["#EEEBE4", "#A9CDCF", "#5E9DA4", "#256E79", "#0B3039"]',
  fonts: '{ "license": "fonts/OFL.txt", "text": "fonts/Text.ttf", "bold": "fonts/Bold.ttf" }',
  license: '"fonts/OFL.txt"',
  text: '"fonts/Text.ttf"',
  bold: '"fonts/Bold.ttf"',
  logo: '"logo.svg"',
};

/** A theme as `theme.json` has it. */
export type Theme = z.infer<typeof THEME_SCHEMA>;
type Colours = NonNullable<Theme['colors']>;

/**
 * Reads and checks a theme (the JSON value of theme.json).
 * @throws Failure DefinitionInvalid with the file, the place, and for colours the pair and its ratio
 */
export function readTheme(value: unknown, place: string): { readonly theme: Theme; readonly palette: Palette } {
  const read = THEME_SCHEMA.safeParse(value, { error: plainIssue });
  if (!read.success)
    throw new Failure('DefinitionInvalid', `${place}: ${errorTexts(read.error.issues, EXAMPLES).join('; ')}.`);
  const palette = paletteOf(read.data.colors ?? {});
  const errors = contrastErrors(palette);
  if (errors.length > 0)
    throw new Failure('DefinitionInvalid', `${place}:\n${errors.map((line) => `  ${line}`).join('\n')}`);
  return { theme: read.data, palette };
}

/** The colours of the palette that a key of `colors` sets. */
const NAMES = {
  band: 'pine',
  mark: 'amber',
  first: 'teal',
  second: 'clay',
  third: 'slate',
  series: 'series',
  panel: 'paper',
  ink: 'ink',
  muted: 'muted',
} as const satisfies Record<Exclude<keyof Colours, 'map'>, Colour>;

/** Returns all colours: those that the theme names, those that follow from them, and the house's others. */
function paletteOf(colours: Colours): Palette {
  const { band, second, panel = HOUSE_PALETTE.paper, map = [] } = colours;
  const named = Object.entries(NAMES).flatMap(([key, name]) => {
    const value = colours[key as keyof typeof NAMES];
    return value === undefined ? [] : [[name, value] as const];
  });
  const { white } = HOUSE_PALETTE;
  return {
    ...HOUSE_PALETTE,
    ...(band && {
      kickerPartners: mixColours(white, band, 0.7),
      helpLabel: mixColours(white, band, 0.8),
      land: mixColours(white, band, 0.06),
    }),
    ...(second && { clayText: darkenedFor(second, panel, TEXT) }),
    ...(colours.panel && { cream: panel }),
    ...Object.fromEntries(named),
    ...Object.fromEntries(map.map((value, index) => [CLASS_COLOURS[index] ?? '', value])),
  };
}

/** The least ratios of WCAG 2.2: text (1.4.3), and large numbers, bars and lines (1.4.11). */
const TEXT = 4.5;
const GRAPHIC = 3;
/** Neighbouring classes of a map, which WCAG does not name: the least contrast that shows in print. */
const NEIGHBOUR = 1.3;

interface Pair {
  readonly front: Colour;
  readonly back: Colour;
  readonly least: number;
  readonly what: string;
}

const pair = (front: Colour, back: Colour, least: number, what: string): Pair => ({ front, back, least, what });

const PAIRS: readonly Pair[] = [
  pair('white', 'pine', TEXT, 'white text on "band"'),
  pair('amber', 'pine', TEXT, '"mark" on "band"'),
  pair('kickerPartners', 'pine', TEXT, 'small text on "band"'),
  pair('ink', 'white', TEXT, '"ink" on white'),
  pair('ink', 'paper', TEXT, '"ink" on "panel"'),
  pair('muted', 'white', TEXT, '"muted" on white'),
  pair('muted', 'paper', TEXT, '"muted" on "panel"'),
  pair('ink', 'amber', TEXT, '"ink" on "mark"'),
  pair('clayText', 'paper', TEXT, 'text in "second" on "panel"'),
  pair('pine', 'white', TEXT, 'text in "band" on white'),
  pair('pine', 'paper', GRAPHIC, 'numbers in "band" on "panel"'),
  pair('teal', 'white', GRAPHIC, '"first" on white'),
  pair('clay', 'white', GRAPHIC, '"second" on white'),
  pair('slate', 'white', GRAPHIC, '"third" on white'),
  pair('series', 'white', GRAPHIC, '"series" on white'),
  pair('ink', 'class2', TEXT, '"ink" on the third colour of "map"'),
  pair('white', 'class3', TEXT, 'white text on the fourth colour of "map"'),
  pair('white', 'class4', TEXT, 'white text on the fifth colour of "map"'),
  ...CLASS_COLOURS.slice(1).map((each, index) =>
    pair(each, CLASS_COLOURS[index] ?? each, NEIGHBOUR, `colours ${index + 1} and ${index + 2} of "map"`),
  ),
];

/** Returns a sentence for each pair of colours that readers could not tell apart, with its ratio. */
function contrastErrors(palette: Palette): string[] {
  return PAIRS.flatMap(({ front, back, least, what }) => {
    const ratio = contrast(palette[front], palette[back]);
    if (ratio >= least) return [];
    const [one, other] = [palette[front], palette[back]];
    // rounded down: a ratio that is too low must not look like the one it lacks
    const shown = (Math.floor(ratio * 100) / 100).toFixed(2);
    return [`colors: ${what} (${one} and ${other}) has a contrast of ${shown}:1; at least ${least}:1 is needed`];
  });
}

/** Whether the theme of a sheet has a logo, whose alternative text the wording then has. */
export async function hasLogo(files: DefinitionFiles, sheet: string): Promise<boolean> {
  const place = themeFile(sheet);
  if (!(await files.list(`templates/${folderOfSheet(sheet)}`)).includes(place)) return false;
  return readTheme(await json(files, place), place).theme.logo !== undefined;
}

/** Where the theme of a sheet is, if it has one. */
export const themeFile = (sheet: string): string => `templates/${folderOfSheet(sheet)}/theme.json`;
