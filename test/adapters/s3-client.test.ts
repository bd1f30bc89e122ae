import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { s3Client } from '../../src/adapters/aws/s3-client.ts';
import { s3Exports } from '../../src/adapters/aws/s3-store.ts';

let server: Server;
let asked: string[];
let endpoint: string;
beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('<ListBucketResult><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, 'test');
  vi.stubEnv('AWS_REGION', 'us-east-1');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await new Promise((resolve) => server.close(resolve));
});

const list = (client: ReturnType<typeof s3Client>) => s3Exports({ client, name: 'the-bucket' }).list('exports/');

describe('S3 at another endpoint', () => {
  it.each(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3'])(
    'is asked there, the bucket in the path, for %s',
    async (name) => {
      vi.stubEnv(name, endpoint);
      expect(await list(s3Client(process.env))).toEqual([]);
      expect(asked).toEqual([expect.stringMatching(/^\/the-bucket\/?\?/u)]);
    },
  );

  it('has the bucket in the host in AWS, at its public endpoint and at a private one', async () => {
    const styles = [{}, { AWS_ENDPOINT_URL: 'https://bucket.vpce-1a2b.s3.us-east-1.vpce.amazonaws.com' }].map(
      (environment) => s3Client(environment).config.forcePathStyle,
    );
    expect(await Promise.all(styles)).toEqual([false, false]);
  });
});
