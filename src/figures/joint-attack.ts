import type { ProgramSolver } from '../domain/integer-program.ts';
import type { Exposure } from '../domain/review.ts';
import { Attack, type AttackOptions } from './attack.ts';
import { remainderPages } from './family-remainder.ts';
import { type HiddenOfPage, isSameSheet, type Page, pageLinks } from './pages-model.ts';
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
export const jointAttack = (draft: Page, approved: readonly Page[], options?: JointAttackOptions): Exposure[] =>
  attackDrafts([draft], approved, options);

/** Options of a joint attack. */
export interface JointAttackOptions {
  /** The limit of terms for all numbers. */
  readonly steps?: number;
  /** Answers questions that are too difficult otherwise; by default these are undecided. */
  readonly solver?: ProgramSolver | undefined;
}

/**
 * Finds what several drafts would reveal together, and with the approved pages, as `jointAttack` does for one: the
 * sheets of a family that are approved by one decision.
 */
export function attackDrafts(
  drafts: readonly Page[],
  approved: readonly Page[],
  { steps = STEPS_OF_ALL, solver }: JointAttackOptions = {},
): Exposure[] {
  const draftOf = (page: Page): Page | undefined => drafts.find((draft) => isSamePage(page, draft));
  const others = approved.filter((page) => draftOf(page) === undefined);
  if (drafts.length + others.length < 2) return [];
  const all = new PagesAttack(withRemainders([...drafts, ...others]), { solver });
  const budget = { remaining: steps };
  const suspects = all.small().flatMap((hidden): Suspect[] => {
    const exposure = all.exposure(hidden, budget);
    return exposure ? [{ hidden, exposure }] : [];
  });
  if (suspects.length === 0) return [];
  const before = new PagesAttack(withRemainders(others), { solver });
  const alone = new Map<Page, PagesAttack>();
  const known = (page: Page): PagesAttack => {
    const draft = draftOf(page);
    if (!draft) return before;
    const attack = alone.get(draft) ?? new PagesAttack([draft], { solver });
    alone.set(draft, attack);
    return attack;
  };
  const isOnlyDraft = ({ scope }: Page): boolean => drafts.length === 1 && scope?.id === drafts[0]?.scope?.id;
  return suspects
    .filter((suspect) => !isRevealedBy(known(suspect.hidden.page), suspect, budget))
    .map(({ hidden: { page }, exposure }) =>
      page.scope && !isOnlyDraft(page) ? { sheet: page.scope.id, ...exposure } : exposure,
    );
}

const withRemainders = (pages: readonly Page[]): Page[] => [...pages, ...remainderPages(pages)];

interface Suspect {
  readonly hidden: HiddenOfPage;
  readonly exposure: Exposure;
}

const isSamePage = (first: Page, other: Page): boolean =>
  isSameSheet(first, other) && first.month === other.month && first.revision === other.revision;

/** An attack on all pages of one sheet, of related sheets, or of a family. */
export class PagesAttack {
  readonly #attack: Attack;
  /** In a family: the attack of a reader who takes marks as signs. */
  readonly #withMarks: Attack | null;
  /** In a family: the attacks of readers of one page, who know all rules of its sheet. */
  readonly #alone = new Map<Page, Attack>();

  constructor(pages: readonly Page[], options: Omit<AttackOptions, 'marks'> = {}) {
    const isFamily = pages.some(({ scope }) => scope?.family !== undefined);
    const links = options.links ?? pageLinks(pages);
    this.#attack = new Attack(pages, { ...options, links, marks: !isFamily });
    this.#withMarks = isFamily ? new Attack(pages, { ...options, links }) : null;
  }

  small(): HiddenOfPage[] {
    return this.#attack.small();
  }

  /**
   * Returns the smallest and largest value of 1..k-1 that a hidden number can have, if it cannot be k or more and cannot
   * have all of them. In a family it must have only those that one page which shows it allows: what a page reveals on
   * its own is no matter of the family. And a mark may protect a number of another sheet: a reader who takes it as a
   * sign of a small one all the same must not learn a number, but may exclude some of its values.
   */
  exposure(hidden: HiddenOfPage, budget: Steps): Exposure | null {
    const { value } = hidden;
    try {
      const bounds = this.#bounds(hidden, budget);
      return bounds && { ...placeOf(hidden), value, ...bounds, undecided: false };
    } catch (error) {
      if (!(error instanceof OutOfSteps)) throw error;
      return { ...placeOf(hidden), value, least: value, most: value, undecided: true };
    }
  }

  #bounds(hidden: HiddenOfPage, budget: Steps): Bounds | null {
    if (!this.#withMarks) return confine(this.#attack, hidden, budget);
    const isFree =
      this.#attack.can(hidden.variable, hidden.limit, Infinity, budget) || this.#isFreeAsAlone(hidden, budget);
    if (!isFree) return confine(this.#attack, hidden, budget);
    return this.#withMarks.isDerivable(hidden, budget) && !this.#isDerivableAlone(hidden, budget)
      ? { least: hidden.value, most: hidden.value }
      : null;
  }

  /** Whether a number can be as small and as large as one page that shows it allows. */
  #isFreeAsAlone(hidden: HiddenOfPage, budget: Steps): boolean {
    return this.#onPages(hidden).some(({ attack, own }) => {
      const { least, most } = confine(attack, own, budget) ?? { least: 1, most: own.limit - 1 };
      const can = (value: number): boolean => this.#attack.can(hidden.variable, value, value, budget);
      return can(least) && can(most);
    });
  }

  #isDerivableAlone(hidden: HiddenOfPage, budget: Steps): boolean {
    return this.#onPages(hidden).some(({ attack, own }) => attack.isDerivable(own, budget));
  }

  /** Returns each page that hides a number, with the attack of who reads no other page. */
  #onPages(hidden: HiddenOfPage): { readonly attack: Attack; readonly own: HiddenOfPage }[] {
    return this.#attack.equals(hidden).flatMap((place) => {
      const attack = this.#alone.get(place.page) ?? new Attack([place.page], { knowledge: 'thorough' });
      this.#alone.set(place.page, attack);
      const own = attack.small().find((one) => isSame(one, place));
      return own ? [{ attack, own }] : [];
    });
  }
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}

function confine(attack: Attack, { variable, value, limit: k }: HiddenOfPage, budget: Steps): Bounds | null {
  if (attack.can(variable, k, Infinity, budget)) return null;
  const least = attack.least(variable, 1, value, budget);
  const most = attack.most(variable, value, k - 1, budget);
  return least === 1 && most === k - 1 ? null : { least, most };
}

const placeOf = ({ page, figure, part, cell }: HiddenOfPage) => ({
  ...{ month: page.month, revision: page.revision, figure },
  cell: part === 'cell' ? (cell ?? null) : part === 'known' ? 'known' : null,
});

/** Whether the number's own pages alone confine it as tightly. */
function isRevealedBy(attack: PagesAttack, { hidden: own, exposure }: Suspect, budget: Steps): boolean {
  if (exposure.undecided) return false;
  const hidden = attack.small().find((candidate) => isSame(candidate, own));
  const before = hidden && attack.exposure(hidden, budget);
  return (
    before !== undefined &&
    before !== null &&
    !before.undecided &&
    before.least >= exposure.least &&
    before.most <= exposure.most
  );
}

const isSame = (first: HiddenOfPage, other: HiddenOfPage): boolean =>
  isSamePage(first.page, other.page) &&
  first.figure === other.figure &&
  first.part === other.part &&
  first.cell === other.cell;
