import type { PrintedFigure } from '../../src/domain/figure.ts';
import { type HiddenQuantity, type Knowledge, readerModel } from '../../src/figures/reader-model.ts';
import { solve } from '../../src/figures/reader-solver.ts';
import type { PublicFigure } from '../../src/figures/reader-variables.ts';
import { range, twoValued } from './attacker-ranges.ts';

/** A hidden number with its exact minimum and maximum; if nothing bounds it, `max` is the cap. */
export type Interval = Omit<HiddenQuantity, 'variable'> & { readonly min: number; readonly max: number };

/** A hidden number that the reader knows exactly. */
export type Leak = Omit<HiddenQuantity, 'variable'> & { readonly value: number };

export interface Sheet {
  readonly printed: readonly PrintedFigure[];
  readonly structure: readonly PublicFigure[];
  /** Counts of 1..threshold-1 are hidden. */
  readonly threshold: number;
}

const named = ({ variable: _, ...rest }: HiddenQuantity): Omit<HiddenQuantity, 'variable'> => rest;

/**
 * Returns the exact bounds of every hidden number, jointly over all figures; null if the printed figures contradict
 * themselves.
 */
export function attack(sheet: Sheet, knowledge: Knowledge, cap?: number): Interval[] | null {
  const { constraints, hidden } = readerModel({
    printed: sheet.printed,
    structure: sheet.structure,
    k: sheet.threshold,
    knowledge,
    cap,
  });
  const intervals: Interval[] = [];
  for (const quantity of hidden) {
    const found = range(constraints, quantity.variable);
    if (!found) return null;
    intervals.push({ ...named(quantity), ...found });
  }
  return solve(constraints) ? intervals : null;
}

/**
 * Returns the hidden numbers that have only one possible value, and so are not hidden; null if the printed figures
 * contradict themselves. A number without a mark (below a list's end, in a class, in a withheld figure) is not secret
 * if it is at least k, and zero never is.
 */
export function leaks(sheet: Sheet, knowledge: Knowledge): Leak[] | null {
  const { constraints, hidden } = readerModel({
    printed: sheet.printed,
    structure: sheet.structure,
    k: sheet.threshold,
    knowledge,
  });
  const answers = twoValued(
    constraints,
    hidden.map(({ variable }) => variable),
  );
  const solution = solve(constraints);
  if (!answers || !solution) return null;
  return hidden
    .filter(({ variable }) => answers.get(variable) === false)
    .map((quantity) => ({ ...named(quantity), value: solution[quantity.variable]! }))
    .filter(({ shown, value }) => value > 0 && (shown === 'mark' || value < sheet.threshold));
}
