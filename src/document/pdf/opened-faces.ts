import { create, type LaidRun, type OpenedFont } from 'fontkit';
import { Failure } from '../../domain/failure.ts';
import { type Face, FONT_FEATURES } from '../page/fonts.ts';
import { RunSetter } from './set-runs.ts';

/** A text as outlines, in font units with y upwards: the path of each glyph, and where it begins. */
export interface TextOutlines {
  readonly unitsPerEm: number;
  readonly glyphs: readonly { readonly path: string; readonly x: number }[];
}

/** The most texts of a face whose widths are stored: the sheets of a family set mostly the same ones. */
const MOST_WIDTHS = 10_000;
const PAGE_FEATURES = FONT_FEATURES.join();

/** A face that lays out texts from its metrics (set-runs.ts), and opens its file only for what the metrics lack. */
export class OpenedFace {
  readonly #face: Face;
  readonly #bytes: Uint8Array;
  readonly #setter: RunSetter;
  readonly #widths = new Map<string, number>();
  #opened: OpenedFont | undefined;

  constructor(face: Face, bytes: Uint8Array) {
    this.#face = face;
    this.#bytes = bytes;
    this.#setter = new RunSetter(face);
  }

  /**
   * Returns a text's glyphs and positions in thousandths of an em, as pdfkit counts them; do not change them.
   * @throws Failure DefinitionInvalid with the text and the character if the face lacks one
   */
  run(text: string, features: readonly string[] = []): LaidRun {
    // fontkit names a glyph after the first characters it represented: with composed characters only, the result does
    // not depend on the order of texts.
    const composed = text.normalize('NFC');
    const asMeasured = features.join() === PAGE_FEATURES && this.#setter.knows(this.#bytes);
    return (asMeasured ? this.#setter.run(composed) : null) ?? this.#layOut(composed, features);
  }

  /**
   * Returns a text's width with the page's features, in thousandths of an em.
   * @throws Failure as `run`
   */
  width(text: string): number {
    const stored = this.#widths.get(text);
    if (stored !== undefined) return stored;
    const { advanceWidth } = this.run(text, FONT_FEATURES);
    if (this.#widths.size >= MOST_WIDTHS) this.#widths.clear();
    this.#widths.set(text, advanceWidth);
    return advanceWidth;
  }

  /**
   * Returns a text as outlines, with the same widths as `run` with the page's features.
   * @throws Failure DefinitionInvalid with the text and the character if the face lacks one
   */
  outlines(text: string): TextOutlines {
    const composed = text.normalize('NFC');
    this.#refuseMissing(composed);
    const { glyphs, positions } = this.#font.layout(composed, [...FONT_FEATURES]);
    let x = 0;
    const placed = glyphs.map(({ path }, index) => {
      const { xOffset = 0, xAdvance = 0 } = positions[index] ?? {};
      const glyph = { path: path.toSVG(), x: x + xOffset };
      x += xAdvance;
      return glyph;
    });
    return { unitsPerEm: this.#font.unitsPerEm, glyphs: placed };
  }

  get #font(): OpenedFont {
    this.#opened ??= create(this.#bytes);
    return this.#opened;
  }

  /** Lays out a text with fontkit, for cases that the face's metrics do not cover. */
  #layOut(text: string, features: readonly string[]): LaidRun {
    this.#refuseMissing(text);
    const run = this.#font.layout(text, [...features]);
    const scale = 1000 / this.#font.unitsPerEm;
    for (const [index, position] of run.positions.entries()) {
      position.xAdvance *= scale;
      position.yAdvance *= scale;
      position.xOffset *= scale;
      position.yOffset *= scale;
      position.advanceWidth = (run.glyphs[index]?.advanceWidth ?? 0) * scale;
    }
    return run;
  }

  #refuseMissing(text: string): void {
    for (const character of text) {
      const codePoint = character.codePointAt(0) ?? 0;
      if (this.#font.hasGlyphForCodePoint(codePoint)) continue;
      const number = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
      throw new Failure(
        'DefinitionInvalid',
        `the text "${text}" has the character "${character}" (${number}), which the face ${this.#face} lacks; write it otherwise.`,
      );
    }
  }
}

const OPENED = new WeakMap<Uint8Array, OpenedFace>();

/** Returns the face in a font file's bytes, opened once for as long as those bytes are in memory. */
export function openFace(face: Face, bytes: Uint8Array): OpenedFace {
  const opened = OPENED.get(bytes) ?? new OpenedFace(face, bytes);
  OPENED.set(bytes, opened);
  return opened;
}
