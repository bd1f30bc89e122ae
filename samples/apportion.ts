import { type Margin, totalOf } from './margins.ts';
import { type Chance, itemAt } from './random.ts';

/** Turns a margin into a deck of cards, one card for every unit: `{a: 2, b: 1}` gives `a a b`. */
export function deckOf(margin: Margin): string[] {
  return Object.entries(margin).flatMap(([key, count]) => Array.from({ length: count }, () => key));
}

/**
 * Returns the deck of a margin, with blank cards appended until it has `size` cards. Throws if the margin is larger.
 */
export function filledDeck(margin: Margin, size: number, blank: string): string[] {
  const missing = size - totalOf(margin);
  if (missing < 0) throw new RangeError(`a deck of ${totalOf(margin)} does not fit ${size}`);
  return [...deckOf(margin), ...Array.from({ length: missing }, () => blank)];
}

/**
 * Deals one card to each holder. Holders take their cards in the order of their leaning (0..1), blurred by chance: with
 * a blur of 0 the order is strict, with a large one it is random. The deck must have as many cards as there are
 * holders.
 */
export function deal<T>(deck: readonly string[], holders: readonly T[], leaning: Leaning<T>, chance: Chance): string[] {
  if (deck.length !== holders.length) throw new RangeError(`${deck.length} cards for ${holders.length} holders`);
  const order = holders
    .map((holder, index) => ({ index, rank: leaning.of(holder) + chance.next() * leaning.blur }))
    .sort((one, other) => one.rank - other.rank || one.index - other.index);
  const dealt: string[] = [];
  order.forEach(({ index }, turn) => {
    dealt[index] = itemAt(deck, turn);
  });
  return dealt;
}

/** The part of the deck (0..1) that a holder's card tends to come from. */
export interface Leaning<T> {
  of(holder: T): number;
  readonly blur: number;
}

/** Deals cards at random. */
export const ANY_CARD: Leaning<unknown> = { of: () => 0, blur: 1 };

/** Splits a total in proportion to weights, by largest remainder; the parts add up to the total exactly. */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((one, other) => one + other, 0);
  const parts = weights.map((weight) => Math.floor((total * weight) / sum));
  const rest = total - parts.reduce((one, other) => one + other, 0);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: ((total * weight) / sum) % 1 }))
    .sort((one, other) => other.remainder - one.remainder || one.index - other.index);
  for (const { index } of byRemainder.slice(0, rest)) parts[index] = itemAt(parts, index) + 1;
  return parts;
}

/** Draws the sizes of groups that add up to a total: many groups of one, some large, a few empty. */
export function groupSizes(total: number, groups: number, chance: Chance): number[] {
  const weights = Array.from({ length: groups }, () => 0.25 + chance.next() ** 4 * 4);
  return apportion(total, weights);
}

/** Takes groups in the given order while their sizes together stay within the limit; skips empty groups. */
export function pickUpTo<T>(candidates: readonly T[], sizeOf: (candidate: T) => number, limit: number): T[] {
  let open = limit;
  return candidates.filter((candidate) => {
    const size = sizeOf(candidate);
    if (size === 0 || size > open) return false;
    open -= size;
    return true;
  });
}

/**
 * Takes groups in the given order whose sizes add up to the target exactly. Throws if this order gives no such groups.
 */
export function pickSum<T>(candidates: readonly T[], sizeOf: (candidate: T) => number, target: number): T[] {
  const taken = pickUpTo(candidates, sizeOf, target);
  const reached = taken.reduce((sum, candidate) => sum + sizeOf(candidate), 0);
  if (reached !== target) throw new RangeError(`groups add up to ${reached}, not to ${target}`);
  return taken;
}
