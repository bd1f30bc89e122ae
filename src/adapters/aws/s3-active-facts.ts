import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { ActiveFacts } from '../../domain/effects.ts';
import { activeFactsKey } from '../../domain/object-keys.ts';
import type { Bucket } from './s3-store.ts';

/**
 * Lists of active facts as manifests for Athena's SymlinkTextInputFormat: one address per line. A list without lines is
 * a partition without rows.
 */
export function s3ActiveFacts({ client, name }: Bucket): ActiveFacts {
  return {
    async put({ table, hotline, month }, keys) {
      const Body = keys.map((key) => `s3://${name}/${key}\n`).join('');
      await client.send(
        new PutObjectCommand({
          Bucket: name,
          Key: activeFactsKey(table, hotline, month),
          Body,
          ContentType: 'text/plain',
        }),
      );
    },
  };
}
