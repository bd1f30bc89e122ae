import { build } from 'esbuild';
import { pageBundling } from './page-bundling.ts';

/** A file of a bundle: a handler's code or its source map. */
export interface BundledFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Warnings about code that esbuild bundles, but that would fail at run time. */
const BREAKING = ['empty-import-meta', 'require-resolve-not-external', 'unsupported-require-call'];

/**
 * Bundles handlers of `lambdas/` with everything they import, each into one CommonJS file with a source map, the format
 * Lambda loads. DuckDB stays external because it is a native library, HiGHS because it reads a file beside its code.
 * @throws Error if the bundle would fail at run time
 */
export async function bundleHandlers(root: string, steps: readonly string[]): Promise<BundledFile[]> {
  const { outputFiles = [], warnings } = await build({
    absWorkingDir: root,
    entryPoints: steps.map((step) => `lambdas/${step}.ts`),
    outdir: '.',
    write: false,
    bundle: true,
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    logLevel: 'silent',
    external: ['@duckdb/node-api', 'highs'],
    ...pageBundling(root),
  });
  const [breaking] = warnings.filter(({ id }) => BREAKING.includes(id));
  if (breaking) throw new Error(`${breaking.location?.file}:${breaking.location?.line}: ${breaking.text}`);
  return outputFiles.map(({ path, contents }) => ({
    name: path.slice(root.length).replace(/^[\\/]/u, ''),
    bytes: contents,
  }));
}
