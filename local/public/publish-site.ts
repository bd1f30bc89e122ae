import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { Failure } from '../../src/domain/failure.ts';
import { publicSheets } from '../../src/public/site/public-sheets.ts';
import { siteFiles } from '../../src/public/site/site-files.tsx';
import type { SiteFile } from '../../src/public/site/site-source.ts';
import type { WordingSource } from '../../src/steps/edition-wording.ts';
import type { OpenEditionEffects } from '../../src/steps/open-edition.ts';
import { configurationFile } from '../mail/mail-configuration.ts';
import { statIfExists } from '../state/found-path.ts';
import { previewImage } from './preview-image.ts';
import { siteAssets } from './site-assets.ts';

/** Marks a folder that this program wrote and may replace. */
const MARKER = '.factsheets-public';

/** The folder of the public site and the address at which it will be published. */
export interface SitePlace {
  readonly folder: string;
  readonly address: string;
}

const CONFIGURED = z.strictObject({ folder: z.string().min(1), address: z.url({ protocol: /^https?$/u }) });

/**
 * Writes the public site. Everything is written to a folder beside it and moved into place afterwards, so that a folder
 * half written is never served.
 * @returns the number of files; null if no sheet is public or none has an approved edition, and nothing was written
 * @throws Failure WrongUsage if the folder has files that this program did not write
 */
export async function publishSite(
  effects: OpenEditionEffects,
  source: WordingSource,
  { folder, address }: SitePlace,
): Promise<number | null> {
  const place = resolve(folder);
  await assertReplaceable(place);
  const sheets = await publicSheets({ ...source, effects, previewOf: previewImage });
  if (sheets.length === 0) return null;
  const files = [...siteFiles(sheets, { address: address.replace(/\/+$/u, '') }), ...(await siteAssets())];
  const beside = join(dirname(place), `.${basename(place)}.${process.pid}.part`);
  await rm(beside, { recursive: true, force: true });
  try {
    await writeFiles(beside, [...files, { path: MARKER, content: '' }]);
    await swap(beside, place);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
  return files.length;
}

/** Publishes as `"public": {"folder": ..., "address": ...}` of a configuration file says; does nothing without it. */
export async function publishConfigured(
  config: string | undefined,
  effects: OpenEditionEffects,
  source: WordingSource,
): Promise<void> {
  const file = configurationFile(config);
  const { public: written } = z.looseObject({ public: z.unknown() }).parse(JSON.parse(await readFile(file, 'utf8')));
  if (written === undefined) return;
  const place = CONFIGURED.safeParse(written);
  if (!place.success) throw new Failure('WrongUsage', `${file}, public: ${z.prettifyError(place.error)}`);
  await publishSite(effects, source, place.data);
}

async function assertReplaceable(place: string): Promise<void> {
  const found = await statIfExists(place);
  if (found === null) return;
  const names = found.isDirectory() ? await readdir(place) : null;
  if (names !== null && (names.length === 0 || names.includes(MARKER))) return;
  throw new Failure(
    'WrongUsage',
    `${place} has files that this program did not write; name a new or an empty folder, because the folder is replaced`,
  );
}

async function writeFiles(folder: string, files: readonly SiteFile[]): Promise<void> {
  for (const { path, content } of files) {
    const to = join(folder, path);
    await mkdir(dirname(to), { recursive: true });
    await writeFile(to, content);
  }
}

async function swap(beside: string, place: string): Promise<void> {
  const old = `${beside}.old`;
  await rm(old, { recursive: true, force: true });
  const exists = (await statIfExists(place)) !== null;
  if (exists) await rename(place, old);
  await rename(beside, place);
  await rm(old, { recursive: true, force: true });
}
