/** The keys of the public site's files in its bucket begin with this. */
export const SITE_PREFIX = 'site/';

/** The size of pictures for previews of links, in pixels. */
export const PICTURE_SIZE = { width: 1200, height: 630 } as const;

/** Where a deployed function has the engine that draws pictures, beside its definitions. */
export const PICTURE_ENGINE = 'pictures/resvg.wasm';

/** A file of the public site: its path below the root of the site, and its content. */
export interface SiteFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** The place from which everyone can read the public site. */
export interface PublicSite {
  /**
   * Makes the site consist of exactly these files: writes those that differ and removes all others.
   * @returns the number of files that were written or removed
   */
  replace(files: readonly SiteFile[]): Promise<number>;
}
