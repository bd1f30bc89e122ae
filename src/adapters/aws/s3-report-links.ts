import { GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { ReportLinks } from '../../domain/mail.ts';
import type { Bucket } from './s3-store.ts';

/**
 * Presigned addresses of reports. Such an address dies with the credentials of who signed it, a function's within hours:
 * it is made when a link is opened, for a minute, and never put into a message.
 */
export function s3ReportLinks({ client, name }: Bucket): ReportLinks {
  return {
    open: (key, seconds) => {
      const file = key.split('/').at(-1) ?? key;
      const shown = {
        ResponseContentType: 'application/pdf',
        ResponseContentDisposition: `inline; filename="${file}"`,
      };
      return getSignedUrl(client, new GetObjectCommand({ Bucket: name, Key: key, ...shown }), { expiresIn: seconds });
    },
  };
}
