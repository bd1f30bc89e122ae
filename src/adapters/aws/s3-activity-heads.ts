import * as z from 'zod';
import type { ActivityHeads } from '../../domain/activity.ts';
import { readHead, writeHead } from './s3-head.ts';
import type { Bucket } from './s3-store.ts';

const KEY = 'activity/head.json';

const HEAD = z.object({ sequence: z.int().min(1), hash: z.string().regex(/^[0-9a-f]{64}$/u) });

/** The head of the activity log as an object of a bucket, which keeps the versions before. */
export const s3ActivityHeads = (bucket: Bucket): ActivityHeads => ({
  read: () => readHead(bucket, KEY, HEAD, 'restore the version before'),
  write: ({ sequence, hash }) => writeHead(bucket, KEY, { sequence, hash }),
});
