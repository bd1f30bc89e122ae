import { createHmac } from 'node:crypto';
import { canonicalAddress } from '../../domain/address.ts';
import { removeInvisible } from '../../domain/codes.ts';

/** An address of a list or a command as it is stored and compared, without outer spaces and characters that show nothing; null when it is not one. */
export const normalAddress = (text: string): string | null => canonicalAddress(removeInvisible(text).trim());

/** The id of an address: a keyed hash, so that nobody without the key can tell whether an address is known. */
export const stakeholderId = (secret: Uint8Array, address: string): string =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['address', address]))
    .digest('hex')
    .slice(0, 32);
