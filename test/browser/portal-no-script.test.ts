import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../local/command-line.ts';
import { type BrowserPage, CHROMIUM, leading, openBrowser } from './chromium.ts';
import { openPortalMachine, type PortalMachine } from './portal-machine.ts';

if (CHROMIUM === null) console.log('skipped: no chromium on the PATH; apt-get install chromium');

const SHEET = 'us-mexico-border';
const MONTH = '/exports/nhth/2017-07';

/** Everything except uploading works with forms and links alone. The tests build on each other, as a person's day does. */
describe.skipIf(CHROMIUM === null)('the portal without JavaScript', () => {
  let machine: PortalMachine;
  let page: BrowserPage;
  beforeAll(async () => {
    machine = await openPortalMachine();
    page = await openBrowser(CHROMIUM ?? '');
    await page.command('Emulation.setScriptExecutionDisabled', { value: true });
    await machine.signIn(page);
  });
  afterAll(async () => {
    await page.close();
    await machine.close();
  });

  const open = (path: string) => leading(page, () => page.open(`${machine.origin}${path}`));
  const click = (selector: string) => leading(page, () => page.value(`document.querySelector('${selector}').click()`));
  const fill = (selector: string, text: string) =>
    page.value(`document.querySelector('${selector}').value = ${JSON.stringify(text)}`);
  const tick = (selector: string) => page.value(`document.querySelector('${selector}').checked = true`);
  const text = () => page.value<string>("document.querySelector('#main').innerText");
  const path = () => page.value<string>('location.pathname + location.search');

  it('shows every page that has links or forms, and nothing that only a script could do', async () => {
    for (const address of [
      '/',
      '/?months=all',
      '/exports',
      '/editions',
      '/activity',
      '/tokens',
      '/stakeholders',
      MONTH,
    ]) {
      await open(`${address}${address.includes('?') ? '&' : '?'}lang=en`);
      expect(await page.value("document.querySelector('h1').textContent"), address).not.toBe('');
      const dead = "[...document.querySelectorAll('button:not([type=submit])')].filter((one) => one.checkVisibility())";
      expect(await page.value(`${dead}.map((one) => one.textContent)`), address).toEqual([]);
    }
    expect(await text()).toContain('Uploading needs JavaScript');
    await open('/exports');
    await fill('#month-nhth', '2017-01');
    await click('form:has(#month-nhth) button');
    expect(await path()).toBe('/exports/nhth/2017-01');
    await click('.who a[hreflang]');
    expect(await page.value('document.documentElement.lang')).toBe('es');
    await open('/?lang=en');
  });

  it('shows a figure as a table, also through the editions', async () => {
    await open(`/explore/${SHEET}`);
    await fill('#figure', 'victims-by-gender');
    await click('form.pick button');
    expect(await path()).toBe(`/explore/${SHEET}?figure=victims-by-gender`);
    expect(await page.value("document.querySelectorAll('#main table').length")).toBe(2);
    expect(await text()).toContain('Female');
    await open(`/editions/${SHEET}/2017-03/revisions/1`);
    expect(await page.value("document.querySelectorAll('#main table').length")).toBeGreaterThan(5);
  });

  it('shows the rows of a problem', async () => {
    await open(`${MONTH}/traffickers.csv`);
    await click('.kind a');
    expect(await text()).toContain('Row in Excel');
  });

  it('imports a list after its preview, changes, pauses and removes a person', async () => {
    await open('/stakeholders/import');
    const { result } = await page.command('Runtime.evaluate', { expression: "document.querySelector('#file')" });
    const { objectId } = result as { objectId: string };
    await page.command('DOM.setFileInputFiles', { files: [`${ROOT}samples/stakeholders.csv`], objectId });
    await click('form.fields button');
    expect(await text()).toContain('Nothing is stored yet.');
    await click('form.acts button');
    expect(await text()).toContain('3 added, 0 changed.');
    await fill('#q', 'no one at all');
    await click('form.search button');
    expect(await text()).not.toContain('@');
    await open('/stakeholders');
    await click('td.act button');
    expect(await text()).toContain('Paused. No messages are sent');
    await click('tbody th a');
    await fill('#organisation', 'Another organisation');
    await click('form.fields button');
    expect(await page.value("document.querySelector('#organisation').value")).toBe('Another organisation');
    await click('#status .more a');
    await click('form.acts button');
    expect(await text()).toContain('The stakeholder was removed');
  });

  it('holds a sheet, releases it, and starts a run', async () => {
    await open(`/distribution/${SHEET}/hold`);
    await fill('#reason', 'A number is being checked');
    await click('form.fields button');
    expect(await text()).toContain('A number is being checked');
    await open(`/distribution/${SHEET}/hold`);
    await click('form.fields button');
    await open(`/distribution/${SHEET}/run`);
    await click('form.acts button');
    while (!(await text()).includes('The run is finished')) await click('.acts a.btn');
    await click('#run-result .more a');
    expect(await text()).toContain('written');
  });

  it('makes a token and revokes it', async () => {
    await open('/tokens');
    await fill('#name', 'a program');
    await tick('[id="scope-viewer"]');
    await fill('#days', '7');
    await click('form.new-token button');
    expect(await page.value("document.querySelector('code.secret').textContent")).toMatch(/^fsk_/u);
    await click('table.log a');
    await click('form.acts button');
    expect(await text()).toContain('revoked');
  });

  it('offers the pages of a draft as links, and records a decision with its reason', async () => {
    const review = `/editions/${SHEET}/2017-07`;
    await open(review);
    expect(await page.value('document.querySelectorAll(\'.pages figure p a[href$=".pdf"]\').length')).toBe(2);
    await tick('#rejected');
    await click('form.decide button');
    expect(await text()).toContain('The decision was not recorded');
    expect(await page.value("document.querySelector('#rejected').checked")).toBe(true);
    await fill('#reason', 'A hotline corrects its export');
    await click('form.decide button');
    expect(await page.value("document.querySelector('.strip').textContent")).toContain('Rejected');
    expect(await text()).toContain('A hotline corrects its export');
  });

  it('withdraws a file after it has said what changes', async () => {
    await open(MONTH);
    await click('a[href$="/cases.csv/withdraw"]');
    expect(await text()).toContain('no longer counted');
    await click('form.acts button');
    expect(await text()).toContain('cases.csv was withdrawn');
  });

  it('shows what was done, filtered, with the addresses of its exports', async () => {
    await open('/activity');
    await page.value("document.querySelector('#kind').value = 'file-withdrawn'");
    await click('form.filter button');
    expect(await page.value("document.querySelectorAll('table.log tbody tr').length")).toBe(1);
    const address = await page.value<string>('document.querySelector(\'a[href^="/activity.csv"]\').href');
    expect(address).toContain('kind=file-withdrawn');
  });

  it('signs out', async () => {
    await click('.who button');
    expect(await page.value("document.querySelector('h1').textContent")).toBe('Sign in');
  });
});
