import { crossSums } from '../domain/cross.ts';
import type { PrintedCell, PrintedFigure } from '../domain/figure.ts';
import { type Choice, type Constraints, type Inequality, sumAtLeast } from './reader-solver.ts';
import { cellName, knownName, type PublicFigure, Variables } from './reader-variables.ts';
import { possibleClassValues, possibleValues, type Values } from './rounding.ts';

/**
 * The reader's knowledge. `stated` is the list in figures.md. `thorough` adds conclusions from the rules beyond that
 * list: a multi-valued figure with marks has a cell below k, a hidden total that no hidden cell explains is below k, a
 * hidden `known` or its complement is below k, and a map that names every place has at least `known` mentions.
 */
export type Knowledge = 'stated' | 'thorough';

/**
 * One number that is not printed: a marked or withheld cell, one below a list's end, one in a class, a total, a known.
 */
export interface HiddenQuantity {
  readonly figure: string;
  readonly part: 'total' | 'known' | 'cell';
  readonly cell?: string;
  readonly shown: 'mark' | 'withheld' | 'unlisted' | 'class';
  readonly variable: number;
}

export interface Model {
  readonly constraints: Constraints;
  readonly hidden: readonly HiddenQuantity[];
  readonly variables: Variables;
}

/** A sum of terms is 1..k-1. */
const small = (terms: Inequality['terms'], k: number): Inequality[] => [
  { terms, atLeast: 1 },
  { terms: terms.map(([variable, factor]) => [variable, -factor]), atLeast: 1 - k },
];

/**
 * The constraints of a share: 100 * count / total, rounded half up, is `share`; linear in both for a total above zero.
 */
function shareInequalities(count: number, total: number, share: number): Inequality[] {
  return [
    {
      terms: [
        [count, 200],
        [total, 1 - 2 * share],
      ],
      atLeast: 0,
    },
    {
      terms: [
        [count, -200],
        [total, 2 * share + 1],
      ],
      atLeast: 1,
    },
  ];
}

/** Returns how many records may have a known place. */
function knownValues({ known = null, rounded }: PrintedFigure, isEntirelyHidden: boolean): Values {
  if (known !== null) return possibleValues(known, rounded);
  return [isEntirelyHidden ? 0 : 1, rounded === undefined || isEntirelyHidden ? Infinity : rounded - 1];
}

/** Builds the reader's constraints figure by figure. */
class Reader {
  readonly hidden: HiddenQuantity[] = [];
  readonly inequalities: Inequality[] = [];
  readonly choices: Choice[] = [];
  readonly variables: Variables;
  readonly #k: number;
  readonly #knowledge: Knowledge;

  constructor(variables: Variables, k: number, knowledge: Knowledge) {
    this.variables = variables;
    this.#k = k;
    this.#knowledge = knowledge;
  }

  read(figure: PublicFigure, printed: PrintedFigure): void {
    const total = this.#total(figure, printed);
    const cells = figure.keys.map((key) => this.#cell(figure, printed, key));
    const known = figure.hasKnown ? this.#known(figure, printed, total) : undefined;
    if (figure.cross === undefined) this.#addSums(figure, cells, total, known);
    else this.#addCrossSums(figure, total);
    this.#addShares(figure, printed, total);
    this.#addMarkRule(figure, printed, total, known);
  }

  #total({ id, universe }: PublicFigure, { total, rounded }: PrintedFigure): number {
    if (total !== null) return this.variables.within(`total ${universe}`, ...possibleValues(total, rounded));
    const variable = this.variables.within(`total ${universe}`, 1, rounded === undefined ? undefined : rounded - 1);
    this.hidden.push({ figure: id, part: 'total', shown: 'mark', variable });
    return variable;
  }

  #known({ id }: PublicFigure, printed: PrintedFigure, total: number): number {
    const known = printed.known ?? null;
    // a map that is hidden or withheld entirely also hides how many records have a known place, even none
    const isEntirelyHidden = (printed.total === null && printed.rounded === undefined) || printed.withheld === true;
    const [low, high] = knownValues(printed, isEntirelyHidden);
    const variable = this.variables.within(knownName(id), low, high);
    this.inequalities.push(sumAtLeast([total], [variable]));
    if (known !== null) return variable;
    this.hidden.push({ figure: id, part: 'known', shown: 'mark', variable });
    if (this.#knowledge === 'thorough' && !isEntirelyHidden && printed.rounded === undefined)
      this.choices.push(this.#fewPlaces(total, variable));
    return variable;
  }

  #cell(figure: PublicFigure, printed: PrintedFigure, key: string): number {
    const name = cellName(figure.id, key);
    const cell = printed.cells.find((printedCell) => printedCell.key === key);
    if (!cell) return this.#absentCell(figure, printed, key);
    if (typeof cell.count === 'number')
      return this.variables.within(name, ...possibleValues(cell.count, printed.rounded));
    const [low, high] = cell.class
      ? possibleClassValues(cell.class, printed.rounded)
      : [1, (cell.fewerThan ?? Infinity) - 1];
    const variable = this.variables.within(name, low, high);
    this.hidden.push({ figure: figure.id, part: 'cell', shown: cell.class ? 'class' : 'mark', variable, cell: key });
    return variable;
  }

