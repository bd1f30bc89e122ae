import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';

/** Passes bytes on unchanged and hashes them; `digest` returns their SHA-256 (hex) at the end. */
export function hashing(): { readonly through: Transform; digest(): string } {
  const hash = createHash('sha256');
  const through = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { through, digest: () => hash.digest('hex') };
}
