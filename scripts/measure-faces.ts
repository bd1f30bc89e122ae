/**
 * Writes src/document/face-metrics.json, the metrics of the faces in fonts/ for typesetting, so that no face has to be
 * opened to measure a line. Run it by hand after scripts/build-fonts.ts: `npm run ts -- scripts/measure-faces.ts`.
 * fontkit lays out every pair of characters once; test/document/set-runs.test.ts compares the results with fontkit's.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { create, type OpenedFont } from 'fontkit';
import { FACE_FILES, FACES, FONT_FEATURES } from '../src/document/page/fonts.ts';

/** Combining accents: texts are composed before typesetting, and fontkit sets what remains decomposed. */
const isCombining = (codePoint: number): boolean => codePoint >= 0x300 && codePoint < 0x370;

interface Symbol {
  readonly text: string;
  readonly glyph: number;
  readonly advance: number;
}

function symbolsOf(font: OpenedFont & { readonly characterSet: readonly number[] }): Symbol[] {
  const characters = font.characterSet.filter((one) => one >= 0x20 && !isCombining(one));
  const singles = characters.map((one) => String.fromCodePoint(one));
  return [...singles, ...ligaturesOf(font, singles)].flatMap((text) => {
    const { glyphs, advanceWidth } = font.layout(text, FONT_FEATURES);
    const [glyph] = glyphs;
    return glyph && glyphs.length === 1 ? [{ text, glyph: glyph.id, advance: advanceWidth }] : [];
  });
}

/**
 * Returns the ligatures of a face: pairs, and triples that start with such a pair or a double letter (ffi); the longest
 * first, as they are applied.
 */
function ligaturesOf(font: OpenedFont, singles: readonly string[]): string[] {
  const joined = (text: string): boolean => font.layout(text, FONT_FEATURES).glyphs.length === 1;
  const pairs = singles.flatMap((first) => singles.map((second) => first + second)).filter(joined);
  const roots = [...pairs, ...singles.map((one) => one + one)];
  const triples = roots.flatMap((root) => singles.map((third) => root + third)).filter(joined);
  return [...new Set([...triples, ...pairs])];
}

/** Returns the kerning between two symbols; null if the layout does more than kerning. */
function kerningOf(font: OpenedFont, first: Symbol, second: Symbol): number | null {
  const { glyphs, positions, advanceWidth } = font.layout(first.text + second.text, FONT_FEATURES);
  const moved = positions.some(({ xOffset, yOffset, yAdvance }) => xOffset !== 0 || yOffset !== 0 || yAdvance !== 0);
  const same = glyphs.length === 2 && glyphs[0]?.id === first.glyph && glyphs[1]?.id === second.glyph;
  if (!same || moved || positions[1]?.xAdvance !== second.advance) return null;
  return advanceWidth - first.advance - second.advance;
}

/**
 * Returns the pairs that need more than kerning and are not ligatures: fontkit sets a text that contains one of them.
 */
function beyondKerning(symbols: readonly Symbol[], rows: readonly (readonly (number | null)[])[]): string[] {
  const joined = new Set(symbols.map(({ text }) => text));
  const pairs = rows.flatMap((row, left) =>
    row.flatMap((kerning, right) =>
      kerning === null ? [`${symbols[left]?.text ?? ''}${symbols[right]?.text ?? ''}`] : [],
    ),
  );
  return [...new Set(pairs)].filter((pair) => !joined.has(pair));
}

/** Assigns equal rows the same number, in the order of their first occurrence. */
function classed(rows: readonly (readonly number[])[]): { readonly classes: number[]; readonly firsts: number[] } {
  const known = new Map<string, number>();
  const firsts: number[] = [];
  const classes = rows.map((row, at) => {
    const key = row.join();
    const own = known.get(key) ?? known.size;
    if (!known.has(key)) firsts.push(at);
    known.set(key, own);
    return own;
  });
  return { classes, firsts };
}

function metricsOf(file: string) {
  const bytes = readFileSync(new URL(`../fonts/${file}`, import.meta.url));
  const font = create(bytes) as OpenedFont & { readonly characterSet: readonly number[] };
  const symbols = symbolsOf(font);
  const known = symbols.map((first) => symbols.map((second) => kerningOf(font, first, second)));
  const rows = known.map((row) => row.map((kerning) => kerning ?? 0));
  const left = classed(rows);
  const right = classed(symbols.map((_, at) => rows.map((row) => row[at] ?? 0)));
  return {
    bytes: bytes.byteLength,
    unitsPerEm: font.unitsPerEm,
    characters: symbols.flatMap(({ text }) => ([...text].length === 1 ? [text] : [])).join(''),
    ligatures: symbols.flatMap(({ text }) => ([...text].length > 1 ? [text] : [])),
    beyondKerning: beyondKerning(symbols, known),
    glyphs: symbols.map(({ glyph }) => glyph),
    advances: symbols.map(({ advance }) => advance),
    left: left.classes,
    right: right.classes,
    kerning: left.firsts.map((first) => right.firsts.map((second) => rows[first]?.[second] ?? 0)),
  };
}

const metrics = Object.fromEntries(FACES.map((face) => [face, metricsOf(FACE_FILES[face])]));
const text = `${JSON.stringify(metrics)}\n`;
writeFileSync(new URL('../src/document/face-metrics.json', import.meta.url), text);
process.stdout.write(`face-metrics.json: ${text.length} bytes\n`);
