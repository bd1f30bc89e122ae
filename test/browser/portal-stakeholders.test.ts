import { mkdir, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../local/command-line.ts';
import { barriers, setLook, violations } from './accessibility.ts';
import { type BrowserPage, CHROMIUM, leading, openBrowser } from './chromium.ts';
import { openPortalMachine, type PortalMachine } from './portal-machine.ts';

if (CHROMIUM === null) console.log('skipped: no chromium on the PATH; apt-get install chromium');

const SHEET = 'us-mexico-border';
/** Where pictures of the pages are written, to look at; none by default. */
const PICTURES = process.env.PORTAL_PICTURES;

describe.skipIf(CHROMIUM === null)('stakeholders and distribution in a browser', () => {
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
    await leading(page, () => page.open(`${machine.origin}${path}`));
  };
  const picture = async (name: string): Promise<void> => {
    if (PICTURES === undefined) return;
    await mkdir(PICTURES, { recursive: true });
    const { data } = await page.command('Page.captureScreenshot', { captureBeyondViewport: true });
    await writeFile(`${PICTURES}/${name}.png`, Buffer.from(String(data), 'base64'));
  };
  const text = () => page.value<string>('document.body.innerText');
  const press = async (key: string, code: number, typed = ''): Promise<void> => {
    const about = { key, windowsVirtualKeyCode: code };
    await page.command('Input.dispatchKeyEvent', { type: 'keyDown', ...about, ...(typed && { text: typed }) });
    await page.command('Input.dispatchKeyEvent', { type: 'keyUp', ...about });
  };
  const tabTo = async (selector: string): Promise<void> => {
    for (let presses = 0; presses < 90; presses++) {
      if (await page.value(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
      await press('Tab', 9);
    }
    throw new Error(`the keyboard does not reach ${selector}`);
  };
  const choose = async (file: string): Promise<void> => {
    const { result } = await page.command('Runtime.evaluate', { expression: "document.querySelector('#file')" });
    const { objectId } = result as { objectId: string };
    await page.command('DOM.setFileInputFiles', { files: [file], objectId });
  };
  const enter = async (): Promise<void> => {
    await leading(page, () => press('Enter', 13, '\r'));
  };
  const ids = () =>
    page.value<string[]>(
      "[...document.querySelectorAll('tbody th a')].map((one) => one.getAttribute('href').split('/').at(-1))",
    );

  it('imports a list by keyboard alone, after a preview', async () => {
    await setLook(page, 1280);
    await open('/stakeholders/import?lang=en');
    await choose(`${ROOT}samples/stakeholders.csv`);
    await tabTo('form.fields button');
    await enter();
    expect(await text()).toContain('Nothing is stored yet.');
    expect(await violations(page)).toEqual([]);
    await picture('import-preview-1280');
    await tabTo('form.acts button');
    await enter();
    expect(await text()).toMatch(/The list was imported\.\s+3 added, 0 changed\./u);
    expect(await page.value('document.activeElement.matches("[data-notice]")')).toBe(true);
  });

  it('shows the refused lines of a list in Spanish', async () => {
    await writeFile(machine.path('bad.csv'), 'nombre;correo;idioma;hojas\nAna;ana;fr;ninguna\n');
    await open('/stakeholders/import?lang=es');
    await choose(machine.path('bad.csv'));
    await tabTo('form.fields button');
    await enter();
    expect(await text()).toContain('el correo no es una dirección válida');
    expect(await violations(page)).toEqual([]);
    await picture('import-refused-es-1280');
  });

  it('keeps what was typed into the form of a person when the session ends', async () => {
    await open('/stakeholders/add?lang=en');
    await tabTo('#name');
    await page.command('Input.insertText', { text: 'Eva Luna' });
    await page.value("fetch('/sign-out', { method: 'POST' })");
    await tabTo('form.fields button');
    await enter();
    expect(await text()).toContain('Sign in');
    await machine.signIn(page);
    await open('/stakeholders/add?lang=en');
    expect(await page.value("document.querySelector('#name').value")).toBe('Eva Luna');
  });

  it('works without JavaScript: a person is paused by a form', async () => {
    await open('/stakeholders?lang=en');
    await page.command('Emulation.setScriptExecutionDisabled', { value: true });
    await open('/stakeholders?lang=en');
    await tabTo('td.act button');
    await press('Enter', 13, '\r');
    await page.until("document.body.innerText.includes('Paused. No messages are sent')");
    await page.command('Emulation.setScriptExecutionDisabled', { value: false });
  });

  const RUN = `/distribution/${SHEET}/run`;
  it('previews a run and starts it, and the page shows how far it is', async () => {
    await open(`${RUN}?lang=en`);
    expect(await text()).toContain('A run would send 2 messages');
    await picture('run-1280');
    await tabTo('form.acts button');
    await enter();
    await page.until("document.querySelector('h1').textContent === 'The run is finished'");
    expect(await page.value("document.querySelector('[data-count=written]').textContent")).toBe('2');
    await picture('run-status-1280');
  });

  it.each(['en', 'es'] as const)(
    'has no barrier that axe finds, and scrolls sideways nowhere: %s',
    async (language) => {
      await open('/stakeholders');
      const [id = ''] = await ids();
      const paths = [
        '/stakeholders',
        '/stakeholders?q=nadie',
        '/stakeholders/add',
        '/stakeholders/import',
        `/stakeholders/${id}`,
        `/stakeholders/${id}/removal`,
        `/distribution/${SHEET}`,
        `/distribution/${SHEET}/hold`,
        RUN,
        `/distribution/${SHEET}/message`,
        `/distribution/${SHEET}/editions/2017-03`,
        `/distribution/${SHEET}/editions/2017-03/revocation`,
      ];
      for (const path of paths) {
        await open(`${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
        expect(await barriers(page, language), path).toEqual([]);
        await picture(`${path.replaceAll(/[^a-z-]+/gu, '_').replace(id, 'person')}-${language}-1280`);
      }
    },
  );

  it('breaks no rule of its own security policy, and keeps within its budget', async () => {
    expect(page.complaints.filter((one) => /Content Security|Refused to|violat/iu.test(one))).toEqual([]);
    const addresses = await page.value<string[]>(
      "[...document.querySelectorAll('script[src], link[rel=stylesheet]')].map((one) => one.src ?? one.href)",
    );
    const sizes = { js: 0, css: 0 };
    for (const address of addresses) {
      const bytes = gzipSync(new Uint8Array(await (await fetch(address)).arrayBuffer())).length;
      sizes[address.endsWith('.css') ? 'css' : 'js'] += bytes;
    }
    console.log(`stakeholders: ${sizes.js} bytes of scripts, ${sizes.css} of styles, compressed`);
    expect(sizes.js).toBeLessThanOrEqual(10_000);
    expect(sizes.css).toBeLessThanOrEqual(8_000);
  });
});
