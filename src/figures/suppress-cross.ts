import { type CrossSum, crossSums, splitCrossKey } from '../domain/cross.ts';
import type { CountedCell, CountedFigure } from '../domain/figure.ts';
import type { Month } from '../domain/month.ts';
import { Attack, unlessTooSlow } from './attack.ts';
import type { HiddenOfPage } from './pages-model.ts';
import { printFigure } from './print-figure.ts';
import { groupStaysOpen } from './reader-knowledge.ts';
import type { Steps } from './reader-solver.ts';
import { sameTotals } from './reader-variables.ts';
import type { SuppressionPlan } from './suppression-plan.ts';

/** One more cell of a cross to hide, by its key, or the entire figure. */
export type CrossStep = { readonly hide: string } | 'withhold';

/** Chooses the cell to hide to protect others; undefined if there is none. */
export type ChooseCell = (cells: readonly CountedCell[]) => CountedCell | undefined;

/**
 * Hides the same numbers in a cross and in other figures of the same people: the totals of its rows and columns are
 * their cells.
 */
export function linkCrosses(figures: readonly CountedFigure[], plan: SuppressionPlan): void {
  for (const cross of figures.filter((figure) => figure.cross !== undefined))
    for (const { margin, id, key } of sameTotals(withKeys(cross), figures.map(withKeys))) {
      const other = figures.find((figure) => figure.id === id);
      if (!other) continue;
      if (plan.isWithheld(other) && !plan.totalHidden(other)) plan.withhold(cross);
      if (isHidden(cross, margin, plan) || isHidden(other, key, plan)) {
        plan.hide(cross, margin);
        plan.hide(other, key);
      }
    }
}

const withKeys = (figure: CountedFigure) => ({ ...figure, keys: figure.cells.map(({ key }) => key) });

const isHidden = (figure: CountedFigure, key: string, plan: SuppressionPlan): boolean =>
  figure.cells.some((cell) => cell.key === key && plan.cellHidden(figure, cell));

/**
 * Returns what to hide next in a cross: in each row and column with a printed total, as in a figure by one dimension, the
 * hidden cells must add up to k or more and have two or more possible values.
 */
export function crossSteps(figure: CountedFigure, plan: SuppressionPlan, choose: ChooseCell): CrossStep[] {
  if (plan.isWithheld(figure)) return [];
  if (plan.totalHidden(figure)) return ['withhold'];
  const cells = new Map(figure.cells.map((cell) => [cell.key, cell]));
  return crossSums([...cells.keys()]).flatMap((sum) => groupStep({ figure, plan, choose, cells }, sum));
}

interface CrossContext {
  readonly figure: CountedFigure;
  readonly plan: SuppressionPlan;
  readonly choose: ChooseCell;
  readonly cells: ReadonlyMap<string, CountedCell>;
}

function groupStep({ figure, plan, choose, cells }: CrossContext, { whole, parts }: CrossSum): CrossStep[] {
  const total = whole === null ? null : cells.get(whole);
  if (total && plan.cellHidden(figure, total)) return [];
  const members = parts.flatMap((key) => cells.get(key) ?? []);
  const hidden = members.filter((cell) => plan.cellHidden(figure, cell));
  if (hidden.length === 0) return [];
  const rest = hidden.reduce((sum, { count }) => sum + count, 0);
  const ones = hidden.map(() => 1);
  if (rest >= plan.threshold && groupStaysOpen(ones, rest, plan.threshold)) return [];
  const next = choose(members.filter((cell) => cell.count > 0 && !plan.cellHidden(figure, cell)));
  if (next) return [{ hide: next.key }];
  return [whole === null ? 'withhold' : { hide: whole }];
}

/** The limit of terms for one page: about four seconds on a machine of 2025. */
const STEPS_OF_PAGE = 200_000_000;

/**
 * Returns what to hide next because an exact attacker, who adds up rows and columns together, learns a small number of
 * a cross: the number cannot be k or more, and is confined within 1..k-1. If a small number of another figure has one
 * possible value beside the crosses, they are withheld. Empty if the attacker learns nothing.
 */
export function exposedCrossSteps(
  figures: readonly CountedFigure[],
  plan: SuppressionPlan,
  chooseIn: (figure: CountedFigure) => ChooseCell,
): { readonly figure: CountedFigure; readonly step: CrossStep }[] {
  const crosses = figures.filter((figure) => figure.cross !== undefined && !plan.isWithheld(figure));
  if (crosses.length === 0) return [];
  const page = figures.map((counted) => ({ counted, printed: printFigure(counted, plan) }));
  const attack = new Attack([{ month: ANY_MONTH, revision: 1, threshold: plan.threshold, figures: page }]);
  const steps: Steps = { remaining: STEPS_OF_PAGE };
  const isCross = ({ figure }: HiddenOfPage): boolean => crosses.some(({ id }) => id === figure);
  const others = attack
    .small()
    .filter((hidden) => !isCross(hidden) && unlessTooSlow(() => attack.isDerivable(hidden, steps)));
  if (others.length > 0) return crosses.map((figure) => ({ figure, step: 'withhold' }));
  return crosses.flatMap((figure) => {
    const exposed = attack.small().filter((hidden) => hidden.figure === figure.id && isExposed(attack, hidden, steps));
    return exposed.flatMap(({ cell }) => (cell === undefined ? [] : [{ figure, step: stepFor(cell, figure) }]));
  });

  function stepFor(key: string, figure: CountedFigure): CrossStep {
    const open = figure.cells.filter((cell) => cell.count > 0 && !plan.cellHidden(figure, cell));
    const { row, column } = splitCrossKey(key);
    const near = open.filter((cell) => {
      const other = splitCrossKey(cell.key);
      return (row !== '' && other.row === row) || (column !== '' && other.column === column);
    });
    const isTotal = (cell: CountedCell): boolean => cell.key.startsWith('/') || cell.key.endsWith('/');
    const inner = open.filter((cell) => !isTotal(cell));
    const choose = chooseIn(figure);
    const next = choose(near.filter((cell) => !isTotal(cell))) ?? choose(inner) ?? choose(near) ?? choose(open);
    return next ? { hide: next.key } : 'withhold';
  }
}

/** The attack on one page does not depend on its month. */
const ANY_MONTH = '2000-01' as Month;

const isExposed = (attack: Attack, { variable, value, limit }: HiddenOfPage, steps: Steps): boolean =>
  unlessTooSlow(
    () =>
      !attack.can(variable, limit, Infinity, steps) &&
      (attack.least(variable, 1, value, steps) !== 1 || attack.most(variable, value, limit - 1, steps) !== limit - 1),
  );
