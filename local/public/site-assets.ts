import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SiteFile } from '../../src/domain/public-site.ts';
import { PROGRAM_FOLDER } from '../program-folder.ts';

const BROWSER = join(PROGRAM_FOLDER, 'browser');

/** The order matters: later rules win. */
const STYLES = ['base', 'page', 'tables', 'editions', 'public'];

/** Returns the styles and fonts of public pages. */
export async function siteAssets(): Promise<SiteFile[]> {
  const styles = (await Promise.all(STYLES.map((name) => readFile(join(BROWSER, `${name}.css`), 'utf8')))).join('');
  const fonts = (await readdir(join(BROWSER, 'fonts'))).filter((name) => name.endsWith('.woff2'));
  return [
    { path: 'assets/public.css', content: styles },
    ...(await Promise.all(
      fonts.map(async (name) => ({
        path: `assets/fonts/${name}`,
        content: await readFile(join(BROWSER, 'fonts', name)),
      })),
    )),
  ];
}
