import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { s3Client } from '../../src/adapters/aws/s3-client.ts';
import { type Bucket, s3Exports, s3Objects } from '../../src/adapters/aws/s3-store.ts';
import { type Check, checked, equal } from '../check.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const KEY = 'exports/linea-nacional/2017-07/víctimas (1)+final.csv';

/**
 * Checks the S3 adapter against moto: objects that it writes are complete, and missing objects are reported as missing.
 */
export async function storeChecks(): Promise<Check[]> {
  const bucket: Bucket = { client: s3Client(process.env), name: 'the-exports' };
  const folder = await mkdtemp(join(tmpdir(), 'factsheets-s3-'));
  const target = join(folder, 'fetched');
  const uploads = s3Exports(bucket);
  const put = (Key: string, Body: Uint8Array) =>
    bucket.client.send(new PutObjectCommand({ Bucket: bucket.name, Key, Body, ChecksumAlgorithm: 'SHA256' }));
  const checks = [
    await checked('an upload with accents, spaces and a plus in its key', async () => {
      const bytes = randomBytes(1_000);
      await put(KEY, bytes);
      equal(await uploads.size(KEY), 1_000);
      equal(await uploads.fetch(KEY, target), { sha256: sha256(bytes) });
      equal(sha256(await readFile(target)), sha256(bytes));
    }),
    await checked(
      'the newest version of an upload, and none once it is deleted, though old versions stay',
      async () => {
        await put(KEY, Buffer.from('newer'));
        equal(await uploads.fetch(KEY, target), { sha256: sha256(Buffer.from('newer')) });
        await bucket.client.send(new DeleteObjectCommand({ Bucket: bucket.name, Key: KEY }));
        equal(await uploads.size(KEY), null);
        equal(await uploads.fetch(KEY, target), null);
        const { Versions } = await bucket.client.send(
          new ListObjectVersionsCommand({ Bucket: bucket.name, Prefix: KEY }),
        );
        equal(Versions?.length, 2);
      },
    ),
    await checked('a key that begins another one', async () => {
      await put('exports/nhth/2030-01/cases.csv.gz', Buffer.from('x'));
      equal(await uploads.size('exports/nhth/2030-01/cases.csv'), null);
    }),
    await checked('more uploads than one page lists', async () => {
      const keys = Array.from({ length: 1_050 }, (_, at) => `exports/many/2017-07/${String(at).padStart(4, '0')}.csv`);
      for (const key of keys) await put(key, Buffer.from('x'));
      equal(await uploads.list('exports/many/'), keys);
    }),
    await checked('an upload in parts', async () => {
      const bytes = await putInParts(bucket, KEY, 11 * 1024 * 1024);
      equal(await uploads.fetch(KEY, target), { sha256: sha256(bytes) });
    }),
    await checked('files the program writes, from a path and from memory', () => ownObjects(bucket, folder)),
  ];
  await rm(folder, { recursive: true, force: true });
  return checks;
}

/** Uploads random bytes in parts, as large files are uploaded. */
async function putInParts({ client, name }: Bucket, Key: string, length: number): Promise<Uint8Array> {
  const bytes = randomBytes(length);
  const place = { Bucket: name, Key };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(place));
  const size = 6 * 1024 * 1024;
  const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
  for (let from = 0; from < bytes.byteLength; from += size) {
    const PartNumber = Parts.length + 1;
    const Body = bytes.subarray(from, from + size);
    const { ETag } = await client.send(new UploadPartCommand({ ...place, UploadId, PartNumber, Body }));
    Parts.push({ PartNumber, ETag });
  }
  await client.send(new CompleteMultipartUploadCommand({ ...place, UploadId, MultipartUpload: { Parts } }));
  return bytes;
}

async function ownObjects(bucket: Bucket, folder: string): Promise<void> {
  const objects = s3Objects({ ...bucket, name: 'the-reports' });
  const bytes = randomBytes(3 * 1024 * 1024);
  const path = join(folder, 'written');
  await writeFile(path, bytes);
  await objects.putFile('reports/a/2017-07/r1/a.pdf', path);
  await objects.putBytes('reports/a/2017-07/r1/a.figures.json', Buffer.from('{}'));
  await objects.fetch('reports/a/2017-07/r1/a.pdf', join(folder, 'back'));
  equal(sha256(await readFile(join(folder, 'back'))), sha256(bytes));
  equal(sha256(await objects.bytes('reports/a/2017-07/r1/a.pdf')), sha256(bytes));
  equal(await objects.exists('reports/a/2017-07/r1/a'), false);
  const head = await bucket.client.send(
    new HeadObjectCommand({ Bucket: 'the-reports', Key: 'reports/a/2017-07/r1/a.pdf' }),
  );
  equal(head.ContentType, 'application/pdf');
  const whole = await bucket.client.send(
    new GetObjectCommand({ Bucket: 'the-reports', Key: 'reports/a/2017-07/r1/a.pdf', ChecksumMode: 'ENABLED' }),
  );
  equal((await whole.Body?.transformToByteArray())?.byteLength, bytes.byteLength);
  let missing = '';
  await objects.fetch('reports/a/none', join(folder, 'none')).catch((error: unknown) => {
    missing = error instanceof Error ? error.name : '';
  });
  equal(missing, 'StoreConflict');
}
