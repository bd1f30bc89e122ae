import { createHash } from 'node:crypto';
import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, it } from 'vitest';
import { s3PublicSite } from '../../src/adapters/aws/s3-public-site.ts';

const s3 = mockClient(S3Client);
const stored = new Map<string, string>();
const calls: string[] = [];

/** A bucket in memory that lists one object at a time. */
beforeEach(() => {
  s3.reset();
  stored.clear();
  calls.length = 0;
  s3.on(ListObjectsV2Command).callsFake(({ Prefix, ContinuationToken = '0' }) => {
    const keys = [...stored.keys()].filter((key) => key.startsWith(Prefix));
    const next = Number(ContinuationToken) + 1;
    const Contents = keys.slice(next - 1, next).map((Key) => ({ Key, ETag: stored.get(Key) }));
    return { Contents, ...(next < keys.length && { NextContinuationToken: String(next), IsTruncated: true }) };
  });
  s3.on(PutObjectCommand).callsFake(({ Key, Body, ContentType, CacheControl }) => {
    stored.set(Key, `"${createHash('md5').update(Body).digest('hex')}"`);
    calls.push(`put ${Key} ${ContentType} ${CacheControl}`);
    return {};
  });
  s3.on(DeleteObjectCommand).callsFake(({ Key }) => {
    stored.delete(Key);
    calls.push(`delete ${Key}`);
    return {};
  });
});

const site = s3PublicSite({ client: new S3Client({ region: 'us-east-1' }), name: 'the-public' });
const page = (path: string, content = path) => ({ path, content });

it('writes pages that are fresh for a minute, below its prefix, and leaves everything else alone', async () => {
  stored.set('other/file', '"1"');
  expect(await site.replace([page('a/index.html'), page('assets/fonts/b.woff2')])).toBe(2);
  expect(calls).toEqual([
    'put site/a/index.html text/html; charset=utf-8 public, max-age=60',
    'put site/assets/fonts/b.woff2 font/woff2 public, max-age=86400',
  ]);
  expect([...stored.keys()]).toContain('other/file');
});

it('removes first what is not public any more, and writes only what differs', async () => {
  await site.replace([page('a.html'), page('b.csv'), page('c.pdf')]);
  calls.length = 0;
  expect(await site.replace([page('a.html'), page('b.csv', 'corrected')])).toBe(2);
  expect(calls).toEqual(['delete site/c.pdf', expect.stringContaining('put site/b.csv text/csv')]);
  calls.length = 0;
  expect(await site.replace([page('a.html'), page('b.csv', 'corrected')])).toBe(0);
  expect(await site.replace([])).toBe(2);
  expect(calls).toEqual(['delete site/a.html', 'delete site/b.csv']);
});
