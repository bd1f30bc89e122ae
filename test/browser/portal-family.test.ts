import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers } from './accessibility.ts';
import { type BrowserPage, CHROMIUM, leading, openBrowser } from './chromium.ts';
import { openPortalMachine, type PortalMachine } from './portal-machine.ts';

if (CHROMIUM === null) console.log('skipped: no chromium on the PATH; apt-get install chromium');

const SHEET = 'us-mexico-border';
const PAGE = `/editions/${SHEET}/2017-07/family`;
const [TEXAS, ALASKA, MEXICO] = [`${SHEET}--us-tx`, `${SHEET}--us-ak`, `${SHEET}--mx-mex`];

/** The tests build on each other: the last decides. */
describe.skipIf(CHROMIUM === null)('the page of a family in a browser', () => {
  let machine: PortalMachine;
  let page: BrowserPage;
  beforeAll(async () => {
    machine = await openPortalMachine(['2017-03', '2017-07'], ['US-TX', 'US-AK', 'MX-MEX']);
    page = await openBrowser(CHROMIUM ?? '');
    await machine.signIn(page);
  });
  afterAll(async () => {
    await page.close();
    await machine.close();
  });

  const open = (path: string) => leading(page, () => page.open(`${machine.origin}${path}`));
  const click = (selector: string) => leading(page, () => page.value(`document.querySelector('${selector}').click()`));
  const search = async (text: string) => {
    await page.value(`document.querySelector('#q').value = ${JSON.stringify(text)}`);
    await click('form.search button');
  };
  const scripts = (value: boolean) => page.command('Emulation.setScriptExecutionDisabled', { value: !value });
  const isTicked = (id: string) => page.value<boolean>(`document.getElementById('${id}').checked`);
  const tick = (id: string) => page.value(`document.getElementById('${id}').click()`);
  /** The names that a person sees without opening a group. */
  const seen = () =>
    page.value<string[]>(
      "[...document.querySelectorAll('.family th a')].filter((one) => one.checkVisibility()).map((one) => one.textContent)",
    );

  it.each(['en', 'es', 'fr', 'pt'] as const)(
    'has no barrier that axe finds and scrolls sideways nowhere: %s',
    async (language) => {
      for (const query of ['?', '?q=mexi&show=figures&', '?q=nothing&']) {
        await open(`${PAGE}${query}lang=${language}`);
        await page.value("for (const one of document.querySelectorAll('.group')) one.open = true");
        expect(await barriers(page, language), query).toEqual([]);
      }
    },
  );

  it('finds members by name without a script and takes the reader to the number of results', async () => {
    await scripts(false);
    await open(`${PAGE}?lang=es`);
    expect(await seen()).toEqual(['Hoja principal', 'Texas']);
    await click('.seg a[href*="show=undecided"]');
    await search('MEXICO');
    expect(await page.value('location.search + location.hash')).toBe('?q=MEXICO&show=undecided#results');
    expect(await page.value('document.activeElement.textContent')).toBe('1 de 4 hojas');
    expect(await page.value('document.title')).toMatch(/^1 de 4 hojas: /u);
    expect(await seen()).toEqual(['Estado de México']);
    await scripts(true);
  });

  it.each([true, false])(
    'finds a member by its name in another language, its code and its id; with scripts: %s',
    async (hasScripts) => {
      await scripts(hasScripts);
      for (const asked of ['ESTADO', 'mx-mex', MEXICO]) {
        await open(`${PAGE}?lang=en`);
        await search(asked);
        expect(await page.value("document.querySelector('#results').textContent"), asked).toBe('1 of 4 sheets');
        expect(await seen(), asked).toEqual(['State of Mexico']);
      }
      await scripts(true);
    },
  );

  it('leads the keyboard from the search over the filters to the results and the decision', async () => {
    await open(`${PAGE}?lang=en`);
    await page.value("document.querySelector('#q').focus()");
    const reached: string[] = [];
    for (let presses = 0; presses < 11; presses++) {
      for (const type of ['keyDown', 'keyUp'])
        await page.command('Input.dispatchKeyEvent', { type, key: 'Tab', windowsVirtualKeyCode: 9 });
      reached.push(
        await page.value(
          "((at) => (at.getAttribute('aria-label') ?? at.value) || at.textContent.trim())(document.activeElement)",
        ),
      );
    }
    expect(reached.slice(0, 4)).toEqual(['Find', 'All 4', 'Not decided 4', 'With figures 2']);
    expect(reached.slice(4, 7)).toEqual(['Not decided, with figures: 2', 'Main sheet', 'Leave out Main sheet']);
    expect(reached.slice(9, 11)).toEqual(['Not decided, too little to print: 2', 'approved']);
  });

  it('keeps in the tab what is left out and why from search to search, but no verdict', async () => {
    await open(`${PAGE}?lang=en`);
    await tick(TEXAS);
    await page.value("document.querySelector('#approved').click()");
    await page.value(
      "const field = document.querySelector('#reason'); field.value = 'typed'; field.dispatchEvent(new Event('input', { bubbles: true }))",
    );
    await search('alaska');
    expect(await isTicked(TEXAS)).toBe(true);
    expect(await seen()).toEqual(['Alaska', 'Main sheet', 'Texas', 'State of Mexico']);
    expect(await page.value("document.querySelector('#reason').value")).toBe('typed');
    expect(await page.value("document.querySelector('#approved').checked")).toBe(false);
    await tick(ALASKA);
    await open(PAGE);
    expect([await isTicked(TEXAS), await isTicked(ALASKA), await isTicked(MEXICO)]).toEqual([true, true, false]);
  });

  it('decides without a script on all sheets but those that are left out, also on what a search does not show', async () => {
    await scripts(false);
    await open(`${PAGE}?lang=en`);
    await search('texas');
    expect(await page.value("document.querySelector('form.decide').innerText")).toContain('about all 4 sheets');
    for (const id of [TEXAS, MEXICO]) await tick(id);
    await page.value("document.querySelector('#rejected').click()");
    await page.value("document.querySelector('#reason').value = 'A hotline corrects its export'");
    await click('form.decide button');
    await scripts(true);
    await open(`${PAGE}?lang=en`);
    const groups = "[...document.querySelectorAll('.group summary')].map((one) => one.textContent)";
    expect(await page.value(groups)).toEqual([
      'Not decided, with figures: 1',
      'Not decided, too little to print: 1',
      'Rejected: 2',
    ]);
    expect(await isTicked(TEXAS), 'what was chosen for an earlier decision').toBe(false);
  });
});
