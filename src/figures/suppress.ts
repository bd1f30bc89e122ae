import { Failure } from '../domain/failure.ts';
import type { CountedCell, CountedFigure, Dimension, PrintedFigure } from '../domain/figure.ts';
import type { RevisionFigure } from '../domain/revision.ts';
import { LEAST_THRESHOLD } from '../domain/sheet.ts';
import { classOf, printFigure } from './print-figure.ts';
import {
  classesStayOpen,
  groupStaysOpen,
  mentionsStayOpen,
  totalStaysOpen,
  withheldStaysOpen,
} from './reader-knowledge.ts';
import { type CrossStep, crossSteps, exposedCrossSteps, linkCrosses } from './suppress-cross.ts';
import { SuppressionMemory } from './suppression-memory.ts';
import { SuppressionPlan } from './suppression-plan.ts';

/**
 * How counts are suppressed: the threshold k (3 or more), a secret order among equal counts, and the pages readers
 * already have.
 */
export interface SuppressionPolicy {
  readonly threshold: number;
  /**
   * A keyed hash of dimension and cell, the same in every figure, sheet, edition and language. A public order of ties
   * would reveal which of two equal cells was hidden second; an order by figure would reveal it where two figures count
   * the same.
   */
  readonly tieKey: (by: Dimension | 'total', cell: string) => string;
  /** Cells to hide first to protect small ones, if they are large enough to be printed: `unknown`. */
  readonly hideFirst?: readonly string[];
  /**
   * The figures of each approved revision of the sheet that readers of these figures may have; none for the first
   * edition.
   */
  readonly approved?: readonly (readonly RevisionFigure[])[];
}

/** One more thing to hide: a cell or an entire figure. */
type Step = { readonly hide: string; readonly figure: CountedFigure } | { readonly withhold: CountedFigure };

/**
 * Decides what of a sheet's figures may be printed (design: figures.md, "What may be printed").
 *
 *     primary: cells and totals of 1..k-1, and all cells of a figure with a hidden total
 *     memory:  cells that an approved revision hid (suppression-memory.ts)
 *        │
 *        ▼
 *     for every figure, with what a reader knows of all figures together (reader-knowledge.ts):
 *        single-valued  hidden cells add up to less than k, or one is pinned  -> hide the smallest printed non-zero cell that
 *                       no approved revision printed; if all were printed, the smallest of them
 *        single-valued  newly hidden cells follow from an approved page       -> hide one more that it did not print, if any
 *        multi-valued   a hidden cell is pinned                               -> hide the largest printed cell
 *        map            a class below k, or a hidden "known", is pinned       -> withhold the map
 *        hidden total   pinned by the zeros its figures print                 -> withhold those figures
 *        cross          a row or column as above; then what an exact attacker learns from all of them together
 *        nothing left to hide                                                 -> withhold figures, parts before totals
 *        │ until no step is needed
 *        ▼
 *     the figures as printed in every output
 *
 * All figures take their step from the same state, so the order of the figures does not matter. The result satisfies,
 * jointly over all figures: no printed count, total or known is 1..k-1, nor is total - known; the hidden cells of every
 * group with a printed total add up to k or more; every hidden count has two or more possible values; a zero is printed
 * as 0 unless its entire figure is withheld.
 *
 * @param figures every figure of one sheet, exact
 * @returns the same figures in the same order
 * @throws Failure SuppressionImpossible if the threshold is under 3, or no safe publication of these figures exists
 */
export function suppress(figures: readonly CountedFigure[], policy: SuppressionPolicy): PrintedFigure[] {
  const sheet = new SheetSuppression(figures, policy);
  sheet.settle();
  return sheet.print();
}

/** The suppression of one sheet, which goes on when other sheets force more to be hidden. */
export class SheetSuppression {
  readonly figures: readonly CountedFigure[];
  readonly plan: SuppressionPlan;
  readonly #context: StepContext;

