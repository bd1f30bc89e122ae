import { loadPdfJs } from './pdf-js.ts';

const WIDTH = 1200;
const HEIGHT = 630;

/**
 * Draws the top of a PDF's first page, in the size that link previews have, as PNG. pdf.js draws it on the canvas that
 * it installs where there is one for the platform; elsewhere there is no picture.
 */
export async function previewImage(pdf: Uint8Array): Promise<Uint8Array | null> {
  const { createCanvas } = await import('@napi-rs/canvas').catch(() => ({ createCanvas: null }));
  if (createCanvas === null) return null;
  const { getDocument } = await loadPdfJs();
  const task = getDocument({ data: Uint8Array.from(pdf), isEvalSupported: false, verbosity: 0 });
  try {
    const page = await (await task.promise).getPage(1);
    const scale = WIDTH / page.getViewport({ scale: 1 }).width;
    const viewport = page.getViewport({ scale });
    const canvas = createCanvas(WIDTH, HEIGHT);
    const context = canvas.getContext('2d');
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, WIDTH, HEIGHT);
    await page.render({ canvas: null, canvasContext: context as never, viewport }).promise;
    return Uint8Array.from(canvas.toBuffer('image/png'));
  } catch {
    return null; // a page without a picture is better than no page
  } finally {
    await task.destroy();
  }
}
