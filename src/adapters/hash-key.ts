import { createHash } from 'node:crypto';
import type { HashKey } from '../domain/effects.ts';

/** A key of 64 hex digits and its public id, which tells keys apart without telling the key; null for another text. */
export function hashKeyOf(hex: string): HashKey | null {
  if (!/^[0-9a-f]{64}$/u.test(hex)) return null;
  const secret = Buffer.from(hex, 'hex');
  return { id: createHash('sha256').update('key id').update(secret).digest('hex').slice(0, 16), secret };
}
