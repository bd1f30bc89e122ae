import type { BigIntStats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { FoundExport } from '../../src/domain/effects.ts';
import { ifNotFound } from '../../src/domain/failure.ts';
import { openSigned, type Signature, signJson } from '../../src/steps/compute-figures/signed-json.ts';
import { fileHash } from '../../src/steps/verify-state/verify-files.ts';
import { writeAtomically } from '../state/write-atomically.ts';

/** What is signed: a signature of anything else, or of hashes in another form, is not one of hashes. */
const LABEL = 'hashes of uploads 1';

/** A file that changed less long ago may change again at the same recorded time: FAT records times in steps of two seconds. */
const SETTLED_MS = 5_000;

/** Where hashes come from, and the time in milliseconds. */
interface HashSource {
  hash(path: string): Promise<string>;
  now(): number;
}

/** A file as it was when it was hashed, and its hash. */
type Known = readonly [fingerprint: string, sha256: string];

/**
 * The hashes of uploads, stored between runs, so that a run does not read ten years of files to find them unchanged. A file
 * whose size, times, inode and device are as they were when it was hashed is not read again. A program can give a file the
 * time of another one as its time of modification (mtime), but not as that of its last change (ctime), where the file
 * system records one.
 */
export class KnownHashes {
  readonly #file: string;
  readonly #signature: Signature;
  readonly #hash: (path: string) => Promise<string>;
  readonly #now: () => number;
  #stored: Promise<Map<string, Known>> | null = null;
  #isChanged = false;

  /**
   * Opens the hashes that are stored in a file.
   * @param secret signs them, so that no other hashes are used
   */
  constructor(file: string, secret: Uint8Array, { hash = fileHash, now = Date.now }: Partial<HashSource> = {}) {
    this.#file = file;
    this.#signature = { label: LABEL, secret };
    this.#hash = hash;
    this.#now = now;
  }

  /** Returns what is known of the upload with a key, at a path; null if there is none. */
  async find(key: string, path: string): Promise<FoundExport | null> {
    this.#stored ??= this.#read();
    const stored = await this.#stored;
    const before = await statOf(path);
    if (before) return { size: Number(before.size), sha256: () => this.#hashOf(stored, key, path, before) };
    this.#isChanged = stored.delete(key) || this.#isChanged;
    return null;
  }

  async #hashOf(stored: Map<string, Known>, key: string, path: string, before: BigIntStats): Promise<string | null> {
    const [fingerprint, known] = stored.get(key) ?? [];
    if (known !== undefined && fingerprint === fingerprintOf(before)) return known;
    const isSettled = this.#isSettled(before); // before a hash that takes long
    const sha256 = await this.#hash(path).catch(ifNotFound(null));
    if (sha256 !== null && isSettled && isSame(before, await statOf(path))) {
      stored.set(key, [fingerprintOf(before), sha256]);
      this.#isChanged = true;
    }
    return sha256;
  }

  /** Stores what was added. If that is not possible, the next run reads these files again. */
  async close(): Promise<void> {
    if (!this.#isChanged) return;
    const stored = await this.#stored;
    await writeAtomically(this.#file, signJson([...(stored ?? [])], this.#signature)).catch(() => undefined);
    this.#isChanged = false;
  }

  #isSettled({ mtimeMs, ctimeMs }: BigIntStats): boolean {
    return this.#now() - Math.max(Number(mtimeMs), Number(ctimeMs)) >= SETTLED_MS;
  }

  async #read(): Promise<Map<string, Known>> {
    const bytes = await readFile(this.#file).catch(() => null); // without stored hashes every upload is read
    // its text is exactly what `close` signed
    const stored = bytes && (openSigned(bytes, this.#signature) as [string, Known][] | null);
    return new Map(stored ?? []);
  }
}

async function statOf(path: string): Promise<BigIntStats | null> {
  const match = await stat(path, { bigint: true }).catch(ifNotFound(null));
  return match?.isFile() ? match : null;
}

const isSame = (before: BigIntStats, after: BigIntStats | null): boolean =>
  after !== null && fingerprintOf(after) === fingerprintOf(before);

const fingerprintOf = ({ size, mtimeNs, ctimeNs, ino, dev }: BigIntStats): string =>
  [size, mtimeNs, ctimeNs, ino, dev].join(' ');
