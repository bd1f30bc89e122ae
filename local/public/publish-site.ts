import * as z from 'zod';
import type { Actor } from '../../src/domain/activity.ts';
import { Failure } from '../../src/domain/failure.ts';
import { type PublishedSite, type PublishPublicEffects, publishPublic } from '../../src/public/site/publish-public.ts';
import type { WordingSource } from '../../src/steps/edition-wording.ts';
import { configurationFile, readConfiguration } from '../mail/mail-configuration.ts';
import { folderSite } from './folder-site.ts';
import { linkPictures } from './link-pictures.ts';
import { siteAssets } from './site-assets.ts';

/** The folder of the public site and the address at which it will be published. */
export interface SitePlace {
  readonly folder: string;
  readonly address: string;
}

const CONFIGURED = z.strictObject({ folder: z.string().min(1), address: z.url({ protocol: /^https?$/u }) });

/** The effects of this machine; the folder of the site is opened here. */
export type LocalSiteEffects = Omit<PublishPublicEffects, 'publicSite'>;

/**
 * Writes the public site to a folder.
 * @throws Failure WrongUsage if the folder has files that this program did not write
 */
export const publishSite = async (
  effects: LocalSiteEffects,
  { definitions, files }: WordingSource,
  { folder, address }: SitePlace,
  actor: Actor,
): Promise<PublishedSite> =>
  publishPublic(
    { ...effects, publicSite: folderSite(folder) },
    {
      ...{ definitions, files, ...linkPictures, assets: await siteAssets() },
      address: address.replace(/\/+$/u, ''),
    },
    actor,
  );

/**
 * Publishes as `"public": {"folder": ..., "address": ...}` of a configuration file says; returns null without it.
 * @param config undefined takes the program's own file
 * @throws Failure WrongUsage or ScheduleInvalid if the file is missing or its member is wrong
 */
export async function publishConfigured(
  config: string | undefined,
  effects: LocalSiteEffects,
  source: WordingSource,
  actor: Actor,
): Promise<(PublishedSite & SitePlace) | null> {
  const file = configurationFile(config);
  const { public: written } = await readConfiguration(file);
  if (written === undefined) return null;
  const place = CONFIGURED.safeParse(written);
  if (!place.success) throw new Failure('WrongUsage', `${file}, public: ${z.prettifyError(place.error)}`);
  return { ...(await publishSite(effects, source, place.data, actor)), ...place.data };
}
