import type { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type * as z from 'zod';
import { ifNotFound } from '../../src/domain/failure.ts';
import { parseJson } from '../../src/domain/text/json.ts';

/** Reads a small JSON file that the program wrote; null if it is missing, damaged or does not match the schema. */
export async function readStored<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  const text = await readFile(path, 'utf8').catch(ifNotFound(null));
  return text === null ? null : (schema.safeParse(parseJson(text)).data ?? null);
}

/** Returns what is at a path; null if nothing is. */
export function statIfExists(path: string): Promise<Stats | null> {
  return stat(path).catch(ifNotFound(null));
}
