import type { Exposure } from '../domain/review.ts';
import { Attack } from './attack.ts';
import { type HiddenOfPage, isSameSheet, type Page } from './pages-model.ts';
import { OutOfSteps, type Steps } from './reader-solver.ts';

/** The limit of terms for all numbers: about twenty seconds on a machine of 2025. */
const STEPS_OF_ALL = 1_000_000_000;

/**
 * Finds what a draft would reveal together with the approved pages, of its sheet and of related ones (design:
 * figures.md, "The joint attack"): every hidden number of 1..k-1, of the draft or of an approved revision, that a
 * reader of all pages can derive, or confine within 1..k-1 more tightly than its own page does. What the approved
 * revisions reveal without the draft is not included.
 *
 * The result is exact or undecided: a number whose search takes too many steps is `undecided`, and counts as derivable.
 * @returns in the order of editions and of the sheet; empty if nothing is approved
 */
export function jointAttack(draft: Page, approved: readonly Page[], steps = STEPS_OF_ALL): Exposure[] {
  const others = approved.filter((page) => !isSamePage(page, draft));
  if (others.length === 0) return [];
  const all = new Attack([draft, ...others]);
  const budget = { remaining: steps };
  const suspects = all.small().flatMap((hidden): Suspect[] => {
    const exposure = findExposure(all, hidden, budget);
    return exposure ? [{ hidden, exposure: exposure }] : [];
  });
  if (suspects.length === 0) return [];
  const before = new Attack(others);
  const alone = new Attack([draft]);
  return suspects
    .filter((suspect) => !isRevealedBy(isSamePage(suspect.hidden.page, draft) ? alone : before, suspect, budget))
    .map(({ hidden: { page }, exposure }) =>
      page.scope && !isSameSheet(page, draft) ? { sheet: page.scope.id, ...exposure } : exposure,
    );
}

interface Suspect {
  readonly hidden: HiddenOfPage;
  readonly exposure: Exposure;
}

const isSamePage = (first: Page, other: Page): boolean =>
  isSameSheet(first, other) && first.month === other.month && first.revision === other.revision;

/**
 * Returns the smallest and largest value of 1..k-1 that a hidden number can have if it cannot be k or more; otherwise
 * null.
 */
function findExposure(attack: Attack, hidden: HiddenOfPage, budget: Steps): Exposure | null {
  const { page, figure, part, cell, value, limit: k } = hidden;
  const place = {
    month: page.month,
    revision: page.revision,
    figure,
    cell: part === 'cell' ? (cell ?? null) : part === 'known' ? 'known' : null,
  };
  try {
    if (attack.can(hidden.variable, k, Infinity, budget)) return null;
    const least = attack.least(hidden.variable, 1, value, budget);
    const most = attack.most(hidden.variable, value, k - 1, budget);
    if (least === 1 && most === k - 1) return null;
    return { ...place, value, least, most, undecided: false };
  } catch (error) {
    if (error instanceof OutOfSteps) return { ...place, value, least: value, most: value, undecided: true };
    throw error;
  }
}

/** Whether the number's own pages alone confine it as tightly. */
function isRevealedBy(attack: Attack, { hidden: own, exposure }: Suspect, budget: Steps): boolean {
  if (exposure.undecided) return false;
  const hidden = attack.small().find((candidate) => isSame(candidate, own));
  if (!hidden) return false;
  try {
    const { variable, value, limit } = hidden;
    const least = attack.least(variable, 1, value, budget);
    const most = attack.most(variable, value, limit - 1, budget);
    return least >= exposure.least && most <= exposure.most;
  } catch (error) {
    if (error instanceof OutOfSteps) return false;
    throw error;
  }
}

const isSame = (first: HiddenOfPage, other: HiddenOfPage): boolean =>
  isSamePage(first.page, other.page) &&
  first.figure === other.figure &&
  first.part === other.part &&
  first.cell === other.cell;
