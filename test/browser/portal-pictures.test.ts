import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { difference, pngBytes } from '../document/page-pictures.ts';
import { ROOT, run } from '../local/command-line.ts';
import { type BrowserPage, CHROMIUM, openBrowser } from './chromium.ts';
import { openPortalMachine, type PortalMachine } from './portal-machine.ts';

/**
 * Compares pages of the portal with their accepted pictures. To accept new pictures on purpose, after you have looked
 * at them, run `ACCEPT_PAGES=1 npx vitest run test/browser/portal-pictures.test.ts`, never under CI.
 */
const accepting = process.env.ACCEPT_PAGES === '1';

if (CHROMIUM === null) console.log('skipped: no chromium on the PATH; apt-get install chromium');

const fileOf = (name: string): string => fileURLToPath(new URL(`../golden/portal/${name}.png`, import.meta.url));
const differenceFile = (name: string): string =>
  fileURLToPath(new URL(`../../out/page-differences/portal-${name}.png`, import.meta.url));

/** The number of dots that may differ in any square of twelve by twelve: the smoothing of another Chromium. */
const TOLERATED = 12;

/** Half of the page's size is enough to see what moved, was cut or changed colour. */
const SCALE = 0.5;

/** Dates and the name of the machine's user differ from run to run. */
const STEADY = `
  const user = document.querySelector('.who .name b').textContent;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    node.data = node.data
      .replace(/(?:today|hoy), \\d\\d:\\d\\d/gu, 'today, 00:00')
      .replace(/(?:\\p{L}+, )?(?:\\d{1,2} de \\p{L}+ de|\\p{L}+ \\d{1,2},) 20[2-9]\\d(?:, \\d\\d:\\d\\d)?/gu, '1 January 2030')
      .replace(user, 'Ana Reyes')
      .replace(/^(?:\\d{1,2} \\p{L}{3,4}|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \\d{1,2})$/u, '1 Jan');
  // the time zone of the machine
  for (const zone of document.querySelectorAll('table.log ~ p.meta')) zone.textContent = zone.textContent.replace(/\\S+$/u, 'UTC.');
  // files are read at the same time, and which is first differs from run to run
  for (const rows of document.querySelectorAll('table.lately tbody'))
    rows.append(...[...rows.children].sort((a, b) => (a.textContent < b.textContent ? -1 : 1)));
  // they change with every area of the portal, and other tests check them
  for (const frame of document.querySelectorAll('header.band, footer')) frame.remove();
  true`;

function write(file: string, picture: PNG): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, pngBytes(picture));
}

const PAGES: [string, string, number][] = [
  ['overview.en.1280', '/?lang=en', 1280],
  ['overview.es.390', '/?lang=es', 390],
  ['month.es.1280', '/exports/nhth/2017-07?lang=es', 1280],
  ['month.en.390', '/exports/nhth/2017-07?lang=en', 390],
  ['file.en.1280', '/exports/nhth/2017-07/traffickers.csv?lang=en', 1280],
  ['withdraw.es.390', '/exports/nhth/2017-03/cases.csv/withdraw?lang=es', 390],
  ['stakeholders.en.1280', '/stakeholders?lang=en', 1280],
  ['stakeholder.es.390', '{stakeholder}?lang=es', 390],
  ['distribution.es.1280', '/distribution/us-mexico-border?lang=es', 1280],
  ['deliveries.en.390', '/distribution/us-mexico-border/editions/2017-03?lang=en', 390],
  ['exports.es.390', '/exports?lang=es', 390],
  ['activity.en.1280', '/activity?lang=en', 1280],
  ['activity.es.390', '/activity?lang=es', 390],
];

describe.skipIf(CHROMIUM === null)('the pictures of the portal', () => {
  let machine: PortalMachine;
  let page: BrowserPage;
  /** The address of the page of a person. */
  let stakeholder: string;
  beforeAll(async () => {
    machine = await openPortalMachine();
    await run('stakeholders', 'import', `${ROOT}samples/stakeholders.csv`, '--state', machine.path('state'));
    page = await openBrowser(CHROMIUM ?? '');
    await machine.signIn(page);
    await page.open(`${machine.origin}/stakeholders`);
    await page.until("document.querySelector('tbody th a') !== null");
    stakeholder = await page.value("document.querySelector('tbody th a').getAttribute('href')");
  });
  afterAll(async () => {
    await page.close();
    await machine.close();
  });

  it('are accepted by hand, never under CI', () => {
    expect(accepting && process.env.CI === 'true').toBe(false);
  });

  it.each(PAGES)('show %s as accepted', async (name, address, width) => {
    const path = address.replace('{stakeholder}', stakeholder);
    const size = { width, height: 900, deviceScaleFactor: SCALE, mobile: false };
    await page.command('Emulation.setDeviceMetricsOverride', size);
    await page.open(`${machine.origin}${path}`);
    await page.until(`location.href.endsWith(${JSON.stringify(path)}) && document.readyState === 'complete'`);
    await page.value('document.fonts.ready.then(() => true)');
    await page.value(`{ ${STEADY} }`);
    // the picture is as high as the page was when it was last laid out
    await page.value('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))');
    const picture = PNG.sync.read(Buffer.from(await page.screenshot(true)));
    for (const [index, value] of picture.data.entries())
      picture.data[index] = Math.min(255, Math.round(value / 16) * 16);
    if (accepting) write(fileOf(name), picture);
    const accepted = existsSync(fileOf(name)) ? PNG.sync.read(readFileSync(fileOf(name))) : new PNG();
    const { dots, picture: where } = difference(accepted, picture);
    if (dots > TOLERATED) write(differenceFile(name), where);
    expect(dots, `${name}: look at out/page-differences/portal-${name}.png`).toBeLessThanOrEqual(TOLERATED);
  });
});
