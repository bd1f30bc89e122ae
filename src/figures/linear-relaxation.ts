import { type BoundedSum, mergeBounds } from './bounded-sums.ts';
import type { Constraints, Steps } from './reader-solver.ts';

/** Numbers closer than this are equal: coefficients are small integers, so results are far from it. */
const EPSILON = 1e-7;

/** How many pivots one question may take. */
const PIVOTS = 2000;

/** After so many pivots without progress, columns are chosen in their order, so that no state repeats (Bland's rule). */
const PATIENCE = 40;

/** After so many pivots the rows are built again, because rounding errors add up. */
const REFRESH = 500;

/** The work of a pivot, in terms of a search: it is simple arithmetic. */
const ENTRIES_PER_TERM = 8;

/** A basic variable as a combination of the others: it is a constant, less the sum over the columns of entry times value. */
interface Row {
  /** By column; those that are not zero, because most are. */
  readonly entries: Map<number, number>;
  basic: number;
}

/**
 * Answers questions about a system with fractions allowed: the simplex method with bounded variables. What is impossible
 * with fractions is impossible with integers; before it says so, it proves it from the constraints themselves. A
 * solution that happens to have integers only is exact, which the caller checks. Choices are left out.
 *
 * It starts at a known solution. Each question starts where the last one ended, because questions differ only in the
 * variable that they are about.
 */
export class LinearRelaxation {
  readonly #known: readonly number[];
  readonly #sums: readonly BoundedSum[];
  /** The bounds of the variables, then of the sums: each sum is a variable too. */
  readonly #low: number[];
  readonly #high: number[];
  /** The bounds before they were narrowed. */
  readonly #narrowed = new Map<number, readonly [low: number, high: number]>();
  #values: number[] = [];
  #rows: Row[] = [];
  /** The variable of each column. */
  #columns: number[] = [];
  #pivots = 0;

  /** @param known a solution of the system */
  constructor({ bounds, inequalities }: Constraints, known: readonly number[]) {
    this.#known = known;
    this.#sums = mergeBounds(inequalities);
    this.#low = [...bounds.map(([low]) => low), ...this.#sums.map(({ low }) => low)];
    this.#high = [...bounds.map(([, high]) => high), ...this.#sums.map(({ high }) => high)];
    this.#build();
  }

