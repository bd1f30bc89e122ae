/** Seeded chance: the same seed gives the same numbers on every machine (mulberry32, in 32-bit integer arithmetic). */
export interface Chance {
  /** Returns a number from 0 up to, but not including, 1. */
  next(): number;
  /** Returns an integer from 0 up to, but not including, the limit. */
  below(limit: number): number;
  /** Returns true with this probability. */
  happens(probability: number): boolean;
  /** Returns one of the items; there must be at least one. */
  pick<T>(items: readonly T[]): T;
  /** Returns the items in another order (Fisher-Yates). */
  shuffle<T>(items: readonly T[]): T[];
}

/** Returns the chance of a seed. Parts of the samples that must not affect each other use different seeds. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    happens: (probability) => next() < probability,
    pick: (items) => itemAt(items, below(items.length)),
    shuffle: (items) => shuffled(items, below),
  };
}

/** Returns the item at an index that must exist. */
export function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index} among ${items.length}`);
  return item;
}

function shuffled<T>(items: readonly T[], below: (limit: number) => number): T[] {
  const order = items.map((item) => ({ item }));
  for (let last = order.length - 1; last > 0; last--) {
    const other = below(last + 1);
    const kept = itemAt(order, last);
    order[last] = itemAt(order, other);
    order[other] = kept;
  }
  return order.map(({ item }) => item);
}
