import { REMAINDER } from '../domain/family.ts';
import type { AttackOptions } from './attack.ts';
import { type ExposedNumber, numberId } from './family-exposures.ts';
import { remainderPages, withheldPage } from './family-remainder.ts';
import { PagesAttack } from './joint-attack.ts';
import type { HiddenOfPage, Page, PageLinks } from './pages-model.ts';
import type { Steps } from './reader-solver.ts';

/**
 * The most approved pages that a new edition is suppressed with: the links between pages grow with the square of their
 * number, and the figures of a family must be computed in one call. The attack before an approval reads all of them.
 */
const MOST_PAGES = 200;

/** Returns the pages of the newest editions: they print again most of what earlier ones do. */
function newestPages(approved: readonly Page[]): Page[] {
  const newest: Page[] = [];
  for (const month of [...new Set(approved.map((page) => page.month))].toSorted().toReversed()) {
    const edition = approved.filter((page) => page.month === month);
    if (newest.length + edition.length > MOST_PAGES) break;
    newest.unshift(...edition);
  }
  return newest;
}

/** What readers have of a family before a new edition: its approved pages. */
export class FamilyHistory {
  /** The approved pages, and those of the records of no member of their editions. */
  readonly pages: readonly Page[];
  /** The revision that new pages have in an attack: after every approved one of their month. */
  readonly revision: number;
  /** What is left of the limit of terms. */
  readonly budget: Steps;
  readonly #options: AttackOptions;
  #withheld: { readonly attack: PagesAttack; readonly numbers: ReadonlyMap<string, HiddenOfPage> } | null = null;

  /**
   * @param approved the approved pages
   * @param drafts the new pages, with the remainder, which are all of one month
   * @param steps the limit of terms for all questions
   * @param options those of every attack
   */
  constructor(approved: readonly Page[], drafts: readonly Page[], steps: number, options: AttackOptions) {
    this.#options = options;
    this.budget = { remaining: steps };
    const month = drafts[0]?.month;
    const revisions = approved.flatMap((page) => (page.month === month ? [page.revision] : []));
    this.revision = 1 + Math.max(0, ...revisions);
    const sheets = drafts.flatMap((page) =>
      page.scope?.member === REMAINDER ? [] : [{ ...page, revision: this.revision }],
    );
    const isOfDraft = (page: Page): boolean => page.month === month && page.revision === this.revision;
    const newest = newestPages(approved);
    const remainders = remainderPages([...sheets, ...newest]).filter((page) => !isOfDraft(page));
    this.pages = [...newest, ...remainders];
  }

  /** Whether the limit is reached: what is decided then is not known. */
  get isExhausted(): boolean {
    return this.budget.remaining <= 0;
  }

  /**
   * Whether readers learn as much of a number if the new pages print nothing but zeros: then nothing protects it. A
   * number that is not decided then either will not be by hiding more.
   */
  isInevitable({ hidden, exposure }: ExposedNumber, drafts: readonly Page[], links: PageLinks): boolean {
    this.#withheld ??= this.#attackWithheld(drafts, links);
    const { attack, numbers } = this.#withheld;
    const own = numbers.get(numberId(hidden));
    const before = own && attack.exposure(own, this.budget);
    if (!before) return false;
    if (before.undecided || exposure.undecided) return before.undecided;
    return before.least >= exposure.least && before.most <= exposure.most;
  }

  #attackWithheld(drafts: readonly Page[], links: PageLinks) {
    const all = [...drafts.map(withheldPage), ...this.pages];
    const attack = new PagesAttack(all, { ...this.#options, links });
    return { attack, numbers: new Map(attack.small().map((hidden) => [numberId(hidden), hidden])) };
  }
}
