// npm run ts -- scripts/portal-picture.ts: makes docs/portal-overview.png, the README's picture of the portal filled with
// the samples. Needs Chromium on the PATH.
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { CHROMIUM, openBrowser } from '../test/browser/chromium.ts';
import { openPortalMachine } from '../test/browser/portal-machine.ts';

const TARGET = new URL('../docs/portal-overview.png', import.meta.url);

const SAMPLES = new URL('../samples/exports/nhth/', import.meta.url);

/** Colours per channel: the picture of a page of flat colours gets half as large, and looks the same. */
const LEVELS = 32;

if (CHROMIUM === null) throw new Error('chromium is not on the PATH; apt-get install chromium');
// what the machine copies would be out of date at the next run
process.env.TMPDIR = await mkdtemp(join(tmpdir(), 'factsheets-picture-'));
const machine = await openPortalMachine((await readdir(SAMPLES)).sort());
const page = await openBrowser(CHROMIUM, 1280, 960);
await machine.signIn(page);
await page.open(`${machine.origin}/?lang=en`);
await page.until("document.documentElement.lang === 'en' && document.readyState === 'complete'");
// the name of the account that made the picture is not the program's
await page.value("document.querySelector('.who b').textContent = 'Ana Reyes'");
const picture = PNG.sync.read(Buffer.from(await page.screenshot()));
const step = 256 / LEVELS;
for (const [index, value] of picture.data.entries())
  picture.data[index] = Math.min(255, Math.round(value / step) * step);
const bytes = PNG.sync.write(picture, { colorType: 2, deflateLevel: 9 });
await writeFile(TARGET, bytes);
console.log(`${TARGET.pathname}: ${bytes.length} bytes`);
await page.close();
await machine.close();
await rm(process.env.TMPDIR, { recursive: true });
