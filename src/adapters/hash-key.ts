import { createHash } from 'node:crypto';
import { visible } from '../domain/codes.ts';
import type { HashKey } from '../domain/effects.ts';

/**
 * A key of 64 hex digits, in capitals or not, and its public id, which tells keys apart without telling the key; null for
 * another text. White space around it and characters that show nothing do not matter.
 */
export function hashKeyOf(text: string): HashKey | null {
  const hex = visible(text).trim();
  if (!/^[0-9a-f]{64}$/iu.test(hex)) return null;
  const secret = Buffer.from(hex, 'hex');
  return { id: createHash('sha256').update('key id').update(secret).digest('hex').slice(0, 16), secret };
}
