import { Failure } from '../domain/failure.ts';
import type { CountedCell, CountedFigure, PrintedFigure } from '../domain/figure.ts';
import { classOf, printFigure } from './print-figure.ts';
import {
  classesStayOpen,
  groupStaysOpen,
  mentionsStayOpen,
  totalStaysOpen,
  withheldStaysOpen,
} from './reader-knowledge.ts';
import { SuppressionPlan } from './suppression-plan.ts';

/** How counts are suppressed: the threshold k (3 or more), and a secret order among equal counts. */
export interface SuppressionPolicy {
  readonly threshold: number;
  /**
   * A keyed hash of sheet, figure and cell, the same in every edition and language. A public order among ties would
   * tell a reader which of two equal cells was hidden second.
   */
  readonly tieKey: (figure: string, cell: string) => string;
}

/** The least threshold: below it a hidden total has one possible value. */
export const LEAST_THRESHOLD = 3;

/** One more thing to hide; a cell or a whole figure. */
type Step = { readonly hide: string; readonly of: CountedFigure } | { readonly withhold: CountedFigure };

/**
 * Decides what of a sheet's figures may be printed (design: figures.md, "What may be printed").
 *
 *     primary: cells and totals of 1..k-1, and all that stands below a hidden total
 *        │
 *        ▼
 *     for every figure, with what a reader knows of all figures together (reader-knowledge.ts):
 *        single-valued  hidden cells add up to less than k, or one is pinned -> hide the smallest printed non-zero cell
 *        multi-valued   a hidden cell is pinned                              -> hide the largest printed cell
 *        map            a class below k, or a hidden "known", is pinned      -> withhold the map
 *        hidden total   pinned by the zeros its figures print                -> withhold those figures
 *        nothing left to hide                                                -> withhold figures, parts before wholes
 *        │ until nothing is hidden any more
 *        ▼
 *     the figures as printed, everywhere alike
 *
 * Every figure takes its step from the same state, so the order in which figures are given changes nothing.
 * The result satisfies, jointly over all figures: no printed count, total or known is 1..k-1, nor is total - known; the
 * hidden cells of every group with a printed total add up to k or more; every hidden count has two or more possible
 * values; a zero is printed as 0 unless its figure is withheld whole.
 *
 * @param figures every figure of one sheet, exact
 * @returns the same figures in the same order
 * @throws Failure SuppressionImpossible when the threshold is under 3, or no safe publication of these figures exists
 */
export function suppress(figures: readonly CountedFigure[], policy: SuppressionPolicy): PrintedFigure[] {
  if (policy.threshold < LEAST_THRESHOLD)
    throw new Failure('SuppressionImpossible', `threshold ${policy.threshold}: it must be ${LEAST_THRESHOLD} or more`);
  const plan = new SuppressionPlan(figures, policy.threshold);
  for (;;) {
    const steps = figures.flatMap((figure) => stepsFor(figure, plan, policy));
    if (steps.length === 0) return figures.map((figure) => printFigure(figure, plan));
    for (const step of steps) {
      if ('hide' in step) plan.hide(step.of, step.hide);
      else plan.withhold(step.withhold);
    }
  }
}

function stepsFor(figure: CountedFigure, plan: SuppressionPlan, policy: SuppressionPolicy): Step[] {
  if (plan.totalHidden(figure)) return hiddenTotalSteps(figure, plan);
  if (plan.isWithheld(figure)) return withheldSteps(figure, plan);
  if (figure.print.as === 'classes') return mapStaysOpen(figure, plan) ? [] : [{ withhold: figure }];
  if (figure.print.as === 'top') return [];
  const hidden = figure.cells.filter((cell) => plan.cellHidden(figure, cell));
  if (hidden.length === 0 || countsStayOpen(figure, hidden, plan)) return [];
  const printed = figure.cells.filter((cell) => cell.count > 0 && !plan.cellHidden(figure, cell));
  const next = figure.multi ? largest(figure, printed, policy) : smallest(figure, printed, policy);
  return next ? [{ hide: next.key, of: figure }] : withholding(figure, plan);
}

/** A total that is small itself; one hidden as the cell of another figure is tested there. */
function hiddenTotalSteps(figure: CountedFigure, plan: SuppressionPlan): Step[] {
  if (plan.hiddenByParent(figure)) return [];
  const lowest = plan.lowestOfUniverse(figure);
  if (totalStaysOpen(lowest, plan.threshold) || plan.lowestTotal(figure) < lowest) return [];
  return withholding(figure, plan);
}

/** A withheld figure prints nothing, but the figures that are part of its cells may still give them away. */
function withheldSteps(figure: CountedFigure, plan: SuppressionPlan): Step[] {
  const { lowest, others } = plan.toldOfWithheld(figure);
  return withheldStaysOpen(lowest, others, figure.total, plan.threshold) ? [] : withholding(figure, plan);
}

/** Parts before wholes: the marks of a part may be what pins a cell. */
function withholding(figure: CountedFigure, plan: SuppressionPlan): Step[] {
  const tellers = plan.tellers(figure);
  if (tellers.length > 0) return tellers.map((part) => ({ withhold: part }));
  if (!plan.isWithheld(figure)) return [{ withhold: figure }];
  throw new Failure(
    'SuppressionImpossible',
    `figure ${figure.id}: the figures that are part of it give it away; drop some`,
  );
}

function countsStayOpen(figure: CountedFigure, hidden: readonly CountedCell[], plan: SuppressionPlan): boolean {
  const lowest = hidden.map((cell) => plan.lowest(figure, cell));
  const printed = figure.cells
    .filter((cell) => !plan.cellHidden(figure, cell))
    .reduce((sum, cell) => sum + cell.count, 0);
  const rest = figure.total - printed;
  if (figure.multi) return mentionsStayOpen(lowest, figure.exhaustive ? rest : 0, figure.total, plan.threshold);
  return rest >= plan.threshold && groupStaysOpen(lowest, rest, plan.threshold);
}

function mapStaysOpen(figure: CountedFigure, plan: SuppressionPlan): boolean {
  const classes = figure.cells.map((cell) => classOf(figure, cell.count));
  const known = plan.knownHidden(figure) ? null : (figure.known ?? figure.total);
  return classesStayOpen(classes, known, figure.total, plan.threshold);
}

const smallest = (figure: CountedFigure, cells: readonly CountedCell[], policy: SuppressionPolicy) =>
  first(figure, cells, policy, (a, b) => a.count - b.count);

const largest = (figure: CountedFigure, cells: readonly CountedCell[], policy: SuppressionPolicy) =>
  first(figure, cells, policy, (a, b) => b.count - a.count);

function first(
  figure: CountedFigure,
  cells: readonly CountedCell[],
  policy: SuppressionPolicy,
  order: (a: CountedCell, b: CountedCell) => number,
): CountedCell | undefined {
  const tie = (cell: CountedCell): string => policy.tieKey(figure.id, cell.key);
  return cells.toSorted((a, b) => order(a, b) || (tie(a) < tie(b) ? -1 : 1))[0];
}
