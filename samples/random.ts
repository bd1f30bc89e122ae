/** Chance with a memory: the same seed gives the same numbers on every machine (mulberry32; whole 32-bit arithmetic). */
export interface Chance {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  /** A whole number from 0 up to, not including, the limit. */
  below(limit: number): number;
  /** Whether something with this probability happens. */
  happens(probability: number): boolean;
  /** One of the items; they must not be empty. */
  pick<T>(items: readonly T[]): T;
  /** The items in another order (Fisher-Yates). */
  shuffle<T>(items: readonly T[]): T[];
}

/** Seeded chance. Parts of the samples that should not disturb one another take a seed each. */
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

/** The item at a place that must exist. */
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