  /**
   * A cell that the page omits: below the end of a full list, or of one that ends with a tie, no count is above the
   * last.
   */
  #absentCell({ id, print }: PublicFigure, { cells, tied, rounded }: PrintedFigure, key: string): number {
    const full = print.as === 'top' && cells.length >= print.limit;
    const last = tied?.count ?? (full ? Math.min(...cells.map(({ count }) => count ?? Infinity)) : Infinity);
    const variable = this.variables.within(
      cellName(id, key),
      0,
      last === Infinity ? last : possibleValues(last, rounded)[1],
    );
    const shown = print.as === 'top' ? 'unlisted' : 'withheld';
    this.hidden.push({ figure: id, part: 'cell', shown, variable, cell: key });
    return variable;
  }

  #addSums(figure: PublicFigure, cells: readonly number[], total: number, known: number | undefined): void {
    const { multi, print, oneEach } = figure;
    if (!multi && cells.length > 0) {
      this.inequalities.push(sumAtLeast([total], cells));
      if (print.as !== 'top') this.inequalities.push(sumAtLeast(cells, [total]));
    }
    if (!multi) return;
    for (const cell of cells) this.inequalities.push(sumAtLeast([known ?? total], [cell]));
    if (oneEach) this.inequalities.push(sumAtLeast([known ?? total], cells));
    if (oneEach && known !== undefined) this.inequalities.push(sumAtLeast(cells, [known]));
    const namesAll = print.as === 'classes' && this.#knowledge === 'thorough';
    if (known !== undefined && namesAll) this.inequalities.push(sumAtLeast(cells, [known]));
  }

  #addCrossSums({ id, keys }: PublicFigure, total: number): void {
    const cell = (key: string): number => this.variables.get(cellName(id, key));
    for (const { whole, parts } of crossSums(keys)) {
      const sum = whole === null ? total : cell(whole);
      this.inequalities.push(sumAtLeast([sum], parts.map(cell)), sumAtLeast(parts.map(cell), [sum]));
    }
  }

  #addShares({ id }: PublicFigure, { cells, total: shown, rounded }: PrintedFigure, total: number): void {
    if (shown === 0 || rounded !== undefined) return; // if the total is 0, every share is 0; shares of rounded numbers follow from these
    for (const { key, share } of cells) {
      if (typeof share !== 'number') continue;
      this.inequalities.push(...shareInequalities(this.variables.get(cellName(id, key)), total, share));
    }
  }

  #addMarkRule(
    { id, multi, print }: PublicFigure,
    { total, rounded }: PrintedFigure,
    all: number,
    known?: number,
  ): void {
    if (rounded !== undefined) return; // next to rounded numbers, a mark may hide any of them
    const marked = this.hidden.filter(
      ({ figure, part, shown }) => figure === id && part === 'cell' && (shown === 'mark' || shown === 'withheld'),
    );
    if (marked.length === 0 || total === null || print.as === 'top') return;
    if (multi && this.#knowledge === 'stated') return;
    const reasons = marked.map(({ variable }) => small([[variable, 1]], this.#k));
    if (known !== undefined) reasons.push(...this.#fewPlaces(all, known));
    this.choices.push(reasons);
  }

  /** The reasons for a map to hide how many records have a known place: they, or those without one, are below k. */
  #fewPlaces(total: number, known: number): Inequality[][] {
    const without: Inequality['terms'] = [
      [total, 1],
      [known, -1],
    ];
    return [small([[known, 1]], this.#k), small(without, this.#k)];
  }
}

/**
 * Returns a bound above any that printed numbers can put on a hidden one, so that "unbounded" is never mistaken for
 * "pinned".
 */
function safeUpperBound(printed: readonly PrintedFigure[], k: number): number {
  const bound = ({ count, class: within }: PrintedCell): number =>
    (count ?? 0) + (within?.from ?? 0) + (within?.to ?? 0) + 2 * k;
  const cells = printed.flatMap((figure) => figure.cells).reduce((all, cell) => all + bound(cell), 0);
  return printed.reduce((all, { total, known }) => all + (total ?? 0) + (known ?? 0) + 2 * k, cells) + k;
}

/** A total that is hidden although no cell elsewhere is the same number was hidden because it is below k. */
function unexplainedTotals(structure: readonly PublicFigure[], printed: readonly PrintedFigure[]): PublicFigure[] {
  const linked = new Set(structure.filter(({ partOf }) => partOf).map(({ universe }) => universe));
  return structure.filter(
    ({ id, universe }) =>
      !linked.has(universe) &&
      printed.some((figure) => figure.id === id && figure.total === null && figure.rounded === undefined),
  );
}

/** A page as a reader sees it, and what they know about how it was made. */
export interface ReadPage {
  readonly printed: readonly PrintedFigure[];
  readonly structure: readonly PublicFigure[];
  /** The threshold. */
  readonly k: number;
  readonly knowledge: Knowledge;
  /** A bound of otherwise unbounded numbers; by default one that the printed numbers cannot exceed. */
  readonly cap?: number | undefined;
}

/** Builds the constraints that a reader of a page knows, and the hidden numbers. */
export function readerModel({ printed, structure, k, knowledge, cap = safeUpperBound(printed, k) }: ReadPage): Model {
  const variables = new Variables(structure, cap);
  const reader = new Reader(variables, k, knowledge);
  for (const figure of structure) {
    const shown = printed.find(({ id }) => id === figure.id);
    if (shown) reader.read(figure, shown);
  }
  if (knowledge === 'thorough') {
    for (const { universe } of unexplainedTotals(structure, printed)) variables.within(`total ${universe}`, 1, k - 1);
  }
  const { inequalities, choices, hidden } = reader;
  return { constraints: { bounds: variables.bounds, inequalities, choices }, hidden, variables };
}
