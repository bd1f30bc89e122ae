import { Box, type Choice, type Constraints, certain, type Inequality, settle } from './reader-solver.ts';

/** Part of a system that shares no open variable with the rest, its variables numbered anew from 0. */
export interface Part {
  readonly constraints: Constraints;
  /** The number that each of the part's variables has in the whole system. */
  readonly variables: readonly number[];
}

/**
 * Takes a system apart: narrows it once, leaves out what is certain then, and groups what hangs together. A question about one
 * variable needs its own part only, when the whole is known to have a solution.
 * @returns null when there is no solution; variables with one value left are in no part
 */
export function partsOf(system: Constraints): Part[] | null {
  const box = Box.of(system);
  if (!settle(box, system.inequalities, undefined)) return null;
  const open = system.inequalities.filter((one) => box.lowest(one) < one.atLeast);
  const choices = system.choices.filter((choice) => !choice.some((alternative) => certain(box, alternative)));
  const groups = new Groups(system.bounds.map((_, at) => at).filter((at) => box.isFree(at)));
  for (const { terms } of open) groups.join(terms);
  for (const choice of choices) groups.join(termsOf(choice));
  return groups.all().map((variables) => {
    const places = new Map(variables.map((at, place) => [at, place]));
    const own = (terms: Inequality['terms']): boolean => terms.some(([at]) => places.has(at));
    const moved = ({ terms, atLeast }: Inequality): Inequality => {
      const settled = terms
        .filter(([at]) => !places.has(at))
        .reduce((sum, [at, factor]) => sum + factor * box.from(at), 0);
      return {
        terms: terms.flatMap(([at, factor]) => {
          const place = places.get(at);
          return place === undefined ? [] : [[place, factor] as const];
        }),
        atLeast: atLeast - settled,
      };
    };
    const constraints: Constraints = {
      bounds: variables.map((at) => [box.from(at), box.to(at)]),
      inequalities: open.filter(({ terms }) => own(terms)).map(moved),
      choices: choices.filter((choice) => own(termsOf(choice))).map((choice) => choice.map((all) => all.map(moved))),
    };
    return { constraints, variables };
  });
}

const termsOf = (choice: Choice): Inequality['terms'] => choice.flat().flatMap(({ terms }) => terms);

/** Variables that hang together, by union-find; variables not given at first are settled and join nothing. */
class Groups {
  readonly #parent: Map<number, number>;

  constructor(variables: readonly number[]) {
    this.#parent = new Map(variables.map((variable) => [variable, variable]));
  }

  join(terms: Inequality['terms']): void {
    const [first, ...others] = terms.map(([at]) => at).filter((at) => this.#parent.has(at));
    if (first === undefined) return;
    for (const other of others) this.#parent.set(this.#root(other), this.#root(first));
  }

  all(): number[][] {
    const groups = new Map<number, number[]>();
    for (const variable of this.#parent.keys()) {
      const root = this.#root(variable);
      groups.set(root, [...(groups.get(root) ?? []), variable]);
    }
    return [...groups.values()];
  }

  #root(variable: number): number {
    let root = variable;
    for (let next = this.#parent.get(root); next !== undefined && next !== root; next = this.#parent.get(root))
      root = next;
    this.#parent.set(variable, root);
    return root;
  }
}
