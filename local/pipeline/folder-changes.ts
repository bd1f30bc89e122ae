import type { Stats } from 'node:fs';
import { join } from 'node:path';
import { uploadFiles } from '../../src/adapters/local/upload-files.ts';
import { statIfExists } from '../state/read-stored.ts';

/**
 * Identifies the content of a file: a different size, time or inode means a different file. Null if there is no file.
 */
type Fingerprint = string | null;

interface SeenFile {
  readonly fingerprint: Fingerprint;
  /** The time since which it has been unchanged, in milliseconds of the caller's clock. */
  readonly since: number;
}

/**
 * Detects uploads that are added, changed or removed in a folder, by polling: a network share sends no notices of
 * changes. A file is reported once it has been unchanged for a while, so that a file is not read while it is being
 * written.
 */
export class FolderChanges {
  readonly #root: string;
  readonly #restMs: number;
  /** The last fingerprint reported for each key. */
  readonly #reported = new Map<string, Fingerprint>();
  #changing: ReadonlyMap<string, SeenFile> = new Map();
  #folder: string | null = null;

  constructor(root: string, restMs: number) {
    this.#root = root;
    this.#restMs = restMs;
  }

  /** Whether no file was changing at the last poll. */
  get atRest(): boolean {
    return this.#changing.size === 0;
  }

  /** The keys of the uploads, as last reported. */
  get keys(): string[] {
    return [...this.#reported.keys()];
  }

  /** Adds keys that the ledger counts: those without a file are reported as removed. */
  expect(keys: Iterable<string>): void {
    for (const key of keys) if (!this.#reported.has(key)) this.#reported.set(key, 'expected');
  }

  /** Reports keys once more at the next poll. */
  reportAgain(keys: Iterable<string>): void {
    for (const key of keys) this.#reported.set(key, 'report again');
  }

  /**
   * Returns the keys that were added, changed or removed and are unchanged now. Removed keys come first, because
   * another file may provide their tables.
   * @returns null if the folder is missing or may be the mount point of an unmounted disk, so that nothing is
   * withdrawn: the folder contains no upload and not even the folder of an expected one, and it had no uploads before
   */
  async poll(now: number): Promise<string[] | null> {
    const folder = await statIfExists(this.#root);
    if (!folder?.isDirectory()) return null;
    const files = await this.#seenFiles(now);
    if (files.size === 0 && (await this.#isOtherFolder(folder))) return null;
    this.#folder = identityOf(folder);
    for (const key of this.#reported.keys()) if (!files.has(key)) files.set(key, { fingerprint: null, since: now });
    return this.#report(files, now);
  }

  #report(files: ReadonlyMap<string, SeenFile>, now: number): string[] {
    const changing = new Map<string, SeenFile>();
    const [removed, present]: [string[], string[]] = [[], []];
    for (const [key, seen] of files) {
      if (seen.fingerprint === (this.#reported.get(key) ?? null)) continue;
      const before = this.#changing.get(key);
      const since = before?.fingerprint === seen.fingerprint ? before.since : seen.since;
      if (now - since < this.#restMs) changing.set(key, { fingerprint: seen.fingerprint, since });
      else if (seen.fingerprint === null) removed.push(key);
      else {
        present.push(key);
        this.#reported.set(key, seen.fingerprint);
      }
    }
    this.#changing = changing;
    for (const key of removed) this.#reported.delete(key);
    return [...removed.sort(), ...new Set([...present, ...this.#neighbors(removed)].sort())];
  }

  /** Returns the other keys of the months from which a file was removed: one of them may provide its tables now. */
  #neighbors(removed: readonly string[]): string[] {
    const folders = new Set(removed.map(folderOf));
    return this.keys.filter((key) => folders.has(folderOf(key)));
  }

  /**
   * Returns whether an empty folder may be in place of the right one. To withdraw everything, people leave the folder
   * of one upload in place.
   */
  async #isOtherFolder(folder: Stats): Promise<boolean> {
    if (this.#reported.size === 0 || this.#folder === identityOf(folder)) return false;
    for (const expected of new Set(this.keys.map(folderOf))) {
      const found = await statIfExists(join(this.#root, expected.replace(/^exports\//u, '')));
      if (found?.isDirectory()) return false;
    }
    return true;
  }

  async #seenFiles(now: number): Promise<Map<string, SeenFile>> {
    const files = new Map<string, SeenFile>();
    const wall = Date.now();
    for (const path of await uploadFiles(this.#root)) {
      const found = await statIfExists(join(this.#root, path));
      if (!found) continue;
      const age = Math.max(0, wall - found.ctimeMs);
      files.set(`exports/${path}`, { fingerprint: fingerprintOf(found), since: now - age });
    }
    return files;
  }
}

const folderOf = (key: string): string => key.slice(0, key.lastIndexOf('/'));

const fingerprintOf = ({ size, mtimeMs, ctimeMs, ino }: Stats): string => [size, mtimeMs, ctimeMs, ino].join(' ');

const identityOf = ({ dev, ino }: Stats): string => `${dev} ${ino}`;
