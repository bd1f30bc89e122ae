import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const { resolve } = createRequire(import.meta.url);

/**
 * Bundles bench/render-page.ts with all it imports into one minified file, as a function in the cloud is deployed; made anew
 * for every run of the bench, so that it is never older than the program.
 */
export async function bundlePage(outfile: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL('render-page.ts', import.meta.url))],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
    // Vega looks for a canvas with a top-level await, which a CommonJS bundle cannot hold, and finds none anyway.
    alias: {
      'vega-canvas': resolve('vega-canvas').replace(/vega-canvas\.node\.js$/u, 'vega-canvas.browser.js'),
      fontkit: resolve('fontkit'),
    },
  });
}
