import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { ExportStore, ObjectStore } from '../../domain/effects.ts';
import { Failure, isNotFound } from '../../domain/failure.ts';
import { hashing } from '../hashing.ts';

/** A bucket and the client for it. */
export interface Bucket {
  readonly client: S3Client;
  readonly name: string;
}

/** The uploads of a bucket, under `exports/`. */
export function s3Exports(bucket: Bucket): ExportStore {
  return {
    async list(prefix) {
      const keys: string[] = [];
      for await (const page of paginateListObjectsV2(
        { client: bucket.client },
        { Bucket: bucket.name, Prefix: prefix },
      ))
        for (const { Key } of page.Contents ?? []) if (Key !== undefined && !Key.endsWith('/')) keys.push(Key);
      return keys;
    },
    async fetch(key, toPath) {
      const match = await objectAt(bucket, key);
      if (!match) return null;
      const { through, digest } = hashing();
      await pipeline(match.body, through, createWriteStream(toPath, { mode: 0o600 }));
      return { sha256: digest() };
    },
    async find(key) {
      const size = await findSize(bucket, key);
      return size === null ? null : { size, sha256: async () => null }; // for its hash S3 would have to send the object
    },
    size: (key) => findSize(bucket, key),
  };
}

/** The program's own objects in a bucket. In S3 an object is complete or missing, and visible immediately. */
export function s3Objects(bucket: Bucket): ObjectStore {
  return {
    async putFile(key, fromPath) {
      const { size } = await stat(fromPath);
      await put(bucket, key, createReadStream(fromPath), size);
    },
    putBytes: (key, bytes) => put(bucket, key, bytes, bytes.byteLength),
    async fetch(key, toPath) {
      await pipeline((await presentObject(bucket, key)).body, createWriteStream(toPath, { mode: 0o600 }));
    },
    bytes: async (key) => new Uint8Array(await buffer((await presentObject(bucket, key)).body)),
    exists: async (key) => (await findSize(bucket, key)) !== null,
  };
}

/** The newest version of an object: its bytes, and its version id if the bucket keeps versions. */
export interface FoundObject {
  readonly body: Readable;
  readonly version: string | null;
}

/**
 * Opens the newest version of an object.
 * @throws Failure StoreConflict with the key if it is missing
 */
export async function presentObject(bucket: Bucket, key: string): Promise<FoundObject> {
  const match = await objectAt(bucket, key);
  if (!match) throw new Failure('StoreConflict', `${key} is missing from the store; ingest its export again`);
  return match;
}

async function put(
  { client, name }: Bucket,
  key: string,
  body: Uint8Array | Readable,
  size: number,
): Promise<string | null> {
  const ContentType = CONTENT_TYPES.find(([ending]) => key.endsWith(ending))?.[1] ?? 'application/octet-stream';
  const sent = { Bucket: name, Key: key, Body: body, ContentLength: size, ContentType };
  return (await client.send(new PutObjectCommand(sent))).VersionId ?? null;
}

/** Browsers display a file by its content type. */
const CONTENT_TYPES: readonly (readonly [ending: string, type: string])[] = [
  ['.pdf', 'application/pdf'],
  ['.svg', 'image/svg+xml'],
  ['.json', 'application/json'],
  ['.csv', 'text/csv; charset=utf-8'],
];

async function objectAt(bucket: Bucket, key: string): Promise<FoundObject | null> {
  try {
    const { Body, VersionId } = await bucket.client.send(new GetObjectCommand({ Bucket: bucket.name, Key: key }));
    if (!(Body instanceof Readable)) throw new Error(`S3 sent no stream for ${key}`);
    return { body: Body, version: VersionId ?? null };
  } catch (error) {
    if (isNotFound(error)) return null;
    // without the right to list, which is granted on a prefix, S3 answers "denied" for an object that does not exist
    if (isDenied(error) && (await findSize(bucket, key)) === null) return null;
    throw error;
  }
}

const isDenied = (error: unknown): boolean =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === 403;

/** Returns an object's size by listing: a key is first among those that begin with it. */
async function findSize({ client, name }: Bucket, key: string): Promise<number | null> {
  const { Contents } = await client.send(new ListObjectsV2Command({ Bucket: name, Prefix: key, MaxKeys: 1 }));
  const match = Contents?.[0];
  return match?.Key === key ? (match.Size ?? 0) : null;
}
