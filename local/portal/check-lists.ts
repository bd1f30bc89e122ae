import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ProblemLine } from '../../src/domain/problem.ts';
import type { CheckAsked } from '../../src/portal/portal-options.ts';
import { makeScratch, type Scratch } from '../state/scratch.ts';

/** How long a list exists, in milliseconds. */
const LIST_MS = 60 * 60_000;

/** The most lists at a time; the oldest is removed for a new one. */
const MOST_LISTS = 200;

type Owner = Omit<CheckAsked, 'check'>;

interface StoredList {
  readonly owner: Owner;
  readonly path: string;
  readonly until: number;
}

/**
 * The lists of problems of recent checks, without values, in a private temporary folder. A list belongs to the person
 * who made the check.
 */
export class CheckLists {
  readonly #scratch: Scratch;
  readonly #now: () => number;
  readonly #lists = new Map<string, StoredList>();

  private constructor(scratch: Scratch, now: () => number) {
    this.#scratch = scratch;
    this.#now = now;
  }

  static async open(now = Date.now): Promise<CheckLists> {
    return new CheckLists(await makeScratch(), now);
  }

  /** A private folder, which is removed at the latest when the program ends. */
  get folder(): string {
    return this.#scratch.folder;
  }

  /** Stores a list and returns its id. */
  async add(owner: Owner, lines: AsyncIterable<ProblemLine>): Promise<string> {
    const id = randomUUID().replaceAll('-', '');
    const path = join(this.#scratch.folder, id);
    await pipeline(Readable.from(asText(lines)), createWriteStream(path, { mode: 0o600 }));
    this.#lists.set(id, { owner, path, until: this.#now() + LIST_MS });
    await this.#removeOld();
    return id;
  }

  /** Returns the lines of a list; null if this person has no such list. */
  lines({ check, by, hotline, month }: CheckAsked): AsyncIterable<ProblemLine> | null {
    const list = this.#lists.get(check);
    if (!list || list.until <= this.#now()) return null;
    const { owner } = list;
    if (owner.by !== by || owner.hotline !== hotline || owner.month !== month) return null;
    return parsed(list.path);
  }

  async close(): Promise<void> {
    await this.#scratch.remove();
  }

  async #removeOld(): Promise<void> {
    const excess = this.#lists.size - MOST_LISTS;
    const old = [...this.#lists].filter(([, { until }], index) => index < excess || until <= this.#now());
    for (const [id, { path }] of old) {
      this.#lists.delete(id);
      await rm(path, { force: true });
    }
  }
}

async function* asText(lines: AsyncIterable<ProblemLine>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`;
}

async function* parsed(path: string): AsyncGenerator<ProblemLine> {
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY }))
    yield JSON.parse(text);
}