  #build(): void {
    const variables = this.#known.length;
    const sumOf = ({ terms }: BoundedSum): number =>
      terms.reduce((sum, [variable, factor]) => sum + factor * (this.#known[variable] ?? 0), 0);
    this.#values = [...this.#known, ...this.#sums.map(sumOf)];
    this.#columns = this.#known.map((_, variable) => variable);
    this.#rows = this.#sums.map(({ terms }, index) => {
      const entries = new Map<number, number>();
      for (const [variable, factor] of terms) add(entries, variable, -factor);
      return { entries, basic: variables + index };
    });
    this.#pivots = 0;
  }

  /**
   * Looks for a solution in which a variable is within bounds.
   * @returns 'impossible', 'undecided' after too many pivots, or 'found': `values` is one, possibly with fractions
   */
  find(variable: number, from: number, to: number, steps: Steps): 'impossible' | 'undecided' | 'found' {
    if (from > to || from > this.#highest(variable) || to < this.#lowest(variable)) return 'impossible';
    if (this.#pivots > REFRESH && this.#narrowed.size === 0) this.#build();
    return this.#move(variable, from, to, steps);
  }

  #move(variable: number, from: number, to: number, steps: Steps): 'impossible' | 'undecided' | 'found' {
    let patience = PATIENCE;
    for (const last = this.#pivots + PIVOTS; this.#pivots < last && steps.remaining > 0; ) {
      const missing = this.#missing(variable, from, to);
      if (missing === 0) return 'found';
      const move = this.#improving(variable, Math.sign(missing), patience <= 0);
      if (!move) return this.#isProven(variable, missing) ? 'impossible' : 'undecided';
      // as far as the bounds allow, not only as far as needed: solutions at bounds mostly have integers only
      const moved = this.#follow(move, Math.abs((missing > 0 ? to : from) - this.#value(variable)), steps);
      patience = moved > EPSILON ? PATIENCE : patience - 1;
    }
    return 'undecided';
  }

  /** Returns what has to be added to a variable so that it is within bounds. */
  #missing(variable: number, from: number, to: number): number {
    const value = this.#value(variable);
    const missing = Math.min(to, Math.max(from, value)) - value;
    return Math.abs(missing) < EPSILON ? 0 : missing;
  }

  /** Narrows the bounds of a variable, whose value must be within them, until `widen`. */
  narrow(variable: number, from: number, to: number): void {
    const before = [this.#lowest(variable), this.#highest(variable)] as const;
    if (!this.#narrowed.has(variable)) this.#narrowed.set(variable, before);
    this.#low[variable] = Math.max(before[0], from);
    this.#high[variable] = Math.min(before[1], to);
  }

  widen(): void {
    for (const [variable, [low, high]] of this.#narrowed) {
      this.#low[variable] = low;
      this.#high[variable] = high;
    }
    this.#narrowed.clear();
  }

  /** The values of the variables: a solution, possibly with fractions. */
  get values(): readonly number[] {
    return this.#values.slice(0, this.#known.length);
  }

  #value(variable: number): number {
    return this.#values[variable] ?? 0;
  }

  #lowest(variable: number): number {
    return this.#low[variable] ?? 0;
  }

  #highest(variable: number): number {
    return this.#high[variable] ?? 0;
  }

  #room(variable: number, sign: number): number {
    return sign > 0 ? this.#highest(variable) - this.#value(variable) : this.#value(variable) - this.#lowest(variable);
  }

  /**
   * Whether so much cannot be added to a variable. A sum and its terms are equal, so any multiple of their difference can
   * be added to the variable without changing it. With the multiples of its row, the bounds of all others limit it. This
   * holds for any multiples, so rounding errors in the row do not make it wrong.
   */
  #isProven(variable: number, missing: number): boolean {
    const direction = Math.sign(missing);
    const row = this.#rows.find(({ basic }) => basic === variable);
    if (!row) return false;
    const factors = new Float64Array(this.#known.length);
    factors[variable] = 1;
    let most = 0;
    for (const [column, entry] of row.entries) {
      const index = (this.#columns[column] ?? 0) - this.#known.length;
      if (index < 0 || Math.abs(entry) < EPSILON) continue;
      for (const [term, factor] of this.#sums[index]?.terms ?? [])
        factors[term] = (factors[term] ?? 0) + entry * factor;
      most += this.#farthest(this.#known.length + index, -entry * direction);
    }
    for (const [term, factor] of factors.entries())
      if (Math.abs(factor) > EPSILON * EPSILON) most += this.#farthest(term, factor * direction);
    return most < (this.#value(variable) + missing) * direction - 0.001;
  }

  /** Returns the largest value of a variable times a factor. */
  #farthest(variable: number, factor: number): number {
    return factor * (factor > 0 ? this.#highest(variable) : this.#lowest(variable));
  }

  /** Returns a column that moves a variable in a direction, and has room to move: the fastest one, or the first one. */
  #improving(variable: number, direction: number, inOrder: boolean): Move | null {
    const own = this.#columns.indexOf(variable);
    if (own >= 0) return { column: own, sign: direction, rate: 1 };
    const row = this.#rows.find(({ basic }) => basic === variable);
    const moves = [...(row?.entries ?? [])].flatMap(([column, entry]): Move[] => {
      if (Math.abs(entry) < EPSILON) return [];
      const sign = entry < 0 ? direction : -direction;
      return this.#room(this.#columns[column] ?? 0, sign) < EPSILON ? [] : [{ column, sign, rate: Math.abs(entry) }];
    });
    const [first, ...others] = moves;
    if (!first) return null;
    const isFaster = (move: Move, best: Move): boolean => move.rate > best.rate + EPSILON;
    const isEarlier = (move: Move, best: Move): boolean =>
      (this.#columns[move.column] ?? 0) < (this.#columns[best.column] ?? 0);
    const isBetter = inOrder ? isEarlier : isFaster;
    return others.reduce((best, move) => (isBetter(move, best) ? move : best), first);
  }

  /** Moves a column as far as the bounds of all variables allow; returns how far. The row that stops it takes its place. */
  #follow({ column, sign, rate }: Move, wanted: number, steps: Steps): number {
    const moving = this.#columns[column] ?? 0;
    const { most, stopping } = this.#limit(column, sign, Math.min(this.#room(moving, sign), wanted / rate));
    for (const { basic, entries } of this.#rows)
      this.#values[basic] = this.#value(basic) - (entries.get(column) ?? 0) * sign * most;
    this.#values[moving] = this.#value(moving) + sign * most;
    steps.remaining -= this.#rows.length;
    if (stopping) this.#pivot(stopping, column, steps);
    return most * rate;
  }

  /** Returns how far a column can move, and the row that stops it first; of several, that of the first variable. */
  #limit(column: number, sign: number, room: number): { readonly most: number; readonly stopping: Row | null } {
    let [most, stopping]: [number, Row | null] = [room, null];
    for (const row of this.#rows) {
      const entry = row.entries.get(column) ?? 0;
      if (Math.abs(entry) < EPSILON) continue;
      const own = Math.max(0, this.#room(row.basic, -entry * sign)) / Math.abs(entry);
      const isTie = stopping !== null && Math.abs(own - most) <= EPSILON;
      const isFirst = isTie ? row.basic < (stopping?.basic ?? 0) : own < most - EPSILON;
      if (isFirst) [most, stopping] = [Math.min(most, own), row];
    }
    return { most, stopping };
  }

  /** Makes the variable of a column basic, in the place of a row's. */
  #pivot(row: Row, column: number, steps: Steps): void {
    const own = row.entries;
    const factor = 1 / (own.get(column) ?? 1);
    own.delete(column);
    for (const [place, entry] of own) own.set(place, entry * factor);
    let changed = 0;
    for (const { entries } of this.#rows) {
      const times = entries.get(column);
      if (entries === own || times === undefined) continue;
      for (const [place, entry] of own) add(entries, place, -times * entry);
      entries.set(column, -times * factor);
      changed += own.size;
    }
    own.set(column, factor);
    const entering = this.#columns[column] ?? 0;
    this.#columns[column] = row.basic;
    row.basic = entering;
    this.#pivots++;
    steps.remaining -= Math.ceil(changed / ENTRIES_PER_TERM);
  }
}

/** Adds to an entry of a row; what is left of a zero after rounding is removed. */
function add(entries: Map<number, number>, column: number, value: number): void {
  const sum = (entries.get(column) ?? 0) + value;
  if (Math.abs(sum) < 1e-11) entries.delete(column);
  else entries.set(column, sum);
}

/** A column to move, its direction, and how fast the variable that is asked about moves with it. */
interface Move {
  readonly column: number;
  readonly sign: number;
  readonly rate: number;
}
