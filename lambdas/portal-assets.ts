import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Asset, AssetPaths } from '../src/portal/portal-options.ts';

const PATHS: z.ZodType<AssetPaths> = z.looseObject({
  styles: z.string(),
  script: z.string(),
  uploading: z.string(),
  drawing: z.string(),
  charts: z.object({
    element: z.string(),
    vega: z.string(),
    interpreter: z.string(),
    bars: z.string(),
    lines: z.string(),
  }),
  pdf: z.object({ library: z.string(), worker: z.string() }).nullable(),
});

const INDEX = z.object({
  paths: PATHS,
  types: z.record(z.string(), z.string()),
});

/** The files that pages load: their addresses, and the files themselves in the function that serves them. */
export interface DeployedAssets {
  readonly paths: AssetPaths;
  readonly assets: ReadonlyMap<string, Asset>;
}

/**
 * Reads the files that pages load, as they were deployed: compressed, because API Gateway does not compress.
 * @param servesFiles whether this function serves them; all functions print their addresses
 */
export async function deployedPortalAssets(root: string, servesFiles: boolean): Promise<DeployedAssets> {
  const folder = join(root, 'portal');
  const { paths, types } = INDEX.parse(JSON.parse(await readFile(join(folder, 'assets.json'), 'utf8')));
  const read = Object.entries(types).map(async ([name, type]): Promise<[string, Asset]> => {
    const bytes = Uint8Array.from(await readFile(join(folder, 'assets', `${name}.gz`)));
    return [name, { type, bytes, encoding: 'gzip' }];
  });
  return { paths, assets: new Map(servesFiles ? await Promise.all(read) : []) };
}
