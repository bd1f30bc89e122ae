import { createCipheriv, createHmac } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';

/** Bytes of the nonce, as GCM recommends. */
const NONCE = 12;

/** The tag of a file of an index, of whose bytes some are added at a time. */
export interface TagOfBytes {
  readonly add: (bytes: Uint8Array) => void;
  /** Returns the tag of all bytes, hex. It is called once, after the last ones. */
  readonly value: () => string;
}

/**
 * Makes the tag of a file of an index: GMAC (NIST SP 800-38D), which is AES-GCM of additional data without a text.
 * Like an HMAC, nobody without the secret makes other bytes with the same tag. Files of hundreds of MB are compared with
 * their tags whenever an edition is counted, and GMAC takes a fifth of the time of SHA-256.
 * @param sha256 the hash of the same bytes when they were written, hex: a nonce must not be used for other bytes
 */
export function beginTag(sha256: string, secret: Uint8Array): TagOfBytes {
  const key = createHmac('sha256', secret).update('tag of an index').digest();
  const cipher = createCipheriv(ALGORITHM, key, Buffer.from(sha256, 'hex').subarray(0, NONCE));
  return {
    add: (bytes) => void cipher.setAAD(bytes),
    value() {
      cipher.final();
      return cipher.getAuthTag().toString('hex');
    },
  };
}
