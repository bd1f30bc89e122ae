import * as z from 'zod';
import type { StateHead, StateHeads } from '../../domain/state-head.ts';
import { readHead, writeHead } from './s3-head.ts';
import type { Bucket } from './s3-store.ts';

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
  const keyOf = (sheet: string): string => `heads/${sheet}.json`;
  const remedy = 'restore the version before, or see factsheets accept --help';
  return {
    async read(sheet) {
      return (await readHead(bucket, keyOf(sheet), HEAD, remedy)) as StateHead | null;
    },
    write: (sheet, head) => writeHead(bucket, keyOf(sheet), head),
  };
}
