import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserPage, CHROMIUM, openBrowser } from './chromium.ts';
import { openPreviewFixture, type PreviewFixture } from './preview-fixture.ts';

if (CHROMIUM === null) console.log('skipped: no chromium on the PATH; apt-get install chromium');

describe.skipIf(CHROMIUM === null)('the page of a preview', () => {
  let fixture: PreviewFixture;
  let served: Awaited<ReturnType<PreviewFixture['preview']>>;
  let page: BrowserPage;
  beforeAll(async () => {
    fixture = await openPreviewFixture();
    served = await fixture.preview();
    page = await openBrowser(CHROMIUM ?? '');
    await page.open(served.url);
    await page.until(shows('counted', 2));
  });
  afterAll(async () => {
    await page.close();
    await served.close();
    await fixture.remove();
  });

  /** Whether this many languages of a variant are drawn. */
  const shows = (variant: string, languages: number): string =>
    `(document.documentElement.dataset.shown ?? '').split(',').filter((one) => one.startsWith('${variant} ')).length === ${languages}`;
  const shown = (): Promise<string> => page.value('document.documentElement.dataset.shown');
  /** Counts the dark pixels of every canvas. */
  const INK = `[...document.querySelectorAll('canvas')].map((canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, at) => at % 4 === 0 && value < 128).length;
  })`;

  it('draws both pages of both languages, side by side, each named for those who hear it', async () => {
    const ink = await page.value<number[]>(INK);
    expect(ink).toHaveLength(4);
    for (const pixels of ink) expect(pixels).toBeGreaterThan(5_000);
    const labels = await page.value<string[]>(
      "[...document.querySelectorAll('canvas')].map((one) => one.getAttribute('aria-label'))",
    );
    expect(labels[0]).toMatch(/^English, page 1 of 2/);
    expect(labels[3]).toMatch(/^Español, page 2 of 2/);
    expect(await page.value("document.querySelector('#problems').hidden")).toBe(true);
  });

  it('draws what was saved where the old page stood: nothing scrolls', async () => {
    const before = await shown();
    await page.value('scrollTo(0, 700)');
    await fixture.edit('wording/en.md', '- kicker: Fact sheet', '- kicker: Facts');
    await page.until(`document.documentElement.dataset.shown !== ${JSON.stringify(before)}`);
    expect(await page.value('scrollY')).toBe(700);
    expect(await page.value("document.querySelectorAll('canvas').length")).toBe(4);
    await fixture.edit('wording/en.md', '- kicker: Facts', '- kicker: Fact sheet');
    await page.until(`document.documentElement.dataset.shown === ${JSON.stringify(before)}`);
  });

  it('shows file, line and remedy of a broken wording over the last good pages, until it is fixed', async () => {
    await fixture.edit('wording/en.md', '- kicker: Fact sheet', '- kicker: Fact sheet of 2017');
    await page.until("!document.querySelector('#problems').hidden");
    const text = await page.value<string>("document.querySelector('#problems').innerText");
    const line = await fixture.lineOf('wording/en.md', '- kicker:');
    expect(text).toContain(`templates/us-mexico-border/wording/en.md, line ${line}`);
    expect(text).toContain('the number 2017 is typed in; name the figure');
    await page.until("document.querySelectorAll('article.stale canvas').length === 2");
    expect(await page.value("document.querySelectorAll('canvas').length")).toBe(4);
    expect(await page.value('document.title')).toMatch(/^●/);
    await fixture.edit('wording/en.md', '- kicker: Fact sheet of 2017', '- kicker: Fact sheet');
    await page.until("document.querySelector('#problems').hidden && !document.querySelector('article.stale')");
  });

  it('switches to another state of the sample and to one language, and keeps both in its address', async () => {
    await page.value("document.querySelector('[value=zero]').click()");
    await page.until(shows('zero', 2));
    await page.value("document.querySelector('[value=es]').click()");
    const visible = "[...document.querySelectorAll('article')].filter((one) => !one.hidden).map((one) => one.lang)";
    expect(await page.value(visible)).toEqual(['es']);
    expect(await page.value('location.search')).toBe('?variant=zero&language=es');
  });

  it('asks nothing of any other server, and complains of nothing', () => {
    expect(page.requests.filter((url) => !url.startsWith(served.url) && !/^(data|blob):/u.test(url))).toEqual([]);
    expect(page.complaints).toEqual([]);
  });
});
