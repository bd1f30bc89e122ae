import addressparser from 'nodemailer/lib/addressparser';
import { encodeWords } from 'nodemailer/lib/mime-funcs';
import { canonicalAddress } from '../domain/address.ts';

/** Who messages come from. */
export interface Sender {
  /** Empty when only an address is given. */
  readonly name: string;
  readonly address: string;
}

/**
 * Reads `Name <address>`, `"Name, with a comma" <address>` or an address.
 * @returns null when it is none of them, or more than one
 */
export function readSender(text: string): Sender | null {
  const written = text.trim();
  if (/[\p{Cc}\u2028\u2029]/u.test(written)) return null;
  if (!written.endsWith('>')) return withName('', written);
  const [mailbox, ...others] = addressparser(written);
  const name = mailbox && 'name' in mailbox && !('group' in mailbox) ? mailbox.name : null;
  if (typeof name !== 'string' || others.length > 0 || /[<>]/u.test(name)) return null;
  return withName(name, written.slice(written.lastIndexOf('<') + 1, -1));
}

function withName(name: string, text: string): Sender | null {
  const address = canonicalAddress(text);
  return address === null || name.includes('@') ? null : { name: name.trim(), address };
}

/** A sender as headers and settings hold it: a name with a comma or other marks in quotation marks. */
export function senderText({ name, address }: Sender): string {
  if (name === '') return address;
  const shown = PLAIN_NAME.test(name) ? name : `"${name.replace(/["\\]/gu, '\\$&')}"`;
  return `${shown} <${address}>`;
}

const PLAIN_NAME = /^[\p{L}\p{M}\p{N} '-]+$/u;

/** A sender as SES takes it: a name of other than ASCII characters as an encoded word (RFC 2047). */
export function encodedSender(text: string): string {
  const sender = readSender(text);
  if (!sender || /^\p{ASCII}*$/u.test(sender.name)) return text;
  return `${encodeWords(sender.name, 'Q', 52, true)} <${sender.address}>`;
}
