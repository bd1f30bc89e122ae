import addressparser from 'nodemailer/lib/addressparser';
import { encodeWords } from 'nodemailer/lib/mime-funcs';
import { canonicalAddress } from '../domain/address.ts';

/** The sender of messages. */
export interface Sender {
  /** Empty if only an address is given. */
  readonly name: string;
  readonly address: string;
}

/**
 * Parses `Name <address>`, `"Name, with a comma" <address>` or an address.
 * @returns null if it is none of these, or several
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

/** Formats a sender for headers and settings: a name with a comma or other marks in quotation marks. */
export function senderText({ name, address }: Sender): string {
  if (name === '') return address;
  const shown = PLAIN_NAME.test(name) ? name : `"${name.replace(/["\\]/gu, '\\$&')}"`;
  return `${shown} <${address}>`;
}

const PLAIN_NAME = /^[\p{L}\p{M}\p{N} '-]+$/u;

/** Formats a sender for SES: a name with characters beyond ASCII as an encoded word (RFC 2047). */
export function encodedSender(text: string): string {
  const sender = readSender(text);
  if (!sender || /^\p{ASCII}*$/u.test(sender.name)) return text;
  return `${encodeWords(sender.name, 'Q', 52, true)} <${sender.address}>`;
}
