import type { Palette } from '../../domain/palette.ts';
import { PICTURE_SIZE } from '../../domain/public-site.ts';
import { type BrokenLine, breakLines } from '../page/break-lines.ts';
import type { FontBytes } from '../page/fonts.ts';
import { type Measure, measureWith } from '../page/text-measure.ts';
import { type Role, STYLES } from '../page/typography.ts';
import { openFace } from '../pdf/opened-faces.ts';

const { width: CARD_WIDTH, height: CARD_HEIGHT } = PICTURE_SIZE;

/** What a card says: the title of a sheet, the month of an edition, and its totals as printed. */
export interface CardTexts {
  readonly title: string;
  readonly month: string;
  readonly totals: readonly { readonly value: string; readonly noun: string }[];
}

/** The look of a sheet. */
export interface CardLook {
  readonly palette: Palette;
  readonly fonts: FontBytes;
}

/** More totals would be too small to read in a message. */
const MOST_TOTALS = 3;

const EDGE = 64;
const GAP = 40;
/** The height of the coloured band where totals follow. */
const BAND = 368;
const RULE = 8;
const MONTH_BASELINE = 92;
const TITLE_TOP = 112;
const TOTALS_BASELINE = 508;
const NOUNS_TOP = 536;
const NUMBER_SIZES = [120, 96, 72, 56];

/**
 * Draws the card of an edition for previews of links, as SVG. Texts are outlines, so that the result does not depend on
 * the fonts of a machine.
 * @throws Failure DefinitionInvalid if a font lacks a character
 */
export function linkCard({ title, month, totals }: CardTexts, look: CardLook): string {
  const { palette, fonts } = look;
  const measure = measureWith(fonts);
  const shown = totals.slice(0, MOST_TOTALS);
  const band = shown.length > 0 ? BAND : CARD_HEIGHT;
  const width = CARD_WIDTH - 2 * EDGE;
  const column = (width - GAP * (shown.length - 1)) / shown.length;
  // totals are compared, so all numbers have one size
  const size = Math.min(...shown.map(({ value }) => fitNumber(value, NUMBER_SIZES, column, measure).size));
  const titleText = fitText({ text: title, role: 'title', sizes: [92, 80, 68, 56] }, width, band - TITLE_TOP, measure);
  const monthText = fitText({ text: month, role: 'kicker', sizes: [40] }, width, 48, measure);
  const parts = [
    `<rect width="${CARD_WIDTH}" height="${CARD_HEIGHT}" fill="${palette.white}"/>`,
    `<rect width="${CARD_WIDTH}" height="${band}" fill="${palette.pine}"/>`,
    `<rect width="${CARD_WIDTH}" height="${RULE}" y="${band - RULE}" fill="${palette.amber}"/>`,
    drawText(monthText, { x: EDGE, baseline: MONTH_BASELINE }, look),
    drawText(titleText, { x: EDGE, baseline: TITLE_TOP + titleText.size }, look),
    ...shown.map((total, index) => drawTotal(total, { x: EDGE + index * (column + GAP), width: column, size }, look)),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${CARD_WIDTH} ${CARD_HEIGHT}">${parts.join('')}</svg>`;
}

function drawTotal(
  { value, noun }: CardTexts['totals'][number],
  { x, width, size }: { readonly x: number; readonly width: number; readonly size: number },
  look: CardLook,
): string {
  const measure = measureWith(look.fonts);
  const number = fitNumber(value, [size], width, measure);
  const name = fitText({ text: noun, role: 'noun', sizes: [36, 30, 26] }, width, 84, measure);
  return [
    drawText(number, { x, baseline: TOTALS_BASELINE }, look),
    drawText(name, { x, baseline: NOUNS_TOP + name.size }, look),
  ].join('');
}

const fitNumber = (text: string, sizes: readonly number[], width: number, measure: Measure): FittedText =>
  fitText({ text, role: 'tileNumber', sizes }, width, 128, measure);

/** A text in lines, in one role at a size in pixels. */
interface FittedText {
  readonly role: Role;
  readonly size: number;
  readonly leading: number;
  readonly lines: readonly BrokenLine[];
}

interface TextToFit {
  readonly text: string;
  readonly role: Role;
  /** In pixels, the largest first. */
  readonly sizes: readonly number[];
}

/** Sets a text at the largest size at which it fits; at the smallest, what does not fit is left out. */
function fitText({ text, role, sizes }: TextToFit, width: number, height: number, measure: Measure): FittedText {
  const fitted = sizes.map((size) => {
    const zoom = size / STYLES[role].size;
    const leading = STYLES[role].leading * zoom;
    const lines = breakLines([{ text }], role, width / zoom, measure);
    const fits = lines.length * leading <= height && lines.every((line) => line.width * zoom <= width);
    return { role, size, leading, lines, fits };
  });
  const smallest = fitted.at(-1);
  if (!smallest) throw new Error('a text needs a size');
  const most = Math.max(1, Math.floor(height / smallest.leading));
  return fitted.find(({ fits }) => fits) ?? { ...smallest, lines: cutLines(smallest.lines, most) };
}

/** Returns the first lines of a text; the last one ends with an ellipsis if some are left out. */
function cutLines(lines: readonly BrokenLine[], most: number): readonly BrokenLine[] {
  if (lines.length <= most) return lines;
  return lines.slice(0, most).map((line, index) => {
    if (index < most - 1) return line;
    const last = line.segments.length - 1;
    const segments = line.segments.map((segment, at) =>
      at === last ? { ...segment, text: `${segment.text.trimEnd()}…` } : segment,
    );
    return { ...line, segments };
  });
}

function drawText(
  { role, size, leading, lines }: FittedText,
  { x, baseline }: { readonly x: number; readonly baseline: number },
  { palette, fonts }: CardLook,
): string {
  const { face, colour, size: points } = STYLES[role];
  const placed = lines.flatMap(({ segments }, index) =>
    segments.map(({ text, x: along }) => {
      const { unitsPerEm, glyphs } = openFace(face, fonts[face]).outlines(text);
      const scale = size / unitsPerEm;
      const place = `translate(${x + (along * size) / points} ${baseline + index * leading}) scale(${scale} ${-scale})`;
      const paths = glyphs.map((glyph) => `<path transform="translate(${glyph.x})" d="${glyph.path}"/>`);
      return `<g transform="${place}">${paths.join('')}</g>`;
    }),
  );
  return `<g fill="${palette[colour]}">${placed.join('')}</g>`;
}
