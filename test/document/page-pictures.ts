import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/**
 * Dots per inch of the pictures. A line of text is five dots high: enough to see what moved, was cut or changed colour.
 */
const DPI = 50;

/** Colours are reduced to 16 levels per channel: half the bytes, and far below the size of a reported difference. */
const STEP = 16;

/** Whether poppler's pdftoppm can run here. */
export function canPicture(): boolean {
  try {
    execFileSync('pdftoppm', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Returns a PDF's pages as pictures. */
export function picturesOf(pdf: Uint8Array): PNG[] {
  const folder = mkdtempSync(join(tmpdir(), 'factsheets-pictures-'));
  try {
    const file = join(folder, 'page.pdf');
    writeFileSync(file, pdf);
    execFileSync('pdftoppm', ['-r', String(DPI), '-png', file, join(folder, 'page')]);
    const pages = readdirSync(folder).filter((name) => name.endsWith('.png'));
    return pages.toSorted().map((name) => coarse(PNG.sync.read(readFileSync(join(folder, name)))));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function coarse(picture: PNG): PNG {
  for (const [at, value] of picture.data.entries()) picture.data[at] = Math.min(255, Math.round(value / STEP) * STEP);
  return picture;
}

/** The side, in dots, of the square in which differing dots are counted together: a word of text. */
const SQUARE = 12;

/**
 * Returns the largest number of differing dots in any square of two pictures of one size, ignoring smoothed edges, and
 * a picture of where they differ. Differences in the smoothing of another poppler version are accepted; visible ones
 * are not.
 */
export function difference(accepted: PNG, drawn: PNG): { readonly dots: number; readonly picture: PNG } {
  const { width, height } = accepted;
  const picture = new PNG({ width, height });
  if (drawn.width !== width || drawn.height !== height) return { dots: Number.POSITIVE_INFINITY, picture };
  const options = { threshold: 0.15, windowSize: SQUARE };
  return { dots: pixelmatch(accepted.data, drawn.data, picture.data, width, height, options), picture };
}

/** Encodes a picture as a file, as small as possible without loss. */
export const pngBytes = (picture: PNG): Buffer => PNG.sync.write(picture, { colorType: 2, deflateLevel: 9 });
