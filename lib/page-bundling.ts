import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';

/**
 * Modules that packages load and pages never use: web fonts, a complete SVG renderer and its XML parser, pictures, encryption, and
 * what of Vega no compiled Vega-Lite spec asks for. Without them the bundle is 1.1 MB instead of 1.8, and a cold page takes a
 * tenth less processor time.
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

/** How to bundle what renders pages, so that a cold process starts soon: what is never used is left out or not begun. */
export function pageBundling(root: string): Bundling {
  const { resolve } = createRequire(join(root, 'package.json'));
  return {
    plugins: [unused, lazyTries],
    // Vega looks for a canvas with a top-level await, which a CommonJS bundle cannot hold, and finds none anyway.
    alias: {
      'vega-canvas': resolve('vega-canvas').replace(/vega-canvas\.node\.js$/u, 'vega-canvas.browser.js'),
      fontkit: resolve('fontkit'),
    },
  };
}

const unused: Plugin = {
  name: 'unused',
  setup(bundling) {
    bundling.onResolve({ filter: UNUSED }, ({ path }) => ({ path, namespace: 'unused' }));
    bundling.onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
  },
};

/**
 * Tables of Unicode properties are inflated when something asks for a property, which setting Latin text does not. This takes 5 to
 * 8 % less processor time for a cold page.
 */
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
