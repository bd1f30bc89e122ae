import { createHmac } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { visible } from '../domain/codes.ts';

const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u;

/**
 * An address as it is kept and compared: without outer spaces and characters that show nothing, in lower case, a domain of other alphabets in its ASCII form.
 * Null when it is none, or none that mail reaches everywhere: the part before the @ must be ASCII, at most 64 characters of
 * 254 in all (RFC 5321).
 */
export function normalAddress(text: string): string | null {
  const [local = '', domain = '', ...rest] = visible(text).trim().normalize('NFC').toLowerCase().split('@');
  const host = domainToASCII(domain);
  const labels = host.split('.');
  if (rest.length > 0 || !LOCAL.test(local) || local.length > 64 || labels.length < 2) return null;
  if (!labels.every((label) => LABEL.test(label)) || /^\d+$/u.test(labels.at(-1) ?? '')) return null;
  const address = `${local}@${host}`;
  return address.length <= 254 ? address : null;
}

/** The id of an address: a keyed hash, so that nobody without the key can tell whether an address is known. */
export const stakeholderId = (secret: Uint8Array, address: string): string =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['address', address]))
    .digest('hex')
    .slice(0, 32);
