import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { pageBundling } from '../lib/page-bundling.ts';

/**
 * Bundles bench/render-page.ts with all its imports into one minified file, like a function deployed to the cloud. Each
 * run of the bench rebuilds the bundle, so that it is never older than the program.
 */
export async function bundlePage(outfile: string, minify = true): Promise<void> {
  await build({
    ...pageBundling(fileURLToPath(new URL('..', import.meta.url))),
    entryPoints: [fileURLToPath(new URL('render-page.ts', import.meta.url))],
    outfile,
    bundle: true,
    minify,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
  });
}
