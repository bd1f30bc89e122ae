import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../local/command-line.ts';
import { casesCsv } from '../steps/state-fixture.ts';
import { barriers, setLook, violations } from './accessibility.ts';
import { type BrowserPage, CHROMIUM, leading, openBrowser } from './chromium.ts';
import { openPortalMachine, type PortalMachine } from './portal-machine.ts';

if (CHROMIUM === null) console.log('skipped: no chromium on the PATH; apt-get install chromium');

/** The most bytes of scripts and styles that a page may load before any interaction, compressed. */
const [SCRIPT_BUDGET, STYLE_BUDGET] = [10_000, 8_000];

describe.skipIf(CHROMIUM === null)('the portal in a browser', () => {
  let machine: PortalMachine;
  let page: BrowserPage;
  beforeAll(async () => {
    machine = await openPortalMachine();
    page = await openBrowser(CHROMIUM ?? '');
    await machine.signIn(page);
  });
  afterAll(async () => {
    await page.close();
    await machine.close();
  });

  /** After each test, so that it covers every page and everything that people do there. */
  afterEach(() => {
    expect(page.complaints.filter((one) => /Content Security|Refused to|violat/iu.test(one))).toEqual([]);
    expect(page.requests.filter((url) => !url.startsWith(machine.origin) && !url.startsWith('data:'))).toEqual([]);
  });

  const open = async (path: string): Promise<void> => {
    await leading(page, () => page.open(`${machine.origin}${path}`));
  };

  const REVIEW = '/editions/us-mexico-border/2017-07';
  const PAGES = [
    '/',
    '/?months=all',
    '/exports',
    '/help/uploading',
    '/help/api',
    '/editions',
    '/editions/us-mexico-border/2017-03/revisions/1',
    '/explore/us-mexico-border?figure=victims-by-gender',
    '/activity',
    '/tokens',
    '/nothing',
    REVIEW,
    `${REVIEW}?which=draft&pages=es`,
    '/exports/nhth/2017-06',
    '/exports/nhth/2017-07',
    '/exports/nhth/2017-07/traffickers.csv',
    '/exports/nhth/2017-07/cases.csv/withdraw',
  ];
  const IN_LANGUAGES = (['en', 'es'] as const).flatMap((language) => PAGES.map((path) => [language, path] as const));
  // all months form a wide table, which scrolls in its own frame
  it.each(IN_LANGUAGES)(
    'has no barrier that axe finds, scrolls sideways nowhere, and asks no other site for anything: %s %s',
    async (language, path) => {
      await open(`${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
      expect(await page.value('document.documentElement.lang')).toBe(language);
      expect(await barriers(page, language)).toEqual([]);
    },
  );

  it('leads the keyboard through the page in order, first to its content', async () => {
    await open('/?lang=en');
    const seen: string[] = [];
    for (let presses = 0; presses < 60; presses++) {
      for (const type of ['keyDown', 'keyUp'])
        await page.command('Input.dispatchKeyEvent', { type, key: 'Tab', windowsVirtualKeyCode: 9 });
      const text = await page.value<string>(
        "document.activeElement === document.body ? '' : document.activeElement.textContent.trim()",
      );
      if (text === '') break;
      seen.push(text);
    }
    expect(seen.slice(0, 8)).toEqual([
      'Skip to the content',
      'Hotlines Fact sheets',
      'Español',
      'Français',
      'Português',
      'Tokens',
      'Sign out',
      'Overview',
    ]);
    expect(seen.join('\n')).toContain('r1 draftFighting Human Trafficking Across the U.S.-Mexico Border, July 2017');
    expect(seen).toContain('Fact sheet in Spanish');
  });

  it('draws a chart when a reader asks for it, under the security policy, and goes back to the table', async () => {
    await setLook(page, 390);
    await open('/explore/us-mexico-border?figure=victims-by-gender&lang=en');
    const shows = (part: string) => page.value(`!document.querySelector('[data-part="${part}"]').hidden`);
    expect([await shows('table'), await shows('chart')]).toEqual([true, false]);
    expect(page.requests.some((url) => url.includes('/assets/vega'))).toBe(false);
    await page.value("document.querySelector('button[data-shows=chart]').click()");
    await page.until("document.querySelector('figure-chart[data-drawn]') !== null");
    expect([await shows('table'), await shows('chart')]).toEqual([false, true]);
    const drawn = await page.value<string>("document.querySelector('[data-drawing] svg').textContent");
    expect(drawn).toContain('Female');
    expect(await violations(page)).toEqual([]);
    await page.value("document.querySelector('button[data-shows=table]').click()");
    expect([await shows('table'), await shows('chart')]).toEqual([true, false]);
  });

  it('draws the pages of both revisions, each named for those who hear the page', async () => {
    await open(`${REVIEW}?lang=en`);
    await page.until("document.querySelectorAll('pdf-pages[data-drawn]').length === 2");
    const labels = await page.value<string[]>("[...document.querySelectorAll('canvas')].map((one) => one.ariaLabel)");
    expect(labels.map((label) => label.slice(0, 11))).toEqual([
      'Page 1 of 2',
      'Page 2 of 2',
      'Page 1 of 2',
      'Page 2 of 2',
    ]);
    await open(`${REVIEW}?which=draft`);
    await page.until("document.querySelectorAll('pdf-pages[data-drawn]').length === 1");
    expect(await violations(page)).toEqual([]);
  });

  it('says so when a review has changed while it is read, and replaces nothing under the hands of who decides', async () => {
    await open(`${REVIEW}?lang=en`);
    const notice = "document.querySelector('[data-shown]')";
    expect(await page.value(`${notice}.hidden`)).toBe(true);
    await page.value("document.querySelector('textarea').value = 'half a reason'");
    // as if another review had been shown; the page asks again when it is seen again
    await page.until(
      `${notice}.dataset.shown = 'older', document.dispatchEvent(new Event('visibilitychange')), !${notice}.hidden`,
    );
    expect(await page.value(`${notice}.textContent`)).toContain('This review has changed since you opened it');
    expect(await page.value("document.querySelector('textarea').value")).toBe('half a reason');
    expect(await violations(page)).toEqual([]);
  });

  it('takes a decision by keyboard alone, and keeps what was typed when the session has ended', async () => {
    const press = async (key: string, code: number, text = ''): Promise<void> => {
      await page.command('Input.dispatchKeyEvent', {
        type: 'keyDown',
        key,
        windowsVirtualKeyCode: code,
        ...(text && { text }),
      });
      await page.command('Input.dispatchKeyEvent', { type: 'keyUp', key, windowsVirtualKeyCode: code });
    };
    const tabTo = async (selector: string): Promise<void> => {
      for (let presses = 0; presses < 90; presses++) {
        if (await page.value(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
        await press('Tab', 9);
      }
      throw new Error(`the keyboard does not reach ${selector}`);
    };
    await open(`${REVIEW}?lang=en`);
    await tabTo('textarea');
    await page.command('Input.insertText', { text: 'The hotlines confirmed it' });
    await page.value("fetch('/sign-out', { method: 'POST' })");
    await tabTo('form.decide button');
    await press('Enter', 13, '\r');
    await page.until("document.querySelector('h1')?.textContent === 'Sign in'");
    await machine.signIn(page);
    await open(`${REVIEW}?lang=en`);
    expect(await page.value("document.querySelector('textarea').value")).toBe('The hotlines confirmed it');
    await tabTo('form.decide button');
    await press('Enter', 13, '\r');
    await page.until("document.activeElement.textContent.includes('Choose whether')");
    await tabTo('input[type=radio]');
    await press('ArrowDown', 40);
    await page.until("document.querySelector('#rejected').checked || document.querySelector('#approved').checked");
    await page.value("document.querySelector('#rejected').checked || document.querySelector('#rejected').focus()");
    if (!(await page.value("document.querySelector('#rejected').checked"))) await press(' ', 32, ' ');
    await tabTo('form.decide button');
    await press('Enter', 13, '\r');
    await page.until("document.querySelector('.strip b')?.textContent === 'Rejected'");
    expect(await page.value("document.body.textContent.includes('The hotlines confirmed it')")).toBe(true);
  });

  it('checks files before anything is sent, says what is wrong and where, and waits until a file is accepted', async () => {
    await setLook(page, 390);
    await open('/exports/nhth/2017-06?lang=es');
    const choose = async (...files: string[]): Promise<void> => {
      const { result } = await page.command('Runtime.evaluate', { expression: "document.querySelector('#files')" });
      const { objectId } = result as { objectId: string };
      await page.command('DOM.setFileInputFiles', { files, objectId });
    };
    const announced = "document.querySelector('[role=status]').textContent";
    await mkdir(machine.path('bad'));
    await writeFile(machine.path('bad', 'cases.csv'), casesCsv(['A1', 'some day'], ['A2', '2017-06-02']));
    await choose(machine.path('bad', 'cases.csv'));
    await page.until(`${announced} === 'Archivos que se pueden enviar: 0 de 1'`);
    expect(await page.value("document.querySelector('[data-send]').hidden")).toBe(true);
    expect(await page.value("document.querySelector('[data-files]').innerText")).toContain('Fila en Excel');
    expect(await violations(page)).toEqual([]);
    expect(await page.value('document.documentElement.scrollWidth')).toBe(390);
    await choose(`${ROOT}samples/exports/nhth/2017-06/cases.csv`);
    await page.until(`${announced} === 'Archivos que se pueden enviar: 1 de 1'`);
    await page.value("document.querySelector('[data-send]').click()");
    await page.until(`${announced}.startsWith('cases.csv: aceptado')`);
    expect(await readFile(machine.path('exports', 'nhth', '2017-06', 'cases.csv'))).toEqual(
      await readFile(`${ROOT}samples/exports/nhth/2017-06/cases.csv`),
    );
    await setLook(page, 1280);
  });

  it('works without JavaScript', async () => {
    await page.command('Emulation.setScriptExecutionDisabled', { value: true });
    await open('/?lang=es');
    expect(await page.value("document.querySelector('h1').textContent")).toMatch(/Julio de 2017/u);
    await page.command('Emulation.setScriptExecutionDisabled', { value: false });
  });

  it('keeps within its budget of scripts and styles', async () => {
    for (const path of ['/', REVIEW, '/exports/nhth/2017-06']) {
      await open(path);
      // what was loaded, with the modules that scripts import
      const addresses = await page.value<string[]>(
        "performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => /[.](?:js|css)$/u.test(name))",
      );
      const sizes = { js: 0, css: 0 };
      for (const address of addresses) {
        const bytes = gzipSync(new Uint8Array(await (await fetch(address)).arrayBuffer())).length;
        sizes[address.endsWith('.css') ? 'css' : 'js'] += bytes;
      }
      console.log(`portal: ${path}: ${sizes.js} bytes of scripts, ${sizes.css} of styles, compressed`);
      expect(sizes.js).toBeLessThanOrEqual(SCRIPT_BUDGET);
      expect(sizes.css).toBeLessThanOrEqual(STYLE_BUDGET);
    }
  });

  it('signs out', async () => {
    await open('/?lang=en');
    await page.value("document.querySelector('.who button').click()");
    await page.until("document.querySelector('h1')?.textContent === 'Sign in'");
    await machine.signIn(page);
  });
});
