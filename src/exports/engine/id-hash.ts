import { createHash } from 'node:crypto';
import { literal } from '../../domain/text/escape.ts';

/** The key that hashes ids, the same for every hotline. `id` names it; the secret is never stored or logged. */
export interface IdKey {
  readonly id: string;
  readonly secret: Uint8Array;
}

/** The two padded keys of HMAC-SHA-256 (RFC 2104) as hex, for binding as parameters. */
export interface HashPads {
  readonly inner: string;
  readonly outer: string;
}

const BLOCK_BYTES = 64;

/** Computes the pads of a key of any length. A key longer than a block is hashed first, as the standard requires. */
export function hashPads({ secret }: IdKey): HashPads {
  const key = secret.length > BLOCK_BYTES ? createHash('sha256').update(secret).digest() : secret;
  const pad = (byte: number): string =>
    Buffer.from(Array.from({ length: BLOCK_BYTES }, (_unused, at) => (key[at] ?? 0) ^ byte)).toString('hex');
  return { inner: pad(0x36), outer: pad(0x5c) };
}

/**
 * Returns a SQL expression of the hex HMAC-SHA-256 of a blob expression, given the SQL of the two pads as blobs. The
 * result equals `createHmac('sha256', secret)` of node:crypto.
 */
export const hmac = (blob: string, inner: string, outer: string): string =>
  `sha256(${outer} || unhex(sha256(${inner} || ${blob})))`;

/** The place of a record without an id, excluding the record number. */
export interface RecordPlace {
  readonly hotline: string;
  readonly month: string;
  /** The stem of the file, if several files of the hotline feed the table; null otherwise. */
  readonly file: string | null;
  readonly table: string;
  /** The part of the row that is the record, if a row has several; null otherwise. */
  readonly part: number | null;
}

/**
 * Returns a SQL expression of the blob that is hashed for a record without an id. `record` is the SQL of the record's
 * number. The blob begins with a NUL. No text of an export can contain one, so the blob never equals the id of another
 * record.
 */
export const placeBlob = ({ hotline, month, file, table, part }: RecordPlace, record: string): string => {
  const place = literal([hotline, month, ...(file === null ? [] : [file]), table, ''].join('/'));
  const suffix = part === null ? '' : ` || ${literal(`/${part}`)}`;
  return `('\\x00'::BLOB || encode(${place} || ${record}::VARCHAR${suffix}))`;
};
