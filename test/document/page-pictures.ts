import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/** Dots per inch of the pictures: a line of text is five dots high, enough to see what moved, was cut or changed colour. */
const DPI = 50;

/** Colours are kept in 16 steps a channel: half the bytes, and far below what counts as a difference. */
const STEP = 16;

/** Whether poppler's pdftoppm can be run here. */
export function canPicture(): boolean {
  try {
    execFileSync('pdftoppm', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A PDF's pages as pictures. */
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

/** A side of the square in which dots that differ are counted together: a word of text. */
const SQUARE = 12;

/**
 * The most dots that differ in any square of two pictures of one size, smoothed edges aside, and a picture of where.
 * Another version of poppler smooths differently and is let pass; what an eye sees is not.
 */
export function difference(accepted: PNG, drawn: PNG): { readonly dots: number; readonly picture: PNG } {
  const { width, height } = accepted;
  const picture = new PNG({ width, height });
  if (drawn.width !== width || drawn.height !== height) return { dots: Number.POSITIVE_INFINITY, picture };
  const options = { threshold: 0.15, windowSize: SQUARE };
  return { dots: pixelmatch(accepted.data, drawn.data, picture.data, width, height, options), picture };
}

/** A picture as a file, as small as it gets without losing a dot. */
export const pngBytes = (picture: PNG): Buffer => PNG.sync.write(picture, { colorType: 2, deflateLevel: 9 });