  /** @throws Failure SuppressionImpossible if the threshold is under 3 */
  constructor(figures: readonly CountedFigure[], policy: SuppressionPolicy) {
    if (policy.threshold < LEAST_THRESHOLD)
      throw new Failure(
        'SuppressionImpossible',
        `threshold ${policy.threshold}: it must be ${LEAST_THRESHOLD} or more`,
      );
    this.figures = figures;
    this.plan = new SuppressionPlan(figures, policy.threshold);
    const memory = new SuppressionMemory(policy.approved ?? [], policy.threshold);
    for (const figure of figures) for (const key of memory.stayHidden(figure)) this.plan.hide(figure, key);
    this.#context = { plan: this.plan, memory, policy };
  }

  /**
   * Hides more until no step is needed.
   * @throws Failure SuppressionImpossible if no safe publication of these figures exists
   */
  settle(): void {
    for (;;) {
      linkCrosses(this.figures, this.plan);
      const steps = this.plan.isPageWithheld ? [] : nextSteps(this.figures, this.#context);
      if (steps.length === 0) return;
      for (const step of steps) {
        if ('hide' in step) this.plan.hide(step.figure, step.hide);
        else this.plan.withhold(step.withhold);
      }
    }
  }

  /** Hides more until no step is needed; if no safe publication of these figures exists, withholds the page. */
  settleOrWithhold(): void {
    try {
      this.settle();
    } catch (error) {
      if (!(error instanceof Failure && error.name === 'SuppressionImpossible')) throw error;
      this.plan.withholdPage();
    }
  }

  /**
   * Lists the figures whose printed total, compared with that of an approved revision, leaves too little for the newly
   * hidden cells.
   */
  grownTotals(): CountedFigure[] {
    const { plan, memory } = this.#context;
    return this.figures.filter((figure) => {
      if (figure.cells.length === 0 || plan.totalHidden(figure)) return false;
      return !memory.newcomersStayOpen(
        figure,
        figure.cells.filter((cell) => plan.cellHidden(figure, cell)),
      );
    });
  }

  /** Ranks a cell among those that may protect others: 0 is the first to hide. */
  rank(figure: CountedFigure, cell: CountedCell): number {
    return protectionRank(figure, cell, this.#context);
  }

  print(): PrintedFigure[] {
    return this.figures.map((figure) => printFigure(figure, this.plan));
  }
}

/** The inputs of a step. */
interface StepContext {
  readonly plan: SuppressionPlan;
  readonly memory: SuppressionMemory;
  readonly policy: SuppressionPolicy;
}

function nextSteps(figures: readonly CountedFigure[], context: StepContext): Step[] {
  const steps = figures.flatMap((figure) => stepsFor(figure, context));
  return steps.length > 0 ? steps : exposedSteps(figures, context);
}

const asStep = (figure: CountedFigure, step: CrossStep): Step =>
  step === 'withhold' ? { withhold: figure } : { ...step, figure };

/** What an exact attacker learns of crosses once nothing else is to be hidden. */
const exposedSteps = (figures: readonly CountedFigure[], context: StepContext): Step[] =>
  exposedCrossSteps(figures, context.plan, (figure) => (cells) => protectingCell(figure, cells, context)).map(
    ({ figure, step }) => asStep(figure, step),
  );

function stepsFor(figure: CountedFigure, context: StepContext): Step[] {
  const { plan, memory, policy } = context;
  if (figure.cross !== undefined)
    return crossSteps(figure, plan, (cells) => protectingCell(figure, cells, context)).map((step) =>
      asStep(figure, step),
    );
  if (plan.totalHidden(figure)) return hiddenTotalSteps(figure, plan);
  if (plan.isWithheld(figure)) return withheldSteps(figure, plan);
  if (figure.print.as === 'classes') return mapStaysOpen(figure, plan) ? [] : [{ withhold: figure }];
  if (figure.print.as === 'top') return [];
  const hidden = figure.cells.filter((cell) => plan.cellHidden(figure, cell));
  if (hidden.length === 0) return [];
  if (memory.staysWithheld(figure, hidden)) return [{ withhold: figure }];
  const printed = figure.cells.filter((cell) => cell.count > 0 && !plan.cellHidden(figure, cell));
  if (countsStayOpen(figure, hidden, plan)) return newcomerSteps(figure, hidden, printed, context);
  const next = figure.multi ? largestCell(figure, printed, policy) : protectingCell(figure, printed, context);
  return next ? [{ hide: next.key, figure }] : stepsToWithhold(figure, plan);
}

/**
 * If nothing is left that readers could not subtract, the page stays as it is: the joint attack refuses its approval.
 */
function newcomerSteps(
  figure: CountedFigure,
  hidden: readonly CountedCell[],
  printed: readonly CountedCell[],
  context: StepContext,
): Step[] {
  if (context.memory.newcomersStayOpen(figure, hidden)) return [];
  const next = protectingCell(
    figure,
    printed.filter((cell) => context.memory.unprintedPart(figure, cell) > 0),
    context,
  );
  return next ? [{ hide: next.key, figure }] : [];
}

/** A total that is small itself; one hidden as the cell of another figure, or for another sheet, is tested there. */
function hiddenTotalSteps(figure: CountedFigure, plan: SuppressionPlan): Step[] {
  if (plan.hiddenByParent(figure) || !plan.isSmall(figure.total)) return [];
  const lowest = plan.lowestOfUniverse(figure);
  if (totalStaysOpen(lowest, plan.threshold) || plan.lowestTotal(figure) < lowest) return [];
  return stepsToWithhold(figure, plan);
}

/** A withheld figure prints nothing, but the figures that are part of its cells may still reveal them. */
function withheldSteps(figure: CountedFigure, plan: SuppressionPlan): Step[] {
  const { lowest, others } = plan.revealedCells(figure);
  return withheldStaysOpen(lowest, others, figure.total, plan.threshold) ? [] : stepsToWithhold(figure, plan);
}

/** Parts before totals: the marks of a part may be what pins a cell. */
function stepsToWithhold(figure: CountedFigure, plan: SuppressionPlan): Step[] {
  const revealing = plan.revealingParts(figure);
  if (revealing.length > 0) return revealing.map((part) => ({ withhold: part }));
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
  const most = figure.oneEach ? rest : Infinity;
  if (figure.multi) return mentionsStayOpen(lowest, figure.total, plan.threshold, most);
  return rest >= plan.threshold && groupStaysOpen(lowest, rest, plan.threshold);
}

function mapStaysOpen(figure: CountedFigure, plan: SuppressionPlan): boolean {
  const classes = figure.cells.map((cell) => classOf(figure, cell.count));
  const known = plan.knownHidden(figure) ? null : (figure.known ?? figure.total);
  return classesStayOpen(classes, { known, total: figure.total, oneEach: figure.oneEach ?? false }, plan.threshold);
}

/**
 * Returns the cell to hide to protect small ones: one that no approved revision printed, one that the sheet names, the
 * smallest.
 */
function protectingCell(
  figure: CountedFigure,
  cells: readonly CountedCell[],
  context: StepContext,
): CountedCell | undefined {
  const rank = (cell: CountedCell): number => protectionRank(figure, cell, context);
  return firstCell(figure, cells, context.policy, (a, b) => rank(a) - rank(b) || a.count - b.count);
}

const protectionRank = (figure: CountedFigure, cell: CountedCell, { memory, policy }: StepContext): number =>
  (memory.unprintedPart(figure, cell) >= policy.threshold ? 0 : 2) + (policy.hideFirst?.includes(cell.key) ? 0 : 1);

const largestCell = (figure: CountedFigure, cells: readonly CountedCell[], policy: SuppressionPolicy) =>
  firstCell(figure, cells, policy, (a, b) => b.count - a.count);

function firstCell(
  figure: CountedFigure,
  cells: readonly CountedCell[],
  policy: SuppressionPolicy,
  order: (a: CountedCell, b: CountedCell) => number,
): CountedCell | undefined {
  const tie = (cell: CountedCell): string => policy.tieKey(figure.by ?? 'total', cell.key);
  return cells.toSorted((a, b) => order(a, b) || (tie(a) < tie(b) ? -1 : 1))[0];
}
