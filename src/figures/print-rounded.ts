import type { CountedCell, CountedFigure, PrintedCell, PrintedFigure, TiedCells } from '../domain/figure.ts';
import { isSeries } from '../domain/time-series.ts';
import { classOf, codePosition } from './print-figure.ts';
import { percentShare, roundCount } from './rounding.ts';

/** What is hidden in rounded figures, because a small number could be derived from the rest. */
export class RoundingPlan {
  readonly base: number;
  readonly #hidden = new Set<string>();
  readonly #withheld = new Set<string>();

  constructor(base: number) {
    this.base = base;
  }

  hide({ id }: CountedFigure, key: string): void {
    this.#hidden.add(JSON.stringify([id, key]));
  }

  withhold({ id }: CountedFigure): void {
    this.#withheld.add(id);
  }

  isHidden({ id }: CountedFigure, { key, count }: CountedCell): boolean {
    return count > 0 && this.#hidden.has(JSON.stringify([id, key]));
  }

  isWithheld({ id }: CountedFigure): boolean {
    return this.#withheld.has(id);
  }

  round(count: number): number | null {
    return roundCount(count, this.base);
  }
}

/**
 * Prints a figure with every number rounded independently: counts, totals, known places. Shares, the order of cells and
 * a map's classes use the rounded numbers. 1..base-1 prints as "fewer than".
 */
export function printRounded(figure: CountedFigure, plan: RoundingPlan): PrintedFigure {
  const { id, counts, by, cross, multi } = figure;
  const withheld = plan.isWithheld(figure);
  const { cells, tied } = withheld ? { cells: [], tied: null } : listCells(figure, plan);
  return {
    ...{ id, counts, ...(by && { by }), ...(cross && { cross }), multi },
    total: plan.round(figure.total),
    ...(figure.known !== undefined && { known: withheld ? null : plan.round(figure.known) }),
    cells: cells.map((cell) => printCell(figure, cell, plan)),
    ...(tied && { tied }),
    ...(withheld && { withheld }),
    rounded: plan.base,
  };
}

const roundedOr0 = ({ count }: CountedCell, plan: RoundingPlan): number => plan.round(count) ?? 0;

/**
 * Returns the cells of a figure in an order that reveals no more than rounded numbers do; a list has only those of the
 * base or more.
 */
function listCells(
  figure: CountedFigure,
  plan: RoundingPlan,
): { readonly cells: readonly CountedCell[]; readonly tied: TiedCells | null } {
  const cells = orderCells(figure, plan);
  if (figure.print.as !== 'top') return { cells, tied: null };
  const { limit } = figure.print;
  const printed = cells.filter((cell) => roundedOr0(cell, plan) > 0 && !plan.isHidden(figure, cell));
  const [last, cut] = [limit - 1, limit].map((index) => (printed[index] ? roundedOr0(printed[index], plan) : null));
  if (cut === null || cut === undefined || cut !== last) return { cells: printed.slice(0, limit), tied: null };
  const count = printed.filter((cell) => roundedOr0(cell, plan) === cut).length;
  const tied = { cells: count, count: cut, ...roundedShare(figure, cut, plan) };
  return { cells: printed.filter((cell) => roundedOr0(cell, plan) > cut), tied };
}

function orderCells(figure: CountedFigure, plan: RoundingPlan): readonly CountedCell[] {
  if (isSeries(figure.by) || figure.cross) return figure.cells;
  const position = codePosition(figure);
  const isPublic = figure.print.as === 'counts' && !figure.multi;
  const value = (cell: CountedCell): number => {
    if (isPublic) return 0;
    return figure.print.as === 'classes' ? roundedClass(figure, cell, plan).from : roundedOr0(cell, plan);
  };
  const rank = (cell: CountedCell): number => (plan.isHidden(figure, cell) ? 1 : 0);
  return figure.cells.toSorted((a, b) => rank(a) - rank(b) || value(b) - value(a) || position(a) - position(b));
}

const roundedClass = (figure: CountedFigure, cell: CountedCell, plan: RoundingPlan) =>
  classOf(figure, plan.round(cell.count) ?? cell.count);

const roundedShare = ({ shares, total }: CountedFigure, count: number, plan: RoundingPlan) => {
  const all = plan.round(total);
  return shares && all !== null ? { share: percentShare(count, all) } : {};
};

function printCell(figure: CountedFigure, cell: CountedCell, plan: RoundingPlan): PrintedCell {
  const { key, from, to } = cell;
  const part = { ...(from && { from }), ...(to && { to }) };
  const share = figure.shares && plan.round(figure.total) !== null ? { share: null } : {};
  if (plan.isHidden(figure, cell)) return { key, count: null, ...share, suppressed: true, ...part };
  if (figure.print.as === 'classes') return { key, class: roundedClass(figure, cell, plan) };
  const count = plan.round(cell.count);
  if (count === null) return { key, count, ...share, fewerThan: plan.base, ...part };
  return { key, count, ...roundedShare(figure, count, plan), ...part };
}
