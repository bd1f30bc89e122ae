import type { Exposure } from '../domain/review.ts';
import { Attack } from './attack.ts';
import { type HiddenOfPage, isSameSheet, type Page } from './pages-model.ts';
import { OutOfSteps, type Steps } from './reader-solver.ts';

/** Terms looked at for all numbers: about twenty seconds on a machine of 2025. */
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
  const { page, figure, part, cell, value, limit: k } = hidden;
  const place = {
    month: page.month,
    revision: page.revision,
    figure,
    cell: part === 'cell' ? (cell ?? null) : part === 'known' ? 'known' : null,
  };
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
    const { variable, value, limit } = hidden;
    const least = attack.least(variable, 1, value, left);
    const most = attack.most(variable, value, limit - 1, left);
    return least >= exposure.least && most <= exposure.most;
  } catch (error) {
    if (error instanceof OutOfSteps) return false;
    throw error;
  }
}

const isSame = (one: HiddenOfPage, other: HiddenOfPage): boolean =>
  isSamePage(one.page, other.page) && one.figure === other.figure && one.part === other.part && one.cell === other.cell;
