import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { BuildOptions, Plugin } from 'esbuild';

const run = promisify(execFile);

/** Modules that packages load and pages never use: compressed web fonts, a whole SVG renderer, an XML parser for it. */
const UNUSED = /^(?:brotli\/decompress\.js|xmldoc|\.\/3rd-party\/svg-to-pdfkit)$/;

/**
 * How to bundle whatever renders pages, so that a cold process starts soon: charts are compiled here and not where they are
 * drawn, and what pages never use is left out or not begun. Everything a page needs is in the bundle.
 */
export function pageBundling(root: string): Required<Pick<BuildOptions, 'alias' | 'external' | 'plugins'>> {
  const { resolve } = createRequire(join(root, 'package.json'));
  return {
    plugins: [compiledAhead(root), unused, lazyTries, oneLocale],
    // Compiled ahead, no chart of a sheet needs it.
    external: ['vega-lite'],
    // Vega looks for a canvas with a top-level await, which a CommonJS bundle cannot hold, and finds none anyway.
    alias: {
      'vega-canvas': resolve('vega-canvas').replace(/vega-canvas\.node\.js$/u, 'vega-canvas.browser.js'),
      fontkit: resolve('fontkit'),
    },
  };
}

/** Puts the charts of all sheets, compiled, in the place of the empty lists that the program has without a bundle. */
const compiledAhead = (root: string): Plugin => ({
  name: 'compiled-ahead',
  setup(bundling) {
    bundling.onLoad({ filter: /[\\/]compiled-ahead\.ts$/ }, async () => {
      const script = join(root, 'scripts/compile-charts.ts');
      const { stdout } = await run(process.execPath, ['--import', 'tsx', script], { cwd: root, maxBuffer: 1 << 26 });
      return { contents: stdout, loader: 'js' };
    });
  },
});

const unused: Plugin = {
  name: 'unused',
  setup(bundling) {
    bundling.onResolve({ filter: UNUSED }, ({ path }) => ({ path, namespace: 'unused' }));
    bundling.onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: '', loader: 'js' }));
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
