import type { ActivityEntry, ActivityHead } from '../../domain/activity.ts';
import { hashOf } from '../../domain/activity.ts';
import type { Effects } from '../../domain/effects.ts';

export interface VerifyActivityEffects {
  readonly activity: Pick<Effects['activity'], 'newest' | 'all' | 'head'>;
}

/**
 * Verifies the activity log: every entry has the hash that it was written with, and the hash of the entry before; none
 * is missing, moved or added; the newest one is the one that is recorded apart.
 * @returns how many entries there are, and the differences in words
 */
export async function verifyActivity({ activity }: VerifyActivityEffects): Promise<{
  readonly entries: number;
  readonly differences: readonly string[];
}> {
  const head = await activity.head(); // first: entries that are appended meanwhile are at most missing from it
  const differences: string[] = [];
  const chain = new Chain(head, differences);
  for await (const entry of activity.all()) chain.add(entry);
  // last, because it writes an entry that a killed process did not; that entry follows all others
  const newest = await activity.newest();
  if (newest && newest.sequence === chain.last + 1 && newest.previous === chain.hash) chain.add(newest);
  return { entries: chain.entries, differences: [...differences, ...chain.differencesAtEnd(newest)] };
}

class Chain {
  readonly #head: ActivityHead | null;
  readonly #differences: string[];
  entries = 0;
  last = 0;
  hash = '';

  constructor(head: ActivityHead | null, differences: string[]) {
    this.#head = head;
    this.#differences = differences;
  }

  add(entry: ActivityEntry): void {
    const name = `activity, entry ${entry.sequence}`;
    if (entry.sequence !== this.last + 1)
      this.#differences.push(`activity: ${missing(this.last + 1, entry.sequence - 1)}`);
    else if (entry.previous !== this.hash) this.#differences.push(`${name}: does not follow the entry before it`);
    if (entry.hash !== hashOf(entry)) this.#differences.push(`${name}: was changed after it was recorded`);
    if (entry.sequence === this.#head?.sequence && entry.hash !== this.#head.hash)
      this.#differences.push(`${name}: is not the entry that is recorded apart from the table`);
    this.entries++;
    this.last = entry.sequence;
    this.hash = entry.hash;
  }

  differencesAtEnd(newest: ActivityEntry | null): string[] {
    const recorded = Math.max(newest?.sequence ?? 0, this.#head?.sequence ?? 0);
    if (recorded > this.last) return [`activity: ${missing(this.last + 1, recorded)}`];
    if (this.last > 0 && newest?.hash !== this.hash)
      return [`activity, entry ${this.last}: is not the newest entry that is recorded`];
    return [];
  }
}

const missing = (first: number, last: number): string =>
  first >= last ? `entry ${first} is missing` : `entries ${first} to ${last} are missing`;
