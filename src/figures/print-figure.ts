import { Failure } from '../domain/failure.ts';
import type {
  CountClass,
  CountedCell,
  CountedFigure,
  PrintedCell,
  PrintedFigure,
  TiedCells,
} from '../domain/figure.ts';
import { isSeries } from '../domain/time-series.ts';
import { percentShare } from './rounding.ts';
import type { SuppressionPlan } from './suppression-plan.ts';

/** The class of zero, "none known", which every map has. */
const NONE: CountClass = { from: 0, to: 0 };

/** Returns the class that a map prints for a count; zero is "none known". */
export function classOf(figure: CountedFigure, count: number): CountClass {
  if (figure.print.as !== 'classes' || count === 0) return NONE;
  const match = figure.print.classes.find(({ from, to }) => count >= from && (to === null || count <= to));
  if (!match) throw new Failure('DefinitionInvalid', `figure ${figure.id}: its classes leave out some counts`);
  return match;
}

/** Prints a figure by the plan: the same in every output and language. */
export function printFigure(figure: CountedFigure, plan: SuppressionPlan): PrintedFigure {
  const { id, counts, by, cross, multi } = figure;
  const withheld = plan.isWithheld(figure);
  const list = withheld ? NOTHING : listCells(figure, plan);
  return {
    id,
    counts,
    ...(by && { by }),
    ...(cross && { cross }),
    multi,
    total: plan.totalHidden(figure) ? null : figure.total,
    ...(figure.known !== undefined && { known: plan.knownHidden(figure) ? null : figure.known }),
    cells: orderCells(figure, list.cells, plan).map((cell) => printCell(figure, cell, plan)),
    ...(list.tied.length > 0 && { tied: printTied(figure, list.tied) }),
    ...(withheld && { withheld }),
  };
}

/**
 * The cells that a figure lists: by name, and those of equal count at the end of a top list too short for all of them.
 */
interface CellList {
  readonly cells: readonly CountedCell[];
  readonly tied: readonly CountedCell[];
}

const NOTHING: CellList = { cells: [], tied: [] };

/**
 * Returns the cells that a figure prints: all, or for a top list its first ones that are not suppressed. If the end of
 * the list would separate cells of equal count, the list ends before them and prints how many they are: code order must
 * not decide which cells a page names. Cells of equal count are all printed or all suppressed, so this reveals no more
 * than a longer list would. A list also ends before a cell that another sheet of the family requires to be hidden,
 * because it would not name the largest cells otherwise.
 */
function listCells(figure: CountedFigure, plan: SuppressionPlan): CellList {
  if (figure.print.as !== 'top') return { cells: figure.cells, tied: [] };
  const { limit } = figure.print;
  const end = figure.cells.findIndex((cell) => plan.endsBefore(figure, cell));
  const open = end < 0 ? figure.cells : figure.cells.slice(0, end);
  const printed = open.filter((cell) => cell.count > 0 && !plan.cellHidden(figure, cell));
  const cut = printed[limit]?.count;
  if (cut === undefined || cut !== printed[limit - 1]?.count) return { cells: printed.slice(0, limit), tied: [] };
  return { cells: printed.filter(({ count }) => count > cut), tied: printed.filter(({ count }) => count === cut) };
}

function printTied(figure: CountedFigure, tied: readonly CountedCell[]): TiedCells {
  const count = tied[0]?.count ?? 0;
  return { cells: tied.length, count, ...(figure.shares && { share: percentShare(count, figure.total) }) };
}

/**
 * Orders the cells: printed ones in the figure's own order, then suppressed ones in code order. Places of a map are
 * ordered by class, then by code, because an order by count would reveal more than the class. Periods keep their order.
 */
function orderCells(
  figure: CountedFigure,
  cells: readonly CountedCell[],
  plan: SuppressionPlan,
): readonly CountedCell[] {
  if (isSeries(figure.by) || figure.cross) return cells;
  const position = codePosition(figure);
  const inCodeOrder = cells.toSorted((a, b) => position(a) - position(b));
  const hidden = inCodeOrder.filter((cell) => plan.cellHidden(figure, cell));
  const shown = (figure.print.as === 'classes' ? inCodeOrder : cells).filter((cell) => !plan.cellHidden(figure, cell));
  if (figure.print.as !== 'classes') return [...shown, ...hidden];
  return [...shown.toSorted((a, b) => classOf(figure, b.count).from - classOf(figure, a.count).from), ...hidden];
}

/** Returns a function that gives a cell's position in its code list. */
export function codePosition(figure: CountedFigure): (cell: CountedCell) => number {
  const order = figure.codeOrder ?? figure.cells.map(({ key }) => key);
  const positions = new Map(order.map((key, index) => [key, index]));
  return ({ key }) => positions.get(key) ?? order.length;
}

function printCell(figure: CountedFigure, cell: CountedCell, plan: SuppressionPlan): PrintedCell {
  const { key, count, from, to } = cell;
  const part = { ...(from && { from }), ...(to && { to }) };
  if (figure.print.as === 'classes')
    return plan.cellHidden(figure, cell) ? { key, suppressed: true } : { key, class: classOf(figure, count) };
  if (plan.cellHidden(figure, cell))
    return { key, count: null, ...(figure.shares && { share: null }), suppressed: true, ...part };
  const share = figure.shares && !plan.totalHidden(figure) ? { share: percentShare(count, figure.total) } : {};
  return { key, count, ...share, ...part };
}
