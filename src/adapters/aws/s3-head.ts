import type * as z from 'zod';
import { Failure, nullIfMissing } from '../../domain/failure.ts';
import { parseJson } from '../../domain/text/json.ts';
import { type Bucket, s3Objects } from './s3-store.ts';

/**
 * Reads a head: a small JSON object that is stored apart from the table. The bucket keeps the versions before.
 * @param remedy what to do if the object is damaged
 * @returns null if there is none
 * @throws Failure StateChanged if it is damaged
 */
export async function readHead<Head>(
  bucket: Bucket,
  key: string,
  schema: z.ZodType<Head>,
  remedy: string,
): Promise<Head | null> {
  const bytes = await s3Objects(bucket).bytes(key).catch(nullIfMissing);
  if (!bytes) return null;
  const { success, data } = schema.safeParse(parseJson(Buffer.from(bytes).toString('utf8')));
  if (success) return data;
  throw new Failure('StateChanged', `${key} is damaged; ${remedy}`);
}

/** Writes a head; the version before stays in the bucket. */
export async function writeHead(bucket: Bucket, key: string, head: object): Promise<void> {
  await s3Objects(bucket).putBytes(key, Buffer.from(JSON.stringify(head)));
}
