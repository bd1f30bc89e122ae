import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { removeInvisible } from '../domain/codes.ts';
import type { HashKey } from '../domain/effects.ts';

/**
 * Derives the keys of a root key of 64 hex digits (upper or lower case), one per purpose, and the root's public id,
 * which identifies the key without revealing it; null for another text. Ignores surrounding white space and invisible
 * characters.
 */
export function parseHashKey(text: string): HashKey | null {
  const hex = removeInvisible(text).trim();
  if (!/^[0-9a-f]{64}$/iu.test(hex)) return null;
  const root = Buffer.from(hex, 'hex');
  const id = (label: string): string => createHash('sha256').update(label).update(root).digest('hex').slice(0, 16);
  return {
    id: subkey(root, 'public id').toString('hex').slice(0, 16),
    formerId: id('key id'),
    ids: subkey(root, 'ids'),
    stakeholders: subkey(root, 'stakeholders'),
    ties: subkey(root, 'ties'),
    formerStakeholderId: (address) =>
      createHmac('sha256', root)
        .update(JSON.stringify(['address', address]))
        .digest('hex')
        .slice(0, 32),
  };
}

/**
 * Derives the key of one purpose (HKDF-SHA256, RFC 5869), 32 bytes. What one of them signs or hashes, even for chosen
 * inputs, reveals nothing about the root or another purpose's key.
 */
const subkey = (root: Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', root, new Uint8Array(), `hotline-factsheets 1: ${purpose}`, 32));

/** The key in `samples/key` is public, and says so: hashing with it protects nothing. */
const OF_SAMPLES = parseHashKey(Buffer.from('samples only: this is no secret!').toString('hex'));

/** Whether a key is the public one of the samples. */
export const isSamplesKey = ({ id }: Pick<HashKey, 'id'>): boolean => id === OF_SAMPLES?.id;
