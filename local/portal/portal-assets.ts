import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Asset, AssetPaths } from '../../src/portal/portal-options.ts';
import { PROGRAM_FOLDER } from '../program-folder.ts';

const BROWSER = join(PROGRAM_FOLDER, 'browser');

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

/** In the order in which later rules win. */
const STYLES = ['base', 'band', 'page', 'tables', 'timetable', 'controls', 'narrow'];

/** The files that pages load, under names with a hash of their contents, so that browsers may keep them. */
export interface LoadedAssets {
  readonly assets: ReadonlyMap<string, Asset>;
  readonly paths: AssetPaths;
}

/** Reads the portal's scripts, styles and fonts. */
export async function loadAssets(): Promise<LoadedAssets> {
  const assets = new Map<string, Asset>();
  const add = (name: string, bytes: Uint8Array): string => {
    const [, stem = name, ending = ''] = /^(.*)\.(\w+)$/u.exec(name) ?? [];
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
    const file = `${stem}-${hash}.${ending}`;
    assets.set(file, { type: TYPES[ending] ?? 'application/octet-stream', bytes: Uint8Array.from(bytes) });
    return file;
  };
  const names = new Map<string, string>();
  for (const font of await readdir(join(BROWSER, 'fonts')))
    if (font.endsWith('.woff2')) names.set(`fonts/${font}`, add(font, await readFile(join(BROWSER, 'fonts', font))));
  names.set('line.svg', add('line.svg', await readFile(join(BROWSER, 'line.svg'))));
  const styles = (await Promise.all(STYLES.map((name) => readFile(join(BROWSER, `${name}.css`), 'utf8')))).join('');
  const hashed = styles.replaceAll(/url\("([^"]+)"\)/gu, (_, name: string) => `url("${names.get(name) ?? name}")`);
  const script = add('portal.js', await readFile(join(BROWSER, 'portal.js')));
  const paths = {
    styles: `/assets/${add('portal.css', new TextEncoder().encode(hashed))}`,
    script: `/assets/${script}`,
  };
  return { assets, paths };
}
