import { crossKey } from '../domain/cross.ts';
import type { CountedFigure } from '../domain/figure.ts';

/** What is public about a figure besides its numbers: the sheet's definition and the code lists. */
export interface PublicFigure
  extends Pick<CountedFigure, 'id' | 'by' | 'cross' | 'multi' | 'print' | 'oneEach' | 'universe' | 'partOf'> {
  readonly keys: readonly string[];
  readonly hasKnown: boolean;
}

/** Returns the definition of figures without numbers. */
export function publicStructure(figures: readonly CountedFigure[]): PublicFigure[] {
  return figures.map(({ id, by, cross, multi, print, oneEach, universe, partOf, cells, known }) => ({
    ...{ id, multi, print, universe, hasKnown: known !== undefined },
    ...(by ? { by } : {}),
    ...(cross ? { cross } : {}),
    ...(oneEach ? { oneEach } : {}),
    ...(partOf ? { partOf } : {}),
    keys: cells.map(({ key }) => key),
  }));
}

export const cellName = (figure: string, cell: string): string => `cell ${figure} ${cell}`;
export const knownName = (figure: string): string => `known ${figure}`;

/** A total of a row or column of a cross, and the cell of another figure that is the same number. */
interface SameTotal {
  readonly margin: string;
  readonly id: string;
  readonly key: string;
}

/** Lists the cells of other figures of the same people that a cross has as totals of its rows and columns. */
export function sameTotals<Figure extends Pick<PublicFigure, 'id' | 'by' | 'cross' | 'universe'>>(
  cross: Figure,
  others: readonly (Figure & { readonly keys: readonly string[] })[],
): SameTotal[] {
  return others
    .filter((other) => other.cross === undefined && other.universe === cross.universe)
    .flatMap(({ id, by, keys }) => {
      if (by === undefined || (by !== cross.by && by !== cross.cross)) return [];
      const marginOf = (key: string): string =>
        crossKey(by === cross.by ? { row: key, column: '' } : { row: '', column: key });
      return keys.map((key) => ({ margin: marginOf(key), id, key }));
    });
}

/** Gives equal numbers one variable: totals of rows and columns and cells of other figures, totals of one universe, a cell and the figure that is part of it. */
export class Variables {
  readonly bounds: [low: number, high: number][] = [];
  readonly #byName = new Map<string, number>();
  readonly #sameAs = new Map<string, string>();
  /** The bound of numbers that nothing else bounds. */
  readonly cap: number;

  constructor(structure: readonly PublicFigure[], cap: number) {
    this.cap = cap;
    for (const { universe, partOf } of structure) {
      const parent = structure.find(({ id, keys }) => id === partOf?.figure && keys.includes(partOf.cell));
      if (!partOf || !parent) continue;
      const [own, other] = [this.#root(`total ${universe}`), this.#root(cellName(partOf.figure, partOf.cell))];
      if (own !== other) this.#sameAs.set(own, other);
    }
    for (const figure of structure.filter(({ cross }) => cross !== undefined))
      for (const { margin, id, key } of sameTotals(figure, structure))
        this.#sameAs.set(cellName(id, key), cellName(figure.id, margin));
  }

  get(name: string): number {
    const root = this.#root(name);
    const existing = this.#byName.get(root);
    if (existing !== undefined) return existing;
    this.#byName.set(root, this.bounds.length);
    this.bounds.push([0, this.cap]);
    return this.bounds.length - 1;
  }

  /** Narrows the possible values of a number and returns its variable. */
  within(name: string, low: number, high = this.cap): number {
    const variable = this.get(name);
    const [from, to] = this.bounds[variable] ?? [0, this.cap];
    this.bounds[variable] = [Math.max(from, low), Math.min(to, high)];
    return variable;
  }

  #root(name: string): string {
    const next = this.#sameAs.get(name);
    return next === undefined ? name : this.#root(next);
  }
}
