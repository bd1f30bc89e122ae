import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { BuildOptions, Plugin } from 'esbuild';

const run = promisify(execFile);

/**
 * Modules that packages load and pages never use: web fonts, a whole SVG renderer and its XML parser, pictures, encryption, and
 * what of Vega no compiled Vega-Lite spec asks for.
 */
const UNUSED = new RegExp(
  `^(?:${[
    'brotli/decompress\\.js',
    'xmldoc',
    '\\./3rd-party/svg-to-pdfkit',
    'png-js',
    '@noble/ciphers/aes',
    '@noble/hashes/(?:sha2|utils)',
    'vega-(?:crossfilter|event-selector|force|hierarchy|label|parser|voronoi|wordcloud)',
  ].join('|')})$`,
);

type Bundling = Required<Pick<BuildOptions, 'alias' | 'plugins'>>;

/**
 * How to bundle whatever reads definitions or renders pages, so that a cold process starts soon: what follows from the
 * definitions alone is made here and not where it is asked for, and what is never used is left out or not begun.
 */
export function handlerBundling(root: string): Bundling {
  const { resolve } = createRequire(join(root, 'package.json'));
  return {
    plugins: [madeAhead(root), replaced(/[\\/]charts[\\/]compile-chart\.ts$/), unused, lazyTries, oneLocale],
    // Vega looks for a canvas with a top-level await, which a CommonJS bundle cannot hold, and finds none anyway.
    alias: {
      'vega-canvas': resolve('vega-canvas').replace(/vega-canvas\.node\.js$/u, 'vega-canvas.browser.js'),
      fontkit: resolve('fontkit'),
    },
  };
}

/** The modules that make what `scripts/make-ahead.ts` makes. */
const MAKERS =
  /[\\/](?:charts[\\/]compile-chart|document[\\/](?:page-definition|read-wording|wording-keys)|exports[\\/](?:code-list|hotline)-definition|figures[\\/]parse-sheet)\.ts$/;

/** How to bundle what renders pages and does nothing else: all it needs is made ahead, so that no maker is in the bundle. */
export function pageBundling(root: string): Bundling {
  const { plugins, alias } = handlerBundling(root);
  return { plugins: [replaced(MAKERS), ...plugins], alias };
}

type AheadModules = Promise<Readonly<Record<string, string>>>;

/** What a process has made ahead, by the program's folder: a synthesis bundles three times, and making takes two seconds. */
const MADE = new Map<string, AheadModules>();

async function makeAhead(root: string): AheadModules {
  const script = join(root, 'scripts/make-ahead.ts');
  const { stdout } = await run(process.execPath, ['--import', './scripts/typescript.mjs', script], {
    cwd: root,
    maxBuffer: 1 << 26,
  });
  return JSON.parse(stdout);
}

/** Puts what all sheets' pages need, made ahead, in the place of the empty tables that the program has without a bundle. */
const madeAhead = (root: string): Plugin => ({
  name: 'made-ahead',
  setup(bundling) {
    bundling.onLoad({ filter: /[\\/]domain[\\/](?:definitions|pages)-ahead\.ts$/ }, async ({ path }) => {
      const modules = MADE.get(root) ?? makeAhead(root);
      MADE.set(root, modules);
      const contents = (await modules)[basename(path, '.ts')];
      if (contents === undefined) throw new Error(`scripts/make-ahead.ts makes no ${basename(path)}`);
      return { contents, loader: 'js' };
    });
  },
});

/** Puts functions that refuse in the place of modules whose work was done ahead: only other definitions would ask for them. */
const replaced = (modules: RegExp): Plugin => ({
  name: 'replaced',
  setup(bundling) {
    bundling.onLoad({ filter: modules }, async ({ path }) => {
      const why = `${basename(path)}: a definition is not the one that the program was bundled with; bundle it again`;
      const exported = [...(await readFile(path, 'utf8')).matchAll(/^export (?:async )?(?:function|const) (\w+)/gmu)];
      const refusals = exported.map(
        ([, name]) => `export function ${name}() { throw new Error(${JSON.stringify(why)}); }`,
      );
      return { contents: refusals.join('\n'), loader: 'js' };
    });
  },
});

const unused: Plugin = {
  name: 'unused',
  setup(bundling) {
    bundling.onResolve({ filter: UNUSED }, ({ path }) => ({ path, namespace: 'unused' }));
    bundling.onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
  },
};

/** Tables of Unicode properties are inflated when something asks for a property, which setting Latin text does not. */
const lazyTries: Plugin = {
  name: 'lazy-tries',
  setup(bundling) {
    const contents = `
      const Trie = require('unicode-trie');
      module.exports = class {
        constructor(data) { this.data = data; }
        get(codePoint) { return (this.trie ??= new Trie(this.data)).get(codePoint); }
      };`;
    bundling.onResolve({ filter: /^unicode-trie$/ }, ({ path, namespace, resolveDir }) =>
      namespace === 'lazy' ? null : { path, namespace: 'lazy', pluginData: resolveDir },
    );
    bundling.onLoad({ filter: /.*/, namespace: 'lazy' }, ({ pluginData }) => ({
      contents,
      loader: 'js',
      resolveDir: pluginData,
    }));
  },
};

/** The checks of definitions speak English; zod brings fifty languages. */
const oneLocale: Plugin = {
  name: 'one-locale',
  setup(bundling) {
    bundling.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, ({ path }) => ({
      contents: `export { default as en } from './en.js';`,
      loader: 'js',
      resolveDir: dirname(path),
    }));
  },
};
