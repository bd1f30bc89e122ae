import { Failure } from '../domain/failure.ts';
import type {
  CountClass,
  CountedCell,
  CountedFigure,
  PrintedCell,
  PrintedFigure,
  TiedCells,
} from '../domain/figure.ts';
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
  const list = withheld ? NOTHING : listed(figure, plan);
  return {
    id,
    counts,
    ...(by && { by }),
    multi,
    total: plan.totalHidden(figure) ? null : figure.total,
    ...(figure.known !== undefined && { known: plan.knownHidden(figure) ? null : figure.known }),
    cells: ordered(figure, list.cells, plan).map((cell) => printCell(figure, cell, plan)),
    ...(list.tied.length > 0 && { tied: printTied(figure, list.tied) }),
    ...(withheld && { withheld }),
  };
}

/** What a figure lists: cells by name, and those that share one count at the end of a top list too short for all of them. */
interface Listed {
  readonly cells: readonly CountedCell[];
  readonly tied: readonly CountedCell[];
}

const NOTHING: Listed = { cells: [], tied: [] };

/**
 * The cells a figure prints: all of them, or of a top list its first ones as far as none is suppressed. Where the list's end
 * would separate cells of equal counts, it ends before them and says how many they are: code order must not decide whom a page
 * names. Cells of equal counts are all printed or all suppressed, so this tells no more than a longer list would.
 */
function listed(figure: CountedFigure, plan: SuppressionPlan): Listed {
  if (figure.print.as !== 'top') return { cells: figure.cells, tied: [] };
  const { limit } = figure.print;
  const printed = figure.cells.filter((cell) => cell.count > 0 && !plan.cellHidden(figure, cell));
  const cut = printed[limit]?.count;
  if (cut === undefined || cut !== printed[limit - 1]?.count) return { cells: printed.slice(0, limit), tied: [] };
  return { cells: printed.filter(({ count }) => count > cut), tied: printed.filter(({ count }) => count === cut) };
}

function printTied(figure: CountedFigure, tied: readonly CountedCell[]): TiedCells {
  const count = tied[0]?.count ?? 0;
  return { cells: tied.length, count, ...(figure.shares && { share: shareOf(count, figure.total) }) };
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

/** Where a cell stands in its code list. */
export function codePosition(figure: CountedFigure): (cell: CountedCell) => number {
  const order = figure.codeOrder ?? figure.cells.map(({ key }) => key);
  const positions = new Map(order.map((key, at) => [key, at]));
  return ({ key }) => positions.get(key) ?? order.length;
}

function printCell(figure: CountedFigure, cell: CountedCell, plan: SuppressionPlan): PrintedCell {
  const { key, count, from } = cell;
  const start = from && { from };
  if (figure.print.as === 'classes')
    return plan.cellHidden(figure, cell) ? { key, suppressed: true } : { key, class: classOf(figure, count) };
  if (plan.cellHidden(figure, cell))
    return { key, count: null, ...(figure.shares && { share: null }), suppressed: true, ...start };
  const share = figure.shares && !plan.totalHidden(figure) ? { share: shareOf(count, figure.total) } : {};
  return { key, count, ...share, ...start };
}
