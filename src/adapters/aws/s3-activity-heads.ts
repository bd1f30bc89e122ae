import { z } from 'zod';
import type { ActivityHead, ActivityHeads } from '../../domain/activity.ts';
import { Failure } from '../../domain/failure.ts';
import { type Bucket, s3Objects } from './s3-store.ts';

const KEY = 'activity/head.json';

const HEAD = z.object({ sequence: z.int().min(1), hash: z.string().regex(/^[0-9a-f]{64}$/u) });

/** The head of the activity log as an object of a bucket, which keeps the versions before. */
export function s3ActivityHeads(bucket: Bucket): ActivityHeads {
  const objects = s3Objects(bucket);
  return {
    async read() {
      const bytes = await objects.bytes(KEY).catch(nullIfMissing);
      return bytes && parsed(Buffer.from(bytes).toString('utf8'));
    },
    async write({ sequence, hash }) {
      await objects.putBytes(KEY, Buffer.from(JSON.stringify({ sequence, hash })));
    },
  };
}

function nullIfMissing(error: unknown): null {
  if (error instanceof Failure && error.name === 'StoreConflict') return null;
  throw error;
}

function parsed(text: string): ActivityHead {
  const read = HEAD.safeParse(jsonOf(text));
  if (read.success) return read.data;
  throw new Failure('StateChanged', `${KEY} is damaged; restore the version before`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
