import { gzipSync } from 'node:zlib';
import type { SiteFile } from '../src/domain/public-site.ts';
import type { BundledFile } from './bundle-handlers.ts';

/** The files that the portal's pages load, as local/portal/ reads them. */
export interface PortalFiles {
  readonly assets: ReadonlyMap<string, { readonly type: string; readonly bytes: Uint8Array }>;
  /** The addresses of the files, by purpose. */
  readonly paths: object;
}

/** Returns the files as they are deployed: each compressed, because API Gateway does not compress, and their index. */
export function deployedPortalFiles({ assets, paths }: PortalFiles): BundledFile[] {
  const types = Object.fromEntries([...assets].map(([name, { type }]) => [name, type]));
  const index = new TextEncoder().encode(JSON.stringify({ paths, types }));
  const files = [...assets].map(([name, { bytes }]) => ({
    name: `portal/assets/${name}.gz`,
    bytes: compress(bytes),
  }));
  return [{ name: 'portal/assets.json', bytes: index }, ...files];
}

/** Returns the styles and fonts of the public site as they are deployed. */
export const deployedSiteFiles = (assets: readonly SiteFile[]): BundledFile[] =>
  assets.map(({ path, content }) => ({ name: `public/${path}`, bytes: Buffer.from(content) }));

/** Equal files give equal bytes, so that the hash of the asset changes only with them: byte 9 names the system. */
function compress(bytes: Uint8Array): Uint8Array {
  const zipped = gzipSync(bytes, { level: 9 });
  zipped[9] = 255;
  return zipped;
}
