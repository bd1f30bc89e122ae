import { buffer } from 'node:stream/consumers';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { Failure } from '../../domain/failure.ts';
import type { ReportLinks } from '../../domain/mail.ts';
import { type Bucket, presentObject } from './s3-store.ts';

/** The version id of an object that was written while the bucket had no versions: the next one has it too. */
const UNVERSIONED = 'null';

/**
 * Presigned addresses of reports. Such an address expires with the credentials that signed it, a function's within
 * hours: it is made when a link is opened, for a minute, and never put into a message.
 */
export function s3ReportLinks(bucket: Bucket): ReportLinks {
  return {
    async read(key) {
      const { body, version } = await presentObject(bucket, key);
      const bytes = new Uint8Array(await buffer(body));
      if (version !== null && version !== UNVERSIONED) return { bytes, version };
      const remedy = 'turn on versioning for the bucket, then approve again';
      throw new Failure('ReportChanged', `${key} has no version, so that it could be replaced unseen; ${remedy}`);
    },
    open: (key, version, seconds) => {
      const file = key.split('/').at(-1) ?? key;
      const shown = {
        ResponseContentType: 'application/pdf',
        ResponseContentDisposition: `inline; filename="${file}"`,
      };
      const page = { Bucket: bucket.name, Key: key, VersionId: version };
      return getSignedUrl(bucket.client, new GetObjectCommand({ ...page, ...shown }), { expiresIn: seconds });
    },
  };
}
