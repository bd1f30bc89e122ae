import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Asset, AssetPaths } from '../../src/portal/portal-options.ts';
import { PROGRAM_FOLDER } from '../program-folder.ts';

const BROWSER = join(PROGRAM_FOLDER, 'browser');

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  mjs: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

/** The order matters: later rules win. */
const STYLES = [
  'base',
  'band',
  'page',
  'tables',
  'timetable',
  'controls',
  'review',
  'upload',
  'activity',
  'editions',
  'stakeholders',
  'narrow',
];

/** The files that pages load. Their names contain a hash of the contents, so that browsers may cache them. */
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
  const script = (name: string): Promise<string> => addScript(add, name);
  const paths = {
    styles: `/assets/${add('portal.css', new TextEncoder().encode(hashed))}`,
    script: `/assets/${await script('portal.js')}`,
    uploading: `/assets/${await script('upload-form.js')}`,
    drawing: `/assets/${await script('pdf-pages.js')}`,
    pdf: await pdfPaths(add),
    charts: await chartPaths(add),
  };
  return { assets, paths };
}

/** The scripts of this folder that a script imports, at once or when it needs them. */
const IMPORTED = /(?: from |\bimport\()'\.\/([\w-]+\.js)'/gu;

/** Comments on lines of their own: half of a script's bytes, which browsers need not load. */
const COMMENTS = /^[ \t]*(?:\/\*\*[\s\S]*?\*\/|\/\/.*)\n/gmu;

/**
 * Adds a script and the scripts that it imports. The imports get the names with hashes, so that a page never loads
 * parts of two versions.
 */
async function addScript(add: (name: string, bytes: Uint8Array) => string, name: string): Promise<string> {
  let text = (await readFile(join(BROWSER, name), 'utf8')).replaceAll(COMMENTS, '');
  for (const [, imported = ''] of text.matchAll(IMPORTED))
    text = text.replaceAll(`'./${imported}'`, `'./${await addScript(add, imported)}'`);
  return add(name, new TextEncoder().encode(text));
}

/** Adds Vega, its interpreter of expressions, and the specs of interactive charts. */
async function chartPaths(add: (name: string, bytes: Uint8Array) => string): Promise<AssetPaths['charts']> {
  const installed = (path: string): Promise<string> => readFile(join(dirnameOf('vega'), '..', path), 'utf8');
  const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);
  const spec = async (name: string): Promise<string> =>
    `/assets/${add(`explore-${name}.json`, await readFile(join(BROWSER, 'explore', `${name}.json`)))}`;
  const interpreter = await readFile(fileURLToPath(import.meta.resolve('vega-interpreter')), 'utf8');
  return {
    element: `/assets/${add('figure-chart.js', await readFile(join(BROWSER, 'figure-chart.js')))}`,
    vega: `/assets/${add('vega.js', encoded(await installed('build/vega.min.js')))}`,
    interpreter: `/assets/${add('vega-interpreter.js', encoded(withVegaUtil(interpreter)))}`,
    bars: await spec('bars'),
    lines: await spec('lines'),
  };
}

/** The folder of the file that a package's name resolves to. */
const dirnameOf = (name: string): string => dirname(fileURLToPath(import.meta.resolve(name)));

/** Browsers cannot resolve the name of a package. Vega, which the page loads first, has everything of vega-util. */
function withVegaUtil(interpreter: string): string {
  const found = /import (\{[^}]*\}) from 'vega-util';/u.exec(interpreter);
  if (!found) throw new Error('vega-interpreter no longer imports vega-util by name; see portal-assets.ts');
  return interpreter.replace(found[0], `const ${found[1]} = globalThis.vega;`);
}

/** Adds the build of pdf.js for older browsers. Returns null if pdf.js is not installed. */
async function pdfPaths(add: (name: string, bytes: Uint8Array) => string): Promise<AssetPaths['pdf']> {
  const read = async (name: string): Promise<string> => {
    const path = fileURLToPath(import.meta.resolve(`pdfjs-dist/legacy/build/${name}`));
    return `/assets/${add(name, await readFile(path))}`;
  };
  try {
    return { library: await read('pdf.min.mjs'), worker: await read('pdf.worker.min.mjs') };
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
    if (isMissing) return null;
    throw error;
  }
}
