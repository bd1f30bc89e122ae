import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import type { PrintedFigure } from '../../src/domain/figure.ts';
import { PICTURED, renderKind } from './kinds.ts';
import { canPicture, difference, picturesOf, pngBytes } from './page-pictures.ts';
import { PUBLISHED, withFigures } from './published-edition.ts';

/**
 * Compares every kind of page with its accepted picture. To accept new pictures on purpose, after you have looked at
 * them, run `ACCEPT_PAGES=1 npx vitest run test/document/page-pictures.test.ts`, never under CI.
 */
const accepting = process.env.ACCEPT_PAGES === '1';

const fileOf = (name: string): string => fileURLToPath(new URL(`../golden/pages/${name}.png`, import.meta.url));
const differenceFile = (name: string): string =>
  fileURLToPath(new URL(`../../out/page-differences/${name}.png`, import.meta.url));

/** The number of dots that may differ in any square of twelve by twelve. */
const TOLERATED = 6;

function write(file: string, picture: PNG): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, pngBytes(picture));
}

const PUBLISHED_KIND = { name: 'published', edition: PUBLISHED, language: 'en' } as const;

const pictured = canPicture();
if (!pictured) console.log('skipped: the pictures of pages, for pdftoppm (poppler-utils) is not installed');

describe.skipIf(!pictured)('the pictures of pages', () => {
  it('are accepted by hand, never under CI', () => {
    expect(accepting && process.env.CI === 'true').toBe(false);
  });

  it.each(PICTURED)('show $name in $language as accepted', async (kind) => {
    const pictures = picturesOf(await renderKind(kind));

    for (const [index, picture] of pictures.entries()) {
      const name = `${kind.name}.${kind.language}.${index + 1}`;
      if (accepting) write(fileOf(name), picture);
      const accepted = existsSync(fileOf(name)) ? PNG.sync.read(readFileSync(fileOf(name))) : new PNG();
      const { dots, picture: where } = difference(accepted, picture);
      if (dots > TOLERATED) write(differenceFile(name), where);
      expect(dots, `${name}: look at out/page-differences/${name}.png`).toBeLessThanOrEqual(TOLERATED);
    }
    expect(pictures).toHaveLength(2);
  });

  it('exist for every kind of page, and for nothing else', () => {
    const names = PICTURED.flatMap(({ name, language }) => [1, 2].map((page) => `${name}.${language}.${page}.png`));

    expect(readdirSync(dirname(fileOf('any'))).toSorted()).toEqual(names.toSorted());
  });

  it('differ where one digit, one place on the map or one word does', async () => {
    const [before] = picturesOf(await renderKind(PUBLISHED_KIND));
    const one = (change: (figure: PrintedFigure) => PrintedFigure) =>
      renderKind({ ...PUBLISHED_KIND, edition: withFigures(change) });
    const changed = {
      digit: await one((figure) => (figure.id === 'victims' ? { ...figure, total: 1258 } : figure)),
      bar: await one((figure) => ({
        ...figure,
        cells: figure.cells.map((cell) => (cell.key === 'agriculture' ? { ...cell, count: 319 } : cell)),
      })),
      place: await one((figure) => ({ ...figure, cells: figure.cells.filter(({ key }) => key !== 'US-OR') })),
    };

    for (const [what, pdf] of Object.entries(changed)) {
      const [after] = picturesOf(pdf);
      expect(difference(before!, after!).dots, what).toBeGreaterThan(TOLERATED);
    }
  });
});
