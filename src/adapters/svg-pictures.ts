import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { Pictures } from '../domain/effects.ts';

/** A process can start the engine once. */
let started: Promise<void> | null = null;

/**
 * Draws pictures with resvg as WebAssembly: the same pixels on every platform, without native parts. It has no fonts, so
 * texts must be outlines.
 * @param engine reads the file `index_bg.wasm` of `@resvg/resvg-wasm`
 */
export const svgPictures = (engine: () => Promise<Uint8Array<ArrayBuffer>>): Pictures => ({
  async png(svg) {
    started ??= engine().then(initWasm);
    await started.catch((error: unknown) => {
      started = null;
      throw error;
    });
    const drawing = new Resvg(svg, { fitTo: { mode: 'original' }, font: { fontBuffers: [] } });
    const image = drawing.render();
    try {
      return image.asPng();
    } finally {
      image.free();
      drawing.free();
    }
  },
});
