import { execFile } from 'node:child_process';
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

/**
 * How to bundle whatever renders pages, so that a cold process starts soon: charts are compiled here and not where they are
 * drawn, and what pages never use is left out or not begun. Everything a page needs is in the bundle.
 */
export function pageBundling(root: string): Required<Pick<BuildOptions, 'alias' | 'plugins'>> {
  const { resolve } = createRequire(join(root, 'package.json'));
  return {
    plugins: [madeAhead(root), compiledCharts, unused, lazyTries, oneLocale],
    // Vega looks for a canvas with a top-level await, which a CommonJS bundle cannot hold, and finds none anyway.
    alias: {
      'vega-canvas': resolve('vega-canvas').replace(/vega-canvas\.node\.js$/u, 'vega-canvas.browser.js'),
      fontkit: resolve('fontkit'),
    },
  };
}

/** Puts what all sheets' pages need, made ahead, in the place of the empty tables that the program has without a bundle. */
const madeAhead = (root: string): Plugin => ({
  name: 'made-ahead',
  setup(bundling) {
    const script = join(root, 'scripts/make-ahead.ts');
    let modules: Promise<Readonly<Record<string, string>>> | null = null;
    const made = async (): Promise<Readonly<Record<string, string>>> => {
      const { stdout } = await run(process.execPath, ['--import', 'tsx', script], { cwd: root, maxBuffer: 1 << 26 });
      return JSON.parse(stdout);
    };
    bundling.onLoad({ filter: /[\\/]domain[\\/](?:definitions|pages)-ahead\.ts$/ }, async ({ path }) => {
      modules ??= made();
      const contents = (await modules)[basename(path, '.ts')];
      if (contents === undefined) throw new Error(`scripts/make-ahead.ts makes no ${basename(path)}`);
      return { contents, loader: 'js' };
    });
  },
});

/** Every chart of a sheet is made ahead, its note too: a bundle needs neither Vega-Lite nor Vega's parser. */
const compiledCharts: Plugin = {
  name: 'compiled-charts',
  setup(bundling) {
    const contents = `
      export function compileChart(_spec, file) {
        throw new Error(file + ' is not the chart that the program was bundled with; bundle it again');
      }`;
    bundling.onLoad({ filter: /[\\/]charts[\\/]compile-chart\.ts$/ }, () => ({ contents, loader: 'js' }));
  },
};

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
