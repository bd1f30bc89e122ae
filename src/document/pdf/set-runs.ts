import type { LaidGlyph, LaidRun } from 'fontkit';
import METRICS from '../face-metrics.json' with { type: 'json' };
import type { Face } from '../page/fonts.ts';

type FaceMetrics = (typeof METRICS)[Face];

/** One character or ligature of a face, by its place in the metrics. */
interface FaceSymbol {
  readonly glyph: LaidGlyph;
  readonly left: number;
  readonly right: number;
}

/**
 * Sets texts of one face as fontkit would with kerning, ligatures and tabular figures, from the metrics that
 * scripts/measure-faces.ts took of the face. Opening the faces and applying their features takes two fifths of the
 * processor time of a cold page (npm run bench).
 */
export class RunSetter {
  readonly #metrics: FaceMetrics;
  readonly #symbols = new Map<string, FaceSymbol>();
  /** Ligatures by their first character, the longest first. */
  readonly #ligatures = new Map<string, string[]>();

  constructor(face: Face) {
    this.#metrics = METRICS[face];
    const { characters, ligatures, glyphs, advances, left, right } = this.#metrics;
    for (const one of ligatures)
      this.#ligatures.set(one.slice(0, 1), [...(this.#ligatures.get(one.slice(0, 1)) ?? []), one]);
    for (const [at, text] of [...characters, ...ligatures].entries()) {
      const codePoints = [...text].map((one) => one.codePointAt(0) ?? 0);
      const glyph = { id: glyphs[at] ?? 0, advanceWidth: advances[at] ?? 0, codePoints };
      this.#symbols.set(text, { glyph, left: left[at] ?? 0, right: right[at] ?? 0 });
    }
  }

  /** Whether the metrics were taken from a font file of this size; they do not apply to any other. */
  knows(bytes: Uint8Array): boolean {
    return bytes.byteLength === this.#metrics.bytes;
  }

  /**
   * Returns a composed text's run in thousandths of an em; null if it has a character or a pair that the metrics do not
   * cover.
   */
  run(text: string): LaidRun | null {
    if (this.#metrics.beyondKerning.some((pair) => text.includes(pair))) return null;
    const symbols = this.#symbolsIn(text);
    if (!symbols) return null;
    const scale = 1000 / this.#metrics.unitsPerEm;
    let advanceWidth = 0;
    const positions = symbols.map(({ glyph, left }, at) => {
      const next = symbols[at + 1];
      const kerning = next ? (this.#metrics.kerning[left]?.[next.right] ?? 0) : 0;
      const xAdvance = (glyph.advanceWidth + kerning) * scale;
      advanceWidth += xAdvance;
      return { xAdvance, yAdvance: 0, xOffset: 0, yOffset: 0, advanceWidth: glyph.advanceWidth * scale };
    });
    return { glyphs: symbols.map(({ glyph }) => glyph), positions, advanceWidth };
  }

  #symbolsIn(text: string): FaceSymbol[] | null {
    const symbols: FaceSymbol[] = [];
    for (let at = 0; at < text.length; ) {
      const single = text[at] ?? '';
      const own = this.#ligatures.get(single)?.find((one) => text.startsWith(one, at)) ?? single;
      const symbol = this.#symbols.get(own);
      if (!symbol) return null;
      symbols.push(symbol);
      at += own.length;
    }
    return symbols;
  }
}
