import { Box, type Choice, type Constraints, holdEverywhere, type Inequality, settle } from './reader-solver.ts';

/** A part of a system that shares no open variable with the rest; its variables are numbered from 0. */
export interface Part {
  readonly constraints: Constraints;
  /** The number that each of the part's variables has in the entire system. */
  readonly variables: readonly number[];
}

/**
 * Splits a system: narrows it once, omits what is certain then, and groups connected variables. If the system is known
 * to have a solution, a question about one variable only needs that variable's part.
 * @returns null if there is no solution; variables with one possible value are in no part
 */
export function splitSystem(system: Constraints): Part[] | null {
  const box = Box.of(system);
  if (!settle(box, system.inequalities, undefined)) return null;
  const open = system.inequalities.filter((inequality) => box.lowest(inequality) < inequality.atLeast);
  const choices = system.choices.filter((choice) => !choice.some((alternative) => holdEverywhere(box, alternative)));
  const groups = new Groups(system.bounds.map((_, variable) => variable).filter((variable) => box.isFree(variable)));
  for (const { terms } of open) groups.join(terms);
  for (const choice of choices) groups.join(choiceTerms(choice));
  return groups.all().map((variables) => {
    const places = new Map(variables.map((variable, place) => [variable, place]));
    const isInPart = (terms: Inequality['terms']): boolean => terms.some(([variable]) => places.has(variable));
    const renumber = ({ terms, atLeast }: Inequality): Inequality => {
      const settled = terms
        .filter(([variable]) => !places.has(variable))
        .reduce((sum, [variable, factor]) => sum + factor * box.from(variable), 0);
      return {
        terms: terms.flatMap(([variable, factor]) => {
          const place = places.get(variable);
          return place === undefined ? [] : [[place, factor] as const];
        }),
        atLeast: atLeast - settled,
      };
    };
    const constraints: Constraints = {
      bounds: variables.map((variable) => [box.from(variable), box.to(variable)]),
      inequalities: open.filter(({ terms }) => isInPart(terms)).map(renumber),
      choices: choices
        .filter((choice) => isInPart(choiceTerms(choice)))
        .map((choice) => choice.map((all) => all.map(renumber))),
    };
    return { constraints, variables };
  });
}

const choiceTerms = (choice: Choice): Inequality['terms'] => choice.flat().flatMap(({ terms }) => terms);

/** Connected variables, by union-find; variables not given to the constructor are settled and connect nothing. */
class Groups {
  readonly #parent: Map<number, number>;

  constructor(variables: readonly number[]) {
    this.#parent = new Map(variables.map((variable) => [variable, variable]));
  }

  join(terms: Inequality['terms']): void {
    const [first, ...others] = terms.map(([variable]) => variable).filter((variable) => this.#parent.has(variable));
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
