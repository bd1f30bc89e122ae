import { Failure } from '../domain/failure.ts';
import type { CountedCell, CountedFigure, PrintedFigure } from '../domain/figure.ts';
import type { Month } from '../domain/month.ts';
import { LEAST_BASE } from '../domain/sheet.ts';
import { Attack, unlessTooSlow } from './attack.ts';
import type { HiddenOfPage } from './pages-model.ts';
import { printRounded, RoundingPlan } from './print-rounded.ts';
import type { Steps } from './reader-solver.ts';
import type { SuppressionPolicy } from './suppress.ts';

/** How counts are rounded: the base, and an order of cells as for suppression. */
export interface RoundingPolicy extends Pick<SuppressionPolicy, 'tieKey' | 'hideFirst'> {
  readonly base: number;
  readonly threshold: number;
  readonly month: Month;
}

/** The limit of terms per page: about four seconds on a machine of 2025. */
const STEPS_OF_PAGE = 200_000_000;

/**
 * Rounds every number of a sheet's figures to a base, independently (design: figures.md, "A second method"). Readers
 * know the base and what adds up, so an exact attacker checks the page: while a number of 1..base-1 has one possible
 * value, one more cell of its figure is hidden, the smallest first; if the figure has no other cell, all of its cells
 * are withheld, then those of figures that count the same people. A number that takes too long to decide counts as
 * derivable.
 * @returns the same figures in the same order
 * @throws Failure SuppressionImpossible if the base is under 3, or withholding every figure does not help
 */
export function roundFigures(figures: readonly CountedFigure[], policy: RoundingPolicy): PrintedFigure[] {
  if (policy.base < LEAST_BASE)
    throw new Failure('SuppressionImpossible', `base ${policy.base}: it must be ${LEAST_BASE} or more`);
  const plan = new RoundingPlan(policy.base);
  for (;;) {
    const printed = figures.map((figure) => printRounded(figure, plan));
    const derivable = derivableNumbers(figures, printed, policy);
    if (derivable.length === 0) return printed;
    const steps = [...new Set(derivable.map(({ figure }) => figure))].map((id) =>
      coarsen(id, figures, { plan, policy }),
    );
    if (!steps.includes(true))
      throw new Failure(
        'SuppressionImpossible',
        `figure ${derivable[0]?.figure}: a small number follows from the totals alone; drop some of them`,
      );
  }
}

/** Lists the small numbers of a page that have one possible value. */
function derivableNumbers(
  counted: readonly CountedFigure[],
  printed: readonly PrintedFigure[],
  { threshold, month }: RoundingPolicy,
): HiddenOfPage[] {
  const both = counted.flatMap((figure, index) =>
    printed[index] ? [{ counted: figure, printed: printed[index] }] : [],
  );
  const attack = new Attack([{ month, revision: 1, threshold, figures: both }]);
  const steps: Steps = { remaining: STEPS_OF_PAGE };
  return attack.small().filter((hidden) => unlessTooSlow(() => attack.isDerivable(hidden, steps)));
}

interface StepContext {
  readonly plan: RoundingPlan;
  readonly policy: RoundingPolicy;
}

/** Hides one more cell or figure to protect a figure; returns false if nothing is left to hide. */
function coarsen(id: string, figures: readonly CountedFigure[], { plan, policy }: StepContext): boolean {
  const figure = figures.find((countedFigure) => countedFigure.id === id);
  if (!figure) return false;
  const next = plan.isWithheld(figure) ? undefined : nextHidden(figure, { plan, policy });
  if (next) {
    plan.hide(figure, next.key);
    return true;
  }
  const near = [figure, ...relatedFigures(figure, figures), ...figures];
  const open = near.find((countedFigure) => countedFigure.cells.length > 0 && !plan.isWithheld(countedFigure));
  if (open) plan.withhold(open);
  return open !== undefined;
}

/** The figures that may reveal a figure's numbers: parts of it, those of the same people, and the one it is part of. */
const relatedFigures = (figure: CountedFigure, figures: readonly CountedFigure[]): CountedFigure[] => [
  ...figures.filter(({ partOf }) => partOf?.figure === figure.id),
  ...figures.filter(({ id, universe }) => id !== figure.id && universe === figure.universe),
  ...figures.filter(({ id }) => id === figure.partOf?.figure),
];

/**
 * Returns the next cell to hide in a figure whose cells add up: one that the sheet names, then the smallest. Maps and
 * lists hide none.
 */
function nextHidden(figure: CountedFigure, { plan, policy }: StepContext): CountedCell | undefined {
  if (figure.print.as !== 'counts') return undefined;
  const rank = ({ key }: CountedCell): number => (policy.hideFirst?.includes(key) ? 0 : 1);
  const tie = ({ key }: CountedCell): string => policy.tieKey(figure.by ?? 'total', key);
  return figure.cells
    .filter((cell) => cell.count > 0 && !plan.isHidden(figure, cell))
    .toSorted((a, b) => rank(a) - rank(b) || a.count - b.count || (tie(a) < tie(b) ? -1 : 1))[0];
}
