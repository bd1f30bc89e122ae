import type { Stats } from 'node:fs';
import { join } from 'node:path';
import { uploadFiles } from '../../src/adapters/local/upload-files.ts';
import { statIfExists } from '../state/found-path.ts';

/** How a file stands: another size, time or inode is another file. Null for none. */
type Standing = string | null;

interface Moving {
  readonly standing: Standing;
  /** Since when it has stood so, in milliseconds of the clock handed in. */
  readonly since: number;
}

/**
 * The uploads of a folder as they come, change and go. The folder is looked at again and again, for notices of the file system
 * do not come from a network share. A file is told of once it has stood still, so one that is still being written is not read.
 */
export class FolderChanges {
  readonly #root: string;
  readonly #restMs: number;
  /** What was told last of each key. */
  readonly #told = new Map<string, Standing>();
  #moving: ReadonlyMap<string, Moving> = new Map();
  #folder: string | null = null;

  constructor(root: string, restMs: number) {
    this.#root = root;
    this.#restMs = restMs;
  }

  /** Whether nothing is being written or taken away just now, as far as the last look saw. */
  get atRest(): boolean {
    return this.#moving.size === 0;
  }

  /** The keys there are, as told last. */
  get keys(): string[] {
    return [...this.#told.keys()];
  }

  /** Keys somebody counts on: those that are not there are told of as gone. */
  expect(keys: Iterable<string>): void {
    for (const key of keys) if (!this.#told.has(key)) this.#told.set(key, 'expected');
  }

  /** Keys to be told of again at the next look. */
  again(keys: Iterable<string>): void {
    for (const key of keys) this.#told.set(key, 'again');
  }

  /**
   * The keys that came, changed or went and stand still now; what went comes first, for it gives places free.
   * @returns null while the folder is not there, or may be the place of a disk that is not mounted, which withdraws nothing: it
   *   holds no upload and not even the folder of one that is expected, and was not seen before with uploads in it
   */
  async look(now: number): Promise<string[] | null> {
    const folder = await statIfExists(this.#root);
    if (!folder?.isDirectory()) return null;
    const standings = await this.#standings(now);
    if (standings.size === 0 && (await this.#isInstead(folder))) return null;
    this.#folder = identityOf(folder);
    for (const key of this.#told.keys()) if (!standings.has(key)) standings.set(key, { standing: null, since: now });
    return this.#tell(standings, now);
  }

  #tell(standings: ReadonlyMap<string, Moving>, now: number): string[] {
    const moving = new Map<string, Moving>();
    const [gone, there]: [string[], string[]] = [[], []];
    for (const [key, seen] of standings) {
      if (seen.standing === (this.#told.get(key) ?? null)) continue;
      const before = this.#moving.get(key);
      const since = before?.standing === seen.standing ? before.since : seen.since;
      if (now - since < this.#restMs) moving.set(key, { standing: seen.standing, since });
      else if (seen.standing === null) gone.push(key);
      else {
        there.push(key);
        this.#told.set(key, seen.standing);
      }
    }
    this.#moving = moving;
    for (const key of gone) this.#told.delete(key);
    return [...gone.sort(), ...new Set([...there, ...this.#besides(gone)].sort())];
  }

  /** The other keys of a month from which one went: one of them may have waited for its place. */
  #besides(gone: readonly string[]): string[] {
    const folders = new Set(gone.map(folderOf));
    return this.keys.filter((key) => folders.has(folderOf(key)));
  }

  /** Whether an empty folder may lie where the right one is to be; who means to withdraw everything leaves an upload's folder. */
  async #isInstead(folder: Stats): Promise<boolean> {
    if (this.#told.size === 0 || this.#folder === identityOf(folder)) return false;
    for (const expected of new Set(this.keys.map(folderOf))) {
      const found = await statIfExists(join(this.#root, expected.replace(/^exports\//u, '')));
      if (found?.isDirectory()) return false;
    }
    return true;
  }

  async #standings(now: number): Promise<Map<string, Moving>> {
    const standings = new Map<string, Moving>();
    const wall = Date.now();
    for (const path of await uploadFiles(this.#root)) {
      const found = await statIfExists(join(this.#root, path));
      if (!found) continue;
      const age = Math.max(0, wall - found.ctimeMs);
      standings.set(`exports/${path}`, { standing: standingOf(found), since: now - age });
    }
    return standings;
  }
}

const folderOf = (key: string): string => key.slice(0, key.lastIndexOf('/'));

const standingOf = ({ size, mtimeMs, ctimeMs, ino }: Stats): string => [size, mtimeMs, ctimeMs, ino].join(' ');

const identityOf = ({ dev, ino }: Stats): string => `${dev} ${ino}`;
