import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { makeFolder } from '../../src/adapters/local/make-folder.ts';
import type { KeyedRequest, KeyedRequests } from '../../src/domain/keyed-request.ts';
import { readStored } from '../state/read-stored.ts';
import { writeAtomically } from '../state/write-atomically.ts';

const STORED: z.ZodType<KeyedRequest> = z.object({
  id: z.string(),
  generation: z.int(),
  content: z.string(),
  attemptUntil: z.iso.datetime(),
  answer: z
    .object({
      status: z.int(),
      type: z.string().nullable(),
      etag: z.string().nullable(),
      location: z.string().nullable(),
      body: z.string().nullable(),
    })
    .nullable(),
  until: z.iso.datetime(),
});

/** How often requests that are forgotten are removed, in milliseconds. */
const SWEEP_MS = 60 * 60_000;

/**
 * Stores requests that were sent with a key as private files, so that they survive a restart. One process at a time
 * writes them: the one that serves the portal of the state.
 */
export function requestFiles(folder: string, now: () => Date): KeyedRequests {
  let last: Promise<unknown> = Promise.resolve();
  let swept = Number.NEGATIVE_INFINITY;
  const fileOf = (id: string): string => join(folder, `${id}.json`);
  // a damaged file counts as missing: the request is then made once more, as without a key
  const byId = (id: string): Promise<KeyedRequest | null> => readStored(fileOf(id), STORED);
  const put = async (request: KeyedRequest): Promise<boolean> => {
    const before = await byId(request.id);
    if (request.generation !== (before?.generation ?? 0) + 1) return false;
    await makeFolder(folder);
    if (now().getTime() - swept > SWEEP_MS) {
      swept = now().getTime();
      await removeForgotten(folder, swept);
    }
    await writeAtomically(fileOf(request.id), JSON.stringify(request));
    return true;
  };
  return {
    byId,
    // one write after the other: of two with the same generation, the second must find the first
    put: (request) => {
      const written = last.then(() => put(request));
      last = written.catch(() => undefined);
      return written;
    },
  };
}

async function removeForgotten(folder: string, now: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const found = await readStored(join(folder, name), STORED);
    if (!found || Date.parse(found.until) <= now) await rm(join(folder, name), { force: true });
  }
}
