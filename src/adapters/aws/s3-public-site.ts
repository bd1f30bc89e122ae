import { createHash } from 'node:crypto';
import { DeleteObjectCommand, PutObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { type PublicSite, SITE_PREFIX, type SiteFile } from '../../domain/public-site.ts';
import type { Bucket } from './s3-store.ts';

/** Seconds for which CloudFront and browsers show a page or a file without asking whether it changed or was removed. */
const FRESH_SECONDS = 60;

/** Fonts and styles show no figures. */
const ASSET_SECONDS = 86_400;

/**
 * The public site in the bucket behind CloudFront. What is to be removed is removed first, and only what differs is
 * written.
 */
export const s3PublicSite = (bucket: Bucket): PublicSite => ({
  async replace(files) {
    const stored = await storedTags(bucket);
    const wanted = new Set(files.map(({ path }) => path));
    const removed = [...stored.keys()].filter((path) => !wanted.has(path));
    for (const path of removed) await remove(bucket, path);
    const changed = files.filter((file) => stored.get(file.path) !== tagOf(file));
    for (const file of changed) await write(bucket, file);
    return removed.length + changed.length;
  },
});

/** Returns the ETag of each stored file, by path. */
async function storedTags({ client, name }: Bucket): Promise<Map<string, string>> {
  const tags = new Map<string, string>();
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: name, Prefix: SITE_PREFIX }))
    for (const { Key = '', ETag = '' } of Contents) tags.set(Key.slice(SITE_PREFIX.length), ETag);
  return tags;
}

/** S3's ETag of an object that was sent in one request and encrypted with S3's own key: the MD5 of its bytes. */
const tagOf = ({ content }: SiteFile): string => `"${createHash('md5').update(content).digest('hex')}"`;

const remove = async ({ client, name }: Bucket, path: string): Promise<void> =>
  void (await client.send(new DeleteObjectCommand({ Bucket: name, Key: `${SITE_PREFIX}${path}` })));

async function write({ client, name }: Bucket, { path, content }: SiteFile): Promise<void> {
  const seconds = path.startsWith('assets/') ? ASSET_SECONDS : FRESH_SECONDS;
  await client.send(
    new PutObjectCommand({
      ...{ Bucket: name, Key: `${SITE_PREFIX}${path}`, Body: content },
      ContentType: CONTENT_TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
      CacheControl: `public, max-age=${seconds}`,
    }),
  );
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
  zip: 'application/zip',
};
