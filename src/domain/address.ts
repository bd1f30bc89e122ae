import { domainToASCII } from 'node:url';

/** A character of a local part outside quotation marks (RFC 5322 `atext`, with the other alphabets of RFC 6531). */
const ATEXT = "(?:[a-z0-9!#$%&'*+/=?^_`{|}~-]|[^\\p{ASCII}\\p{C}\\p{Z}])";
const DOT_ATOM = new RegExp(`^${ATEXT}+(?:\\.${ATEXT}+)*$`, 'u');
const PARTS = /^("(?:\\.|[^"\\])*"|[^"@\s]+)@([^@\s]+)$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u;

/**
 * Returns an address as it is stored and compared: lower case, NFC, its domain in ASCII (IDNA), its local part quoted
 * only where needed. The local part may be quoted, have a plus sign or use another alphabet (RFC 5321, RFC 6531).
 * @returns null if the text is not an address, also for a domain without a dot, a number as the last label, or an
 *   address that is too long
 */
export function canonicalAddress(text: string): string | null {
  if (/\p{Cc}/u.test(text)) return null;
  const [, written = '', domain = ''] = PARTS.exec(text.normalize('NFC').toLowerCase()) ?? [];
  const local = written.startsWith('"') ? unquote(written) : written;
  if (local === null || !(local.startsWith('"') || DOT_ATOM.test(local)) || bytes(local) > 64) return null;
  const host = domainToASCII(domain);
  const labels = host.split('.');
  if (labels.length < 2 || /^\d+$/u.test(labels.at(-1) ?? '')) return null;
  if (!labels.every((label) => LABEL.test(label))) return null;
  const address = `${local}@${host}`;
  return bytes(address) <= 254 ? address : null;
}

/** Removes needless quotation marks: `"ana"` is the same local part as `ana`. Returns null for an empty one. */
function unquote(quoted: string): string | null {
  const content = quoted.slice(1, -1).replace(/\\(.)/gu, '$1');
  if (content.trim() === '') return null;
  return DOT_ATOM.test(content) ? content : `"${content.replace(/["\\]/gu, '\\$&')}"`;
}

const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** Whether the part before the @ is ASCII: SES and mail servers without SMTPUTF8 accept nothing else. */
export const hasAsciiLocalPart = (address: string): boolean => /^\p{ASCII}*$/u.test(address);

/** The domain of a canonical address. */
export const domainOfAddress = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** Domains that documents use as examples, or that no other machine can reach (RFC 2606, RFC 6761). */
const PLACEHOLDER = /(?:^|\.)(?:example|example\.(?:com|net|org)|invalid|test|localhost|local|localdomain)$/u;

/** Whether a host (a domain or an IP address, lower case) is an example or this machine. */
export const isPlaceholderHost = (host: string): boolean =>
  PLACEHOLDER.test(host.replace(/\.$/u, '')) || isLoopbackHost(host);

/** Whether a host is this machine: what is sent to it does not cross a network. */
export const isLoopbackHost = (host: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?|0\.0\.0\.0)$/u.test(host.toLowerCase());
