import { DeleteObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { UploadWithdrawals } from '../../domain/upload-offer.ts';
import type { Bucket } from './s3-store.ts';

/**
 * Removes uploads from a bucket with versions. A condition on the object's ETag would need the right to read exports,
 * so the time of writing is compared before.
 */
export const s3Withdrawals = ({ client, name }: Bucket): UploadWithdrawals => ({
  async withdraw(key, readAt) {
    // a key is first among those that begin with it
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket: name, Prefix: key, MaxKeys: 1 }));
    const found = Contents?.[0];
    if (found?.Key !== key || found.LastModified === undefined || found.LastModified > readAt) return false;
    await client.send(new DeleteObjectCommand({ Bucket: name, Key: key }));
    return true;
  },
});
