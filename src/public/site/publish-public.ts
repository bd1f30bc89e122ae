import type { Actor } from '../../domain/activity.ts';
import type { Effects } from '../../domain/effects.ts';
import type { SiteFile } from '../../domain/public-site.ts';
import { type ActivityEffects, recordActivity } from '../../steps/record-activity.ts';
import { type PublicEffects, type PublicSource, publicSheets } from './public-sheets.ts';
import { siteFiles } from './site-files.tsx';
import type { SiteOptions } from './site-source.ts';

/** The effects of the step `publish-public`; `reports` reads the copies of approved files. */
export type PublishPublicEffects = PublicEffects & ActivityEffects & Pick<Effects, 'publicSite' | 'log'>;

/** What the public site is made from, besides its effects. */
export type SiteMaterial = Omit<PublicSource, 'effects'> &
  SiteOptions & {
    /** The styles and fonts of its pages. */
    readonly assets: readonly SiteFile[];
  };

/** The public site after publishing. */
export interface PublishedSite {
  /** The ids of its sheets. */
  readonly sheets: readonly string[];
  readonly files: number;
  /** The number of files that were written or removed. */
  readonly changed: number;
}

/**
 * Rebuilds the public site from every approved edition of the sheets that are public and not held, and removes
 * everything else from it; without such an edition nothing remains. A change is recorded as activity.
 * @throws Failure ReportChanged if a file is not the one that was approved; the site stays as it is
 */
export async function publishPublic(
  effects: PublishPublicEffects,
  { assets, address, ...source }: SiteMaterial,
  actor: Actor,
): Promise<PublishedSite> {
  const shown = await publicSheets({ ...source, effects });
  const files = shown.length === 0 ? [] : [...siteFiles(shown, { address }), ...assets];
  const changed = await effects.publicSite.replace(files);
  const sheets = shown.map(({ sheet }) => sheet.id);
  if (changed > 0)
    await recordActivity(effects, actor, 'public-edition-changed', {
      sheets: sheets.join(', ') || null,
      files: changed,
    });
  effects.log.info('public-edition-published', { sheets: sheets.length, files: files.length, changed });
  return { sheets, files: files.length, changed };
}
