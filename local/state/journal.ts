import { createHash } from 'node:crypto';
import { type FileHandle, open, readdir, readFile, rm, truncate } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { atPath } from '../../src/adapters/local/at-path.ts';
import { Failure, ifNotFound } from '../../src/domain/failure.ts';
import { canonical } from '../../src/domain/text/json.ts';
import { writeAtomically } from './write-atomically.ts';

/** One write in the journal: the item, its generation and a hash of it. */
export interface Written {
  /** `<PK> <SK>`. */
  readonly key: string;
  readonly generation: number;
  /** SHA-256 of the item, hex. */
  readonly hash: string;
  /** Of dispatches and stakeholders. */
  readonly status?: string;
}

/**
 * A line of the journal. A write is noted before it is made, and settled afterwards: `done`, or `void` if the table
 * refused it.
 */
type Line =
  | ({ readonly act: 'write' | 'held' } & Written)
  | { readonly act: 'done' | 'void'; readonly of: number }
  /** The earlier content of the table is forgotten: a person accepted the state as it is. */
  | { readonly act: 'accepted' }
  /**
   * The first line of a file that replaced a longer one, with the chain of its last line: what that file proved remains
   * proved.
   */
  | { readonly act: 'follows'; readonly head: string; readonly lines: number };

/** The minimum size in bytes of a journal before it is compacted, and then only if half of its lines are obsolete. */
const COMPACTED_ABOVE = 1_000_000;

const lineHash = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('hex');

/**
 * A journal of what was written to a state, stored apart from it: a file of lines, each with the hash of the one
 * before, so that none can be changed or removed. One process at a time has it open, the one that has the state open. A
 * shorter file with the same information may replace it.
 */
export class Journal {
  readonly #path: string;
  #file: FileHandle;
  readonly #done = new Map<string, Written>();
  readonly #pending = new Map<number, Written>();
  #count = 0;
  #bytes = 0;
  #chain = '';
  #last: Promise<unknown> = Promise.resolve();

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  /**
   * Opens the journal, and creates it if it does not exist. A last line that was cut off is dropped: its write was
   * never made.
   * @throws Failure StateChanged if a line is not the one that was written
   */
  static async open(path: string): Promise<Journal> {
    await removeParts(path);
    const text = await readFile(path, 'utf8').catch(ifNotFound(''));
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (whole.length < text.length) await truncate(path, Buffer.byteLength(whole));
    const journal = new Journal(path, await openFile(path));
    try {
      for (const line of whole.split('\n').slice(0, -1)) journal.#read(line, path);
    } catch (error) {
      await journal.close();
      throw error;
    }
    return journal;
  }

  #read(text: string, path: string): void {
    const { chain, ...line } = formatLine(text);
    if (chain === undefined || chain !== lineHash([this.#chain, line]))
      throw new Failure(
        'StateChanged',
        `${path}, line ${this.#count + 1}, was changed, or lines before it were removed; restore the file, or see factsheets accept --help`,
      );
    this.#take(line as Line, chain);
  }

  #take(line: Line, chain: string): void {
    const number = this.#count++;
    this.#bytes += textOf(line, chain).length;
    this.#chain = chain;
    if (line.act === 'accepted') {
      this.#done.clear();
      this.#pending.clear();
    } else if ('key' in line) {
      if (line.act === 'write') this.#pending.set(number, parseWrite(line));
      else this.#settled(parseWrite(line));
    } else if ('of' in line) {
      const written = this.#pending.get(line.of);
      this.#pending.delete(line.of);
      if (written && line.act === 'done') this.#settled(written);
    }
  }

  /** The newest write of all is the last one of the map. */
  #settled(written: Written): void {
    this.#done.delete(written.key);
    this.#done.set(written.key, written);
  }

  get path(): string {
    return this.#path;
  }

  /** Whether nothing was ever noted. */
  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /** The last completed write of every item, the newest last. */
  get done(): ReadonlyMap<string, Written> {
    return this.#done;
  }

  /** Writes that may or may not have been made: their process was killed. */
  get pending(): ReadonlyMap<number, Written> {
    return this.#pending;
  }

  /** Notes a write that is about to be made; it is on the disk when this returns. */
  write = (written: Written): Promise<number> => this.#append({ act: 'write', ...written }, true);

  settle = async (of: number, act: 'done' | 'void'): Promise<void> => void (await this.#append({ act, of }, false));

  /** Begins with the content of a table; if the process is killed meanwhile, the journal is unchanged. */
  hold = (items: readonly Written[]): Promise<void> =>
    this.#replace([{ act: 'accepted' }, ...items.map((item): Line => ({ act: 'held', ...item }))]);

  /**
   * Replaces a long file by the last write of every item. There must be no writes meanwhile.
   * @param above the minimum size in bytes
   * @returns whether it was long, and half of its lines were obsolete
   */
  async compact(above = COMPACTED_ABOVE): Promise<boolean> {
    if (this.#bytes <= above || this.#count < 2 * (this.#done.size + this.#pending.size)) return false;
    const held = [...this.#done.values()].map((item): Line => ({ act: 'held', ...item }));
    const open = [...this.#pending.values()].map((item): Line => ({ act: 'write', ...item }));
    await this.#replace([...held, ...open]);
    return true;
  }

  /** The file is the old one or the new one, whenever the process is killed. */
  async #replace(lines: readonly Line[]): Promise<void> {
    await this.#last.catch(() => undefined);
    const all: readonly Line[] = [{ act: 'follows', head: this.#chain, lines: this.#count }, ...lines];
    const chains: string[] = [];
    for (const line of all) chains.push(lineHash([chains.at(-1) ?? '', line]));
    await this.#file.close();
    await writeAtomically(this.#path, all.map((line, index) => textOf(line, chains[index])).join(''));
    this.#file = await openFile(this.#path);
    this.#done.clear();
    this.#pending.clear();
    this.#count = 0;
    this.#bytes = 0;
    for (const [index, line] of all.entries()) this.#take(line, chains[index] ?? '');
  }

  async close(): Promise<void> {
    await this.#last.catch(() => undefined);
    await this.#file.close();
  }

  /** Lines of concurrent writes are written one after the other. */
  #append(line: Line, flush: boolean): Promise<number> {
    const appended = this.#last
      .catch(() => undefined)
      .then(async () => {
        const [number, chain] = [this.#count, lineHash([this.#chain, line])];
        await this.#file.appendFile(textOf(line, chain));
        if (flush) await this.#file.sync();
        this.#take(line, chain);
        return number;
      });
    this.#last = appended;
    return appended;
  }
}

const textOf = (line: Line, chain: string | undefined): string => `${JSON.stringify({ ...line, chain })}\n`;

const openFile = (path: string): Promise<FileHandle> => atPath(path, () => open(path, 'a', 0o600));

/** Removes the unfinished replacement of the journal that a killed process left behind. */
async function removeParts(path: string): Promise<void> {
  const names = await readdir(dirname(path)).catch(() => []);
  const isPart = (name: string): boolean => name.startsWith(`${basename(path)}.`) && name.endsWith('.part');
  for (const name of names.filter(isPart)) await rm(join(dirname(path), name), { force: true });
}

const parseWrite = ({ key, generation, hash, status }: Written): Written => ({
  key,
  generation,
  hash,
  ...(status !== undefined && { status }),
});

function formatLine(text: string): Readonly<Record<string, unknown>> & { readonly chain?: string } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
