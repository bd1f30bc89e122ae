import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeMessage } from '../../src/distribution/message/compose-message.ts';
import { messageSource, printedFigures } from '../distribution/message-source.ts';
import { CHROMIUM, openBrowser } from './chromium.ts';

if (CHROMIUM === null) console.log('skipped: no chromium on the PATH; apt-get install chromium');

const corrected = printedFigures((figure) => (figure.id === 'victims' ? { ...figure, total: 1200 } : figure));
const link = { url: `https://sheets.example.org/report/${'token'.repeat(40)}`, days: 30 };

describe.skipIf(CHROMIUM === null)('a message in a browser', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'factsheets-message-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each([
    ['en', 375],
    ['en', 1200],
    ['es', 375],
    ['es', 1200],
  ] as const)('fits in %s at a width of %i, fetches nothing, and has its texts and bars', async (language, width) => {
    const file = join(folder, `${language}.html`);
    await writeFile(file, composeMessage(await messageSource(language, { corrected, link })).html);
    const page = await openBrowser(CHROMIUM ?? '', width, 1400);
    try {
      await page.open(pathToFileURL(file).href);
      await page.until('document.readyState === "complete" && document.querySelector("h1") !== null');
      expect(await page.value<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      expect(await page.value<string>('document.documentElement.lang')).toBe(language === 'en' ? 'en-US' : 'es-MX');
      const widths = await page.value<number[]>('[...document.querySelectorAll(".bar")].map((bar) => bar.offsetWidth)');
      expect(widths).toEqual(widths.toSorted((a, b) => b - a));
      expect(widths).toHaveLength(4);
      expect(widths[0] ?? 0).toBeGreaterThan(width === 375 ? 180 : 350);
      expect(await page.value<number>('document.querySelector(".card").offsetWidth')).toBeLessThanOrEqual(600);
      expect(await page.value<number>(SMALLEST_TEXT)).toBeGreaterThanOrEqual(13);
      expect(page.requests).toEqual([pathToFileURL(file).href]);
      expect(page.complaints).toEqual([]);
    } finally {
      await page.close();
    }
  });
});

const SMALLEST_TEXT =
  'Math.min(...[...document.querySelectorAll("p,th span,td,li,a")].filter((e) => e.textContent.trim() !== "").map((e) => parseFloat(getComputedStyle(e).fontSize)))';
