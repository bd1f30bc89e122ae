import { PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { OfferedBytes, UploadOffer, UploadOffers } from '../../domain/upload-offer.ts';
import type { Bucket } from './s3-store.ts';

/** How long an offer works, in seconds: the upload has to begin within this time. */
const OFFER_SECONDS = 300;

const CHECKSUM = 'x-amz-checksum-sha256';

/**
 * Presigned addresses of S3 with signed length and SHA-256, so that only the offered bytes can be sent: S3 compares
 * both. A checksum in the query is not enforced, so it stays a header, which the signature covers.
 */
export function s3UploadOffers(bucket: Bucket): UploadOffers {
  const offer = (key: string, bytes: OfferedBytes): Promise<UploadOffer> => signedPut(bucket, key, bytes);
  return { check: offer, deliver: offer };
}

async function signedPut({ client, name }: Bucket, key: string, { size, sha256 }: OfferedBytes): Promise<UploadOffer> {
  const checksum = Buffer.from(sha256, 'hex').toString('base64');
  const put = new PutObjectCommand({ Bucket: name, Key: key, ContentLength: size, ChecksumSHA256: checksum });
  const url = await getSignedUrl(client, put, {
    expiresIn: OFFER_SECONDS,
    unhoistableHeaders: new Set([CHECKSUM]),
    signableHeaders: new Set(['host', 'content-length', CHECKSUM]),
  });
  // browsers set Content-Length themselves, from the body
  return { method: 'PUT', url, headers: { [CHECKSUM]: checksum } };
}
