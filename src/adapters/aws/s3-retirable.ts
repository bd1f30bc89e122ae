import { ListObjectVersionsCommand, type ListObjectVersionsOutput, PutObjectTaggingCommand } from '@aws-sdk/client-s3';
import { RETIRED_TAG } from '../../domain/object-keys.ts';
import type { RetirableObjects, StoredObject } from '../../domain/retirement.ts';
import type { Bucket } from './s3-store.ts';

/**
 * Retires objects of a bucket by a tag, which a lifecycle rule of the bucket acts on (lib/private-bucket.ts): no
 * function may delete data. The tag is put on the listed version, so that a file written meanwhile under the same key is not
 * affected.
 */
export function s3Retirable({ client, name }: Bucket): RetirableObjects {
  return {
    async list(prefix) {
      const matches: StoredObject[] = [];
      let next: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | null = {};
      while (next) {
        const page: ListObjectVersionsOutput = await client.send(
          new ListObjectVersionsCommand({ Bucket: name, Prefix: prefix, ...next }),
        );
        for (const { Key, VersionId, IsLatest, LastModified } of page.Versions ?? [])
          if (Key && VersionId && IsLatest && LastModified)
            matches.push({ key: Key, version: VersionId, wasWrittenBefore: async (moment) => LastModified < moment });
        next = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker } : null;
      }
      return matches;
    },
    async retire({ key, version }) {
      const Tagging = { TagSet: [RETIRED_TAG] };
      await client.send(new PutObjectTaggingCommand({ Bucket: name, Key: key, VersionId: version, Tagging }));
    },
  };
}
