import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../local/command-line.ts';
import { casesCsv } from '../steps/state-fixture.ts';
import { type BrowserPage, CHROMIUM, leading, openBrowser } from './chromium.ts';
import { openPortalMachine, type PortalMachine } from './portal-machine.ts';

if (CHROMIUM === null) console.log('skipped: no chromium on the PATH; apt-get install chromium');

const SAMPLE = `${ROOT}samples/exports/nhth/2017-06/`;
const PAGE = '/exports/nhth/2017-06';

describe.skipIf(CHROMIUM === null)('uploading in a browser', () => {
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

  const open = async (path: string): Promise<void> => {
    await page.command('Page.setInterceptFileChooserDialog', { enabled: false });
    await leading(page, () => page.open(`${machine.origin}${path}`));
  };
  const announced = "document.querySelector('[role=status]').textContent";
  const shown = (): Promise<string> => page.value("document.querySelector('[data-files]').innerText");

  /** Drops files and folders of the disk on the page, as a person does. */
  const drop = async (...files: string[]): Promise<void> => {
    const data = { items: [], files, dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'])
      await page.command('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  };
  const write = async (path: string, content: string | Uint8Array): Promise<string> => {
    const target = machine.path(path);
    await mkdir(target.slice(0, target.lastIndexOf('/')), { recursive: true });
    await writeFile(target, content);
    return target;
  };
  const choose = async (...files: string[]): Promise<void> => {
    const { result } = await page.command('Runtime.evaluate', { expression: "document.querySelector('#files')" });
    await page.command('DOM.setFileInputFiles', { files, objectId: (result as { objectId: string }).objectId });
  };
  const press = async (key: string, code: number, text?: string): Promise<void> => {
    for (const type of ['keyDown', 'keyUp'])
      await page.command('Input.dispatchKeyEvent', { type, key, windowsVirtualKeyCode: code, ...(text && { text }) });
  };
  const tabTo = async (selector: string): Promise<void> => {
    for (let presses = 0; presses < 60; presses++) {
      await press('Tab', 9);
      if (await page.value(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
    }
    throw new Error(`the keyboard does not reach ${selector}`);
  };
  const click = (selector: string): Promise<void> => page.value(`document.querySelector('${selector}').click()`);

  it('checks every file of a dropped folder, also beyond a hundred, and leaves out what is no export', async () => {
    await open(`${PAGE}?lang=en`);
    for (let index = 0; index < 130; index++)
      await write(`many/part-${index}/${index === 0 ? '~$cases.xlsx' : `notes-${index}.txt`}`, 'x');
    for (let index = 0; index < 120; index++) await write(`many/note-${index}.txt`, 'x');
    for (const name of ['signals.csv', 'cases.csv']) await write(`many/${name}`, await readFile(`${SAMPLE}${name}`));
    await drop(machine.path('many'));
    await page.until(`${announced} === 'Files that can be sent: 2 of 251'`);
    const text = await shown();
    expect(text.match(/not CSV, Excel/gu)).toHaveLength(249);
    expect(text).not.toContain('~$cases.xlsx');
  });

  it('does not send two files of one name, nor those of another month', async () => {
    await open(`${PAGE}?lang=en`);
    const cases = await readFile(`${SAMPLE}cases.csv`);
    await write('twice/a/cases.csv', cases);
    await write('twice/b/Cases.csv', cases);
    await write('twice/2017-05/signals.csv', await readFile(`${SAMPLE}signals.csv`));
    await drop(machine.path('twice'));
    await page.until(`${announced} === 'Files that can be sent: 0 of 3'`);
    const text = await shown();
    expect(text.match(/Two files have this name/gu)).toHaveLength(2);
    expect(text).toContain('This file comes from the folder 2017-05');
  });

  it('recognises the file of another hotline', async () => {
    await open(`${PAGE}?lang=es`);
    await drop(`${ROOT}samples/exports/linea-nacional/2017-06/casos.csv`);
    await page.until(`${announced} === 'Archivos que se pueden enviar: 0 de 1'`);
    const text = await shown();
    expect(text).toContain('Estos encabezados son de');
    // there is nothing to correct, and no one knows how many records it has
    expect(text).not.toMatch(/registros|problemas/u);
    const [headings, ...rows] = casesCsv(['A1', '2017-06-01']).split('\n');
    await drop(await write('renamed/cases.csv', [headings?.replace('Date Opened', 'Opened'), ...rows].join('\n')));
    await page.until(`${announced} === 'Archivos que se pueden enviar: 0 de 2'`);
    expect(await shown()).toContain('Falta una columna');
    expect(await shown()).not.toMatch(/registros/u);
  });

  it('shows all rows, a page at a time', async () => {
    await open(`${PAGE}?lang=en`);
    const rows = Array.from(
      { length: 130 },
      (_, index) => [`C${index}`, index < 3 ? 'some day' : '2017-06-02'] as const,
    );
    const text = casesCsv(...rows).replaceAll('Labor', 'Nothing of the kind');
    await drop(await write('rows/cases.csv', text));
    await page.until(`${announced} === 'Files that can be sent: 0 of 1'`);
    const more = "[...document.querySelectorAll('.kind button')].find((one) => /more rows/u.test(one.textContent))";
    const counts = "[...document.querySelectorAll('.kind tbody')].map((one) => one.children.length)";
    expect(await page.value(counts)).toEqual([3, 5]);
    for (const expected of [55, 105, 130]) {
      await page.value(`${more}.click()`);
      await page.until(`${counts}[1] === ${expected}`);
    }
    expect(await page.value(`${more} === undefined`)).toBe(true);
    const list = await page.value<string>(
      "fetch(document.querySelector('a[download]').href).then((one) => one.text())",
    );
    // the headings, three dates, 130 values, and the column whose values are mostly in no list
    expect(list.trimEnd().split('\n')).toHaveLength(1 + 3 + 130 + 1);
    expect(list).not.toContain('Nothing of the kind');
  });

  it('leads the keyboard from what is wrong to its rows, and joins a corrected file to those that are ready', async () => {
    await open(`${PAGE}?lang=en`);
    await page.value("document.querySelector('#files').addEventListener('click', () => { window.asked = true; })");
    await page.command('Page.setInterceptFileChooserDialog', { enabled: true });
    await tabTo('[data-choose]');
    await press('Enter', 13, '\r');
    await page.until('window.asked === true');
    const bad = await write('corrected/cases.csv', casesCsv(['A1', 'some day'], ['A2', '2017-06-02']));
    await choose(`${SAMPLE}signals.csv`, bad);
    await page.until(`${announced} === 'Files that can be sent: 1 of 2'`);
    expect(await page.value("document.activeElement.querySelector('h2')?.textContent")).toBe(
      'Files that cannot be sent yet: 1 of 2',
    );
    await tabTo('[data-summary] a');
    await press('Enter', 13, '\r');
    await page.until("document.querySelector('.kind:target td')?.textContent === '2'");
    expect(await page.value("document.querySelector('.kind:target .unit').textContent")).toMatch(/^Error/u);
    await choose(await write('corrected/cases.csv', casesCsv(['A1', '2017-06-01'], ['A2', '2017-06-02'])));
    await page.until(`${announced} === 'Files that can be sent: 2 of 2'`);
    expect(await page.value("document.querySelector('[data-summary]').textContent")).toBe('');
    await tabTo('[data-send]');
    expect(await page.value('document.activeElement.textContent')).toBe('Send the files that are ready (2)');
  });

  it('asks before a file without records removes those of the month', async () => {
    await open(`${PAGE}?lang=en`);
    await page.value(`{
      const desk = document.querySelector('upload-form');
      const received = [{ name: 'cases.csv', tables: ['cases'], filled: ['cases'], when: 'today', records: 7 }];
      desk.dataset.received = JSON.stringify(received);
      desk.replaceWith(desk.cloneNode(true));
    }`);
    await drop(await write('empty/cases.csv', casesCsv()));
    await page.until(`${announced} === 'Files that can be sent: 0 of 1'`);
    expect(await shown()).toMatch(/Waits for your confirmation[\s\S]*sending it removes them/u);
    await tabTo('[data-list] input');
    await press(' ', 32, ' ');
    await page.until("!document.querySelector('[data-send]').hidden");
    expect(await shown()).toContain('Send the files that are ready (1)');
    await press(' ', 32, ' ');
    await page.until("document.querySelector('[data-send]').hidden");
  });

  it('says how much was sent and how long a check takes, and cancels it', async () => {
    await open(`${PAGE}?lang=en`);
    // a portal that has received everything, and does not answer for minutes
    await page.value(`XMLHttpRequest.prototype.send = function () {
      this.abort = () => this.dispatchEvent(new Event('abort'));
      for (const loaded of [40, 100]) this.upload.dispatchEvent(new ProgressEvent('progress', { loaded, total: 100 }));
    }`);
    await drop(`${SAMPLE}signals.csv`);
    await page.until(`${announced} === 'Checking signals.csv: 40 % sent'`);
    await page.value('{ const now = Date.now(); Date.now = () => now + 185_000; }');
    await page.until(`/^Checking signals.csv: 18\\d seconds$/u.test(${announced})`);
    await tabTo('[data-cancel]');
    await press('Enter', 13, '\r');
    await page.until(`${announced} === 'signals.csv: cancelled; nothing was stored'`);
    expect(await page.value("document.querySelector('[data-send]').hidden")).toBe(true);
  });

  it('goes on after the session has ended, with the same files', async () => {
    await open(`${PAGE}?lang=en`);
    await page.value("fetch('/sign-out', { method: 'POST' })");
    await drop(`${SAMPLE}cases.csv`);
    await page.until("/session has ended/u.test(document.querySelector('.notice')?.textContent)");
    const cookie = await machine.newSession();
    await page.command('Network.setCookie', { url: machine.origin, ...cookie });
    await click('.notice button');
    await page.until(`${announced} === 'Files that can be sent: 1 of 1'`);
  });

  it('says that nothing was stored when the network is gone, and sends when it is back', async () => {
    const offline = (isOffline: boolean) =>
      page.command('Network.emulateNetworkConditions', {
        offline: isOffline,
        latency: 0,
        downloadThroughput: -1,
        uploadThroughput: -1,
      });
    await open(`${PAGE}?lang=en`);
    await drop(`${SAMPLE}signals.csv`);
    await page.until(`${announced} === 'Files that can be sent: 1 of 1'`);
    await offline(true);
    await click('[data-send]');
    await page.until("/connection was lost/u.test(document.querySelector('.notice')?.textContent)");
    await expect(readdir(machine.path('exports', 'nhth', '2017-06'))).rejects.toThrow('ENOENT');
    await offline(false);
    await click('.notice button');
    await page.until("/^accepted/u.test(document.querySelector('[data-list] li:last-child .state').textContent)");
    expect(await readFile(machine.path('exports', 'nhth', '2017-06', 'signals.csv'))).toEqual(
      await readFile(`${SAMPLE}signals.csv`),
    );
  });

  it('says which edition counts a file, what a new one replaces, and withdraws it after a question', async () => {
    await page.until(
      "/Counted in .*, July 2017/u.test(document.querySelector('[data-list] li:last-child .state').textContent)",
    );
    await open(`${PAGE}?lang=en`);
    await drop(`${SAMPLE}signals.csv`);
    await page.until(`${announced} === 'Files that can be sent: 1 of 1'`);
    expect(await shown()).toContain('Replaces the file of this name, received today');
    await click('a[aria-label="Withdraw signals.csv"]');
    await page.until("document.querySelector('h1')?.textContent === 'Withdraw signals.csv?'");
    await click('.danger');
    await page.until('/was withdrawn/u.test(document.activeElement?.textContent)');
    expect(await readdir(machine.path('exports', 'nhth', '2017-06'))).toEqual([]);
    expect(await readdir(machine.path('state', 'withdrawn', 'nhth', '2017-06'))).toHaveLength(1);
  });

  it('says what to do with a file that changed after it was checked, and with any other refusal, in the words of the page', async () => {
    await open(`${PAGE}?lang=es`);
    const file = await write('changed/cases.csv', casesCsv(['A1', '2017-06-01']));
    await drop(file);
    await page.until(`${announced} === 'Archivos que se pueden enviar: 1 de 1'`);
    expect(await page.value("document.querySelector('[data-steps] [aria-current]').textContent")).toBe('Revisar');
    await write('changed/cases.csv', casesCsv(['A1', '2017-06-01'], ['A2', '2017-06-02']));
    await click('[data-send]');
    await page.until(`/cases.csv cambió o se movió después de que usted lo eligió/u.test(${announced})`);
    expect(await page.value("document.querySelector('[data-steps] [aria-current]').textContent")).toBe('Enviar');
    await page.value(`{
      const { open } = XMLHttpRequest.prototype;
      XMLHttpRequest.prototype.open = function (method, address) { open.call(this, method, address.replace('nhth', 'nowhere')); };
    }`);
    await drop(`${SAMPLE}victims.csv`);
    await page.until(`${announced} === 'Archivos que se pueden enviar: 0 de 2'`);
    expect(await shown()).toContain(
      'El portal no aceptó victims.csv. Inténtelo otra vez; si vuelve a fallar, informe este detalle: 404',
    );
  });

  it('shows what has changed without loading the page again', async () => {
    await open('/?lang=en');
    await page.value('window.kept = true');
    expect(await page.value("document.querySelector('#recent').textContent")).not.toContain('Rejected');
    await mkdir(machine.path('exports', 'nhth', '2017-06'), { recursive: true });
    await writeFile(machine.path('exports', 'nhth', '2017-06', 'victims.csv'), 'not an export\n');
    await page.until("/Rejected victims.csv/u.test(document.querySelector('#recent').textContent)");
    expect(await page.value('window.kept')).toBe(true);
  });

  it('reads the name of a file in one form, however a Mac wrote its accents', async () => {
    await open(`${PAGE}?lang=en`);
    await drop(await write(`mac/${'víctimas.zip'.normalize('NFD')}`, 'x'));
    await page.until(`${announced} === 'Files that can be sent: 0 of 1'`);
    const text = await shown();
    expect(text).toContain('víctimas.zip'.normalize('NFC'));
    expect(text).not.toContain('víctimas.zip'.normalize('NFD'));
  });

  it('lists what is in the cells where the file went to the store, once the store has read it', async () => {
    const { identifier } = await page.command('Page.addScriptToEvaluateOnNewDocument', { source: IN_AWS });
    await open(`${PAGE}?lang=en`);
    await drop(await write('store/cases.csv', casesCsv(['A1', 'some day'])));
    await page.until(`${announced} === 'Files that can be sent: 0 of 1'`);
    const button = "[...document.querySelectorAll('.acts button')].find((one) => /values/u.test(one.textContent))";
    await page.value(`${button}.click()`);
    await page.until("window.saved === 'the list with values'");
    expect(await page.value('window.asked')).toEqual([
      expect.stringMatching(/\/check-offers\/cases\.csv\?lang=en$/u),
      expect.stringMatching(/\/check-results\/abab$/u),
      ...Array(2).fill(expect.stringMatching(/\/check-results\/abab\/problems-with-values\?lang=en$/u)),
    ]);
    expect(await page.value("document.querySelector('.acts [role=alert]')")).toBeNull();
    await page.command('Page.removeScriptToEvaluateOnNewDocument', { identifier });
  });
});

/** Makes a page of this machine one of AWS: its files go to a store, whose answers are invented; the first one is 202. */
const IN_AWS = `{
  addEventListener('readystatechange', () => {
    const form = document.querySelector('upload-form');
    if (form) form.dataset.offers = 'yes';
  }, true);
  const kind = { code: 'date-unreadable', severity: 'error', count: 1, column: 'Date', letter: 'B', sentence: 'x', remedy: 'y', rows: [] };
  const answers = [
    ['/check-offers/', 201, { check: 'abab', offer: { url: '/store', method: 'PUT', headers: {} } }],
    ['/problems-with-values', 202, null],
    ['/problems-with-values', 200, 'the list with values'],
    ['/check-results/', 200, { sha256: 'ab', size: 1, tables: [{ table: 'cases', status: 'rejected', records: 1, kinds: [kind] }] }],
  ];
  window.asked = [];
  window.fetch = async (address) => {
    window.asked.push(String(address));
    const at = answers.findIndex(([part]) => String(address).includes(part));
    const [[, status, body]] = answers.splice(at, 1);
    return new Response(typeof body === 'string' ? body : body && JSON.stringify(body), { status });
  };
  const { open } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, address) { open.call(this, 'GET', address === '/store' ? '/health' : address); };
  URL.createObjectURL = (blob) => {
    blob.text().then((text) => { window.saved = text; });
    return '#';
  };
}`;
