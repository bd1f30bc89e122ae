import { Failure } from '../domain/failure.ts';
import type { CountClass, CountedCell, CountedFigure, PrintedCell, PrintedFigure } from '../domain/figure.ts';
import { shareOf } from './share.ts';
import type { SuppressionPlan } from './suppression-plan.ts';

/** "None known": the class of zero, which every map has. */
const NONE: CountClass = { from: 0, to: 0 };

/** The class a map prints for a count; zero is "none known". */
export function classOf(figure: CountedFigure, count: number): CountClass {
  if (figure.print.as !== 'classes' || count === 0) return NONE;
  const found = figure.print.classes.find(({ from, to }) => count >= from && (to === null || count <= to));
  if (!found) throw new Failure('DefinitionInvalid', `figure ${figure.id}: its classes leave out some counts`);
  return found;
}

/** A figure as the plan lets it be printed: the same in every output and language. */
export function printFigure(figure: CountedFigure, plan: SuppressionPlan): PrintedFigure {
  const { id, counts, by, multi } = figure;
  const withheld = plan.isWithheld(figure);
  return {
    id,
    counts,
    ...(by && { by }),
    multi,
    total: plan.totalHidden(figure) ? null : figure.total,
    ...(figure.known !== undefined && { known: plan.knownHidden(figure) ? null : figure.known }),
    cells: withheld ? [] : ordered(figure, listed(figure, plan), plan).map((cell) => printCell(figure, cell, plan)),
    ...(withheld && { withheld }),
  };
}

/** The cells a figure prints: all of them, or of a top list its first ones as far as none is suppressed. */
function listed(figure: CountedFigure, plan: SuppressionPlan): readonly CountedCell[] {
  if (figure.print.as !== 'top') return figure.cells;
  return figure.cells.slice(0, figure.print.limit).filter((cell) => cell.count > 0 && !plan.cellHidden(figure, cell));
}

/**
 * Printed cells in the figure's own order, then suppressed ones in code order. Places of a map stand by class, then in
 * code order, for an order by count would tell more than the class. Months stay in their order.
 */
function ordered(figure: CountedFigure, cells: readonly CountedCell[], plan: SuppressionPlan): readonly CountedCell[] {
  if (figure.by === 'month') return cells;
  const position = codePosition(figure);
  const inCodeOrder = cells.toSorted((a, b) => position(a) - position(b));
  const hidden = inCodeOrder.filter((cell) => plan.cellHidden(figure, cell));
  const shown = (figure.print.as === 'classes' ? inCodeOrder : cells).filter((cell) => !plan.cellHidden(figure, cell));
  if (figure.print.as !== 'classes') return [...shown, ...hidden];
  return [...shown.toSorted((a, b) => classOf(figure, b.count).from - classOf(figure, a.count).from), ...hidden];
}

function codePosition(figure: CountedFigure): (cell: CountedCell) => number {
  const order = figure.codeOrder ?? figure.cells.map(({ key }) => key);
  const positions = new Map(order.map((key, at) => [key, at]));
  return ({ key }) => positions.get(key) ?? order.length;
}

function printCell(figure: CountedFigure, cell: CountedCell, plan: SuppressionPlan): PrintedCell {
  const { key, count } = cell;
  if (figure.print.as === 'classes')
    return plan.cellHidden(figure, cell) ? { key, suppressed: true } : { key, class: classOf(figure, count) };
  if (plan.cellHidden(figure, cell))
    return { key, count: null, ...(figure.shares && { share: null }), suppressed: true };
  const share = figure.shares && !plan.totalHidden(figure) ? { share: shareOf(count, figure.total) } : {};
  return { key, count, ...share };
}
