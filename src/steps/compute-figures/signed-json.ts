import { createHmac, timingSafeEqual } from 'node:crypto';

/** What signs a stored value: its kind, so that another kind does not pass for it, and a secret. */
export interface Signature {
  readonly label: string;
  readonly secret: Uint8Array;
}

const macOf = (text: string, { label, secret }: Signature): Buffer =>
  createHmac('sha256', secret).update(`${label}\n`).update(text).digest();

/** Returns the bytes of a value as JSON, after a line with its HMAC-SHA-256. */
export function signJson(value: unknown, signature: Signature): Uint8Array {
  const text = JSON.stringify(value);
  return new TextEncoder().encode(`${macOf(text, signature).toString('hex')}\n${text}`);
}

/** Returns a signed value; null if it was not signed with this signature. */
export function openSigned(bytes: Uint8Array, signature: Signature): unknown {
  const stored = new TextDecoder().decode(bytes);
  const [mac = ''] = stored.split('\n', 1);
  const text = stored.slice(mac.length + 1);
  const [own, other] = [macOf(text, signature), Buffer.from(mac, 'hex')];
  return own.length === other.length && timingSafeEqual(own, other) ? JSON.parse(text) : null;
}
