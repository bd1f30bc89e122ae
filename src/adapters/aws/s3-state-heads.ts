import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import type { StateHead, StateHeads } from '../../domain/state-head.ts';
import { type Bucket, s3Objects } from './s3-store.ts';

const HEAD = z.object({
  decisions: z.int().min(0),
  hash: z.string().regex(/^(?:[0-9a-f]{64})?$/u),
  last: z
    .object({
      month: z.string(),
      revision: z.int().min(1),
      verdict: z.enum(['approved', 'first-approval', 'rejected']),
      at: z.string(),
    })
    .nullable(),
});

/** Heads as objects of a bucket, `heads/<sheet>.json`. The bucket keeps the versions before. */
export function s3StateHeads(bucket: Bucket): StateHeads {
  const objects = s3Objects(bucket);
  const keyOf = (sheet: string): string => `heads/${sheet}.json`;
  return {
    async read(sheet) {
      const bytes = await objects.bytes(keyOf(sheet)).catch(nullIfMissing);
      return bytes && parsed(Buffer.from(bytes).toString('utf8'), keyOf(sheet));
    },
    async write(sheet, head) {
      await objects.putBytes(keyOf(sheet), Buffer.from(JSON.stringify(head)));
    },
  };
}

function nullIfMissing(error: unknown): null {
  if (error instanceof Failure && error.name === 'StoreConflict') return null;
  throw error;
}

function parsed(text: string, key: string): StateHead {
  const { success, data } = HEAD.safeParse(jsonOf(text));
  if (success) return data as StateHead;
  throw new Failure('StateChanged', `${key} is damaged; restore the version before, or see factsheets accept --help`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
