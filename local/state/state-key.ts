import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { atPath } from '../../src/adapters/local/at-path.ts';
import type { HashKey } from '../../src/domain/effects.ts';
import { Failure } from '../../src/domain/failure.ts';

/** Where a state keeps the public id of the key it was made with; the id does not tell the key. */
const keyIdFile = (state: string): string => join(state, 'key-id');

/** Where the secret of a state's links is stored, beside its key. */
export const linkSecretFile = (state: string): string => join(state, 'link-secret');

/**
 * Holds a state to the key it was made with, whose public id it keeps. Stakeholders are known by hashes of that key: with
 * another one those who left would come back, and everybody would get every sheet a second time. A state that was made before
 * there was a key for each purpose gets the new id of the same key; its exports are read again when they are there.
 * @throws Failure KeyMismatch when the key is another
 */
export async function holdToKey(state: string, { id, formerId }: HashKey): Promise<void> {
  const kept = await keptKeyId(state);
  const file = keyIdFile(state);
  if (kept === null || kept === formerId) await atPath(file, () => writeFile(file, `${id}\n`, { mode: 0o600 }));
  else if (kept !== id)
    throw new Failure(
      'KeyMismatch',
      `${state} was created with the key ${kept}, and this key is ${id}: use that key with --key FILE`,
    );
}

/**
 * Refuses to make a new key for a state that was made with a key of another place.
 * @throws Failure KeyMismatch when the state was
 */
export async function refuseNewKey(state: string): Promise<void> {
  const kept = await keptKeyId(state);
  if (kept !== null)
    throw new Failure(
      'KeyMismatch',
      `${state} was created with the key ${kept}, which is not in it: use that key with --key FILE`,
    );
}

/** The public id of the key that a state was made with; null when none is stored. */
export async function keptKeyId(state: string): Promise<string | null> {
  try {
    // a process that was killed between making the file and writing it leaves an empty one
    return (await readFile(keyIdFile(state), 'utf8')).trim() || null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
