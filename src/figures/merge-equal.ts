import type { Choice, Constraints, Inequality } from './reader-solver.ts';

/** A system in which variables that are known to be equal are one. */
export interface MergedSystem {
  readonly constraints: Constraints;
  /** The number of each variable of the system in the merged one. */
  readonly places: readonly number[];
}

/**
 * Makes one variable of those that two inequalities say are equal, and removes inequalities that are said twice: the
 * system has the same solutions. Pages of many editions say most numbers again.
 */
export function mergeEqual({ bounds, inequalities, choices }: Constraints): MergedSystem {
  const roots = equalRoots(bounds.length, inequalities);
  const places: number[] = [];
  const merged: [low: number, high: number][] = [];
  for (const [variable, [low, high]] of bounds.entries()) {
    const root = roots[variable] ?? variable;
    const place = root === variable ? merged.push([low, high]) - 1 : (places[root] ?? 0);
    places.push(place);
    const own = merged[place];
    if (own) merged[place] = [Math.max(own[0], low), Math.min(own[1], high)];
  }
  const rename = (inequality: Inequality): Inequality => renamed(inequality, places);
  const constraints = {
    bounds: merged,
    inequalities: distinct(inequalities.map(rename)),
    choices: choices.map((choice): Choice => choice.map((all) => all.map(rename))),
  };
  return { constraints, places };
}

/** Returns the first of the variables that are equal to each variable. */
function equalRoots(count: number, inequalities: readonly Inequality[]): number[] {
  const parent = Array.from({ length: count }, (_, variable) => variable);
  const rootOf = (variable: number): number => {
    let root = variable;
    while (parent[root] !== root) root = parent[root] ?? root;
    for (let next = variable; next !== root; ) {
      const after = parent[next] ?? root;
      parent[next] = root;
      next = after;
    }
    return root;
  };
  const seen = new Set<string>();
  for (const inequality of inequalities) {
    const difference = asDifference(inequality);
    if (!difference) continue;
    const [larger, smaller] = difference;
    seen.add(`${larger} ${smaller}`);
    if (!seen.has(`${smaller} ${larger}`)) continue;
    const [a, b] = [rootOf(larger), rootOf(smaller)];
    parent[Math.max(a, b)] = Math.min(a, b);
  }
  return parent.map((_, variable) => rootOf(variable));
}

/** Returns the variables of "the first is at least the second"; null for another inequality. */
function asDifference({ terms, atLeast }: Inequality): readonly [number, number] | null {
  const [first, second, ...others] = terms;
  if (!first || !second || others.length > 0 || atLeast !== 0 || first[0] === second[0]) return null;
  if (first[1] === 1 && second[1] === -1) return [first[0], second[0]];
  return first[1] === -1 && second[1] === 1 ? [second[0], first[0]] : null;
}

function renamed({ terms, atLeast }: Inequality, places: readonly number[]): Inequality {
  const factors = new Map<number, number>();
  for (const [variable, factor] of terms) {
    const place = places[variable] ?? 0;
    factors.set(place, (factors.get(place) ?? 0) + factor);
  }
  return { terms: [...factors].filter(([, factor]) => factor !== 0), atLeast };
}

/** Removes inequalities about no variable, which are true of every true system, and those that are said before. */
function distinct(inequalities: readonly Inequality[]): Inequality[] {
  const seen = new Set<string>();
  return inequalities.filter(({ terms, atLeast }) => {
    const key = `${atLeast} ${terms
      .toSorted(([a], [b]) => a - b)
      .flat()
      .join(' ')}`;
    if (terms.length === 0 || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
