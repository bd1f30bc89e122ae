import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { UserLanguage } from '../../src/domain/languages.ts';
import type { BrowserPage } from './chromium.ts';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const EVERY_RULE = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};
/** The rules whose result depends on colours. All others find the same in every colour scheme. */
const COLOUR_RULES = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

interface Feature {
  readonly name: string;
  readonly value: string;
}

/** How a page is looked at, and what axe looks for; null if only its width is checked. */
interface Look {
  readonly name: string;
  readonly width: number;
  readonly features: readonly Feature[];
  readonly rules: typeof EVERY_RULE | null;
}

const WIDE = { name: '1280 wide, light', width: 1280, features: [], rules: EVERY_RULE };
const DARK = [{ name: 'prefers-color-scheme', value: 'dark' }];

/** Each rule sees both languages, both layouts and both colour schemes; no page is loaded again for another look. */
const LOOKS: Readonly<Record<UserLanguage, readonly Look[]>> = {
  en: [
    WIDE,
    { name: '1280 wide, dark', width: 1280, features: DARK, rules: COLOUR_RULES },
    {
      name: 'forced colours',
      width: 1280,
      features: [{ name: 'forced-colors', value: 'active' }],
      rules: COLOUR_RULES,
    },
    { name: '390 wide, dark', width: 390, features: DARK, rules: EVERY_RULE },
    { name: '320 wide', width: 320, features: [], rules: null },
  ],
  es: [
    { ...WIDE, rules: null },
    { name: '390 wide, light', width: 390, features: [], rules: null },
    { name: '320 wide', width: 320, features: [], rules: EVERY_RULE },
  ],
  fr: [{ name: '320 wide', width: 320, features: [], rules: null }], // the longest texts
  pt: [],
};

/** Changes the width of the page in CSS pixels, and the reader's colours. */
export async function setLook(page: BrowserPage, width: number, features: readonly Feature[] = []): Promise<void> {
  const size = { width, height: 900, deviceScaleFactor: 1, mobile: false };
  await page.command('Emulation.setDeviceMetricsOverride', size);
  await page.command('Emulation.setEmulatedMedia', { features });
}

/** Returns the accessibility violations that axe finds on the page as it is, by rule and element. */
export async function violations(page: BrowserPage, rules = EVERY_RULE): Promise<string[]> {
  if (!(await page.value<boolean>("'axe' in window"))) await page.value(`${AXE}; true`);
  const options = JSON.stringify({ preload: false, resultTypes: ['violations'], runOnly: rules });
  return page.value(
    `axe.run(document, ${options}).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 120))))`,
  );
}

/**
 * Looks at the page that is open in every way that its language asks for. Returns what axe finds, and the widths at
 * which the page scrolls sideways; leaves the page 1280 wide and light.
 */
export async function barriers(page: BrowserPage, language: UserLanguage): Promise<string[]> {
  const found: string[] = [];
  for (const { name, width, features, rules } of LOOKS[language]) {
    await setLook(page, width, features);
    const needed = await page.value<number>('document.documentElement.scrollWidth');
    if (needed !== width) found.push(`${name}: needs ${needed} pixels`);
    if (rules) found.push(...(await violations(page, rules)).map((violation) => `${name}: ${violation}`));
  }
  await setLook(page, WIDE.width);
  return found;
}
