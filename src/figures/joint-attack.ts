import type { Exposure } from '../domain/review.ts';
import { type HiddenOfPage, isSameSheet, type Page, pagesModel } from './pages-model.ts';
import { type Part, partsOf } from './reader-parts.ts';
import { OutOfSteps, type Steps, solve } from './reader-solver.ts';

/** Terms looked at for one number, and for all: about half a second, and twenty, on a machine of 2025. */
const STEPS_OF_ONE = 30_000_000;
const STEPS_OF_ALL = 1_000_000_000;

/**
 * What a draft would tell together with what is approved, of its sheet and of related ones (design: figures.md, "The joint attack"):
 * every hidden number of 1..k-1, of the draft or of an approved revision, that a reader of all pages knows, or confines within 1..k-1 more tightly than its own page
 * does. What approved revisions tell by themselves is told already, and not the draft's doing.
 *
 * Exact, or not decided: a number whose search takes too many steps is given as `undecided`, and counts as known.
 * @returns in the order of editions and of the sheet; empty when nothing is approved
 */
export function jointAttack(draft: Page, approved: readonly Page[], steps = STEPS_OF_ALL): Exposure[] {
  const others = approved.filter((page) => !isSamePage(page, draft));
  if (others.length === 0) return [];
  const all = new Attack([draft, ...others]);
  const left = { left: steps };
  const suspects = all.small().flatMap((hidden): Suspect[] => {
    const found = narrowedBy(all, hidden, left);
    return found ? [{ hidden, exposure: found }] : [];
  });
  if (suspects.length === 0) return [];
  const before = new Attack(others);
  const alone = new Attack([draft]);
  return suspects
    .filter((one) => !tellsAlready(isSamePage(one.hidden.page, draft) ? alone : before, one, left))
    .map(({ hidden: { page }, exposure }) =>
      page.scope && !isSameSheet(page, draft) ? { sheet: page.scope.id, ...exposure } : exposure,
    );
}

interface Suspect {
  readonly hidden: HiddenOfPage;
  readonly exposure: Exposure;
}

const isSamePage = (one: Page, other: Page): boolean =>
  isSameSheet(one, other) && one.month === other.month && one.revision === other.revision;

/** The least and greatest value of 1..k-1 that a hidden number can have when it can have none of k or more; else null. */
function narrowedBy(attack: Attack, hidden: HiddenOfPage, left: Steps): Exposure | null {
  const { page, figure, part, cell, value } = hidden;
  const place = {
    month: page.month,
    revision: page.revision,
    figure,
    cell: part === 'cell' ? (cell ?? null) : part === 'known' ? 'known' : null,
  };
  const k = page.threshold;
  try {
    if (attack.can(hidden.variable, k, Infinity, left)) return null;
    const least = attack.least(hidden.variable, 1, value, left);
    const most = attack.most(hidden.variable, value, k - 1, left);
    if (least === 1 && most === k - 1) return null;
    return { ...place, value, least, most, undecided: false };
  } catch (error) {
    if (error instanceof OutOfSteps) return { ...place, value, least: value, most: value, undecided: true };
    throw error;
  }
}

/** Whether the pages that a number stands on confine it as tightly by themselves. */
function tellsAlready(attack: Attack, { hidden: own, exposure }: Suspect, left: Steps): boolean {
  if (exposure.undecided) return false;
  const hidden = attack.small().find((one) => isSame(one, own));
  if (!hidden) return false;
  try {
    const { variable, value, page } = hidden;
    const least = attack.least(variable, 1, value, left);
    const most = attack.most(variable, value, page.threshold - 1, left);
    return least >= exposure.least && most <= exposure.most;
  } catch (error) {
    if (error instanceof OutOfSteps) return false;
    throw error;
  }
}

const isSame = (one: HiddenOfPage, other: HiddenOfPage): boolean =>
  isSamePage(one.page, other.page) && one.figure === other.figure && one.part === other.part && one.cell === other.cell;

/** Questions about the numbers of some pages, each answered in the part of the system that bears on it. */
class Attack {
  readonly #truth: readonly number[];
  readonly #hidden: readonly HiddenOfPage[];
  readonly #parts = new Map<
    number,
    { readonly part: Part; readonly place: number; readonly near: readonly number[] }
  >();

  constructor(pages: readonly Page[]) {
    const { constraints, truth, hidden } = pagesModel(pages);
    this.#truth = truth;
    this.#hidden = hidden;
    for (const part of partsOf(constraints) ?? []) {
      const near = part.variables.map((variable) => truth[variable] ?? 0);
      for (const [place, variable] of part.variables.entries()) this.#parts.set(variable, { part, place, near });
    }
  }

  /** The hidden numbers of 1..k-1. */
  small(): HiddenOfPage[] {
    return this.#hidden.filter(({ value, page }) => value > 0 && value < page.threshold);
  }

  /** Whether a number can lie within bounds. */
  can(variable: number, from: number, to: number, left: Steps): boolean {
    const found = this.#parts.get(variable);
    const value = this.#truth[variable] ?? 0;
    if (from <= value && value <= to) return true;
    if (!found) return false;
    return answered(
      left,
      (steps) => solve(found.part.constraints, found.place, from, to, { steps, near: found.near }) !== null,
    );
  }

  /** The least value of a number that is at most `known`, which it can have. */
  least(variable: number, from: number, known: number, left: Steps): number {
    let [low, high] = [from, known];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.can(variable, low, middle, left)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  most(variable: number, known: number, to: number, left: Steps): number {
    let [low, high] = [known, to];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.can(variable, middle, high, left)) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function answered(left: Steps, ask: (steps: Steps) => boolean): boolean {
  const steps = { left: Math.min(left.left, STEPS_OF_ONE) };
  const given = steps.left;
  try {
    return ask(steps);
  } finally {
    left.left -= given - Math.max(0, steps.left);
  }
}
