import { S3Client } from '@aws-sdk/client-s3';

/** The variables by which the SDK itself finds another endpoint than AWS's. */
type Endpoints = Readonly<Partial<Record<'AWS_ENDPOINT_URL' | 'AWS_ENDPOINT_URL_S3', string | undefined>>>;

/**
 * Returns an S3 client for the environment. An emulator (`AWS_ENDPOINT_URL`) has one host name, so there a bucket is
 * part of the path and not of the host name.
 */
export function s3Client({ AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL }: Endpoints): S3Client {
  const endpoint = AWS_ENDPOINT_URL_S3 || AWS_ENDPOINT_URL;
  return new S3Client({ forcePathStyle: endpoint ? !isAwsEndpoint(endpoint) : false });
}

const isAwsEndpoint = (endpoint: string): boolean => /\.amazonaws\.com(\.cn)?$/u.test(new URL(endpoint).hostname);
