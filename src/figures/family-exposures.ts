import type { Exposure } from '../domain/review.ts';
import type { PagesAttack } from './joint-attack.ts';
import type { HiddenOfPage, Page } from './pages-model.ts';
import type { Steps } from './reader-solver.ts';

/** A small number that readers of a family learn, or confine more tightly than readers of one page. */
export interface ExposedNumber {
  readonly sheet: number;
  readonly hidden: HiddenOfPage;
  readonly exposure: Exposure;
}

/** The limit of terms per question: a number that takes longer is hidden better, which is cheaper than to decide it. */
export const STEPS_OF_ONE = 1_000_000;

/** Identifies a hidden number among those of several pages. */
export const numberId = ({ page, figure, part, cell }: HiddenOfPage): string =>
  JSON.stringify([page.scope?.id, page.month, page.revision, figure, part, cell]);

/**
 * Lists the small numbers that an attack on all pages confines within 1..k-1 more tightly than one on a single page.
 * @param safe numbers that need not be tried, by page; those that are not exposed are added
 * @param budget the limit of terms for all numbers
 */
export function exposedNumbers(
  attack: PagesAttack,
  pages: readonly Page[],
  safe: Set<string>,
  budget: Steps,
): ExposedNumber[] {
  const sheets = new Map(pages.map((page, index) => [page, index]));
  const ids = new Map(pages.map(({ scope }, index) => [scope?.id, index]));
  return attack.small().flatMap((hidden): ExposedNumber[] => {
    const sheet = sheets.get(hidden.page) ?? ids.get(hidden.page.scope?.id);
    if (sheet === undefined) return [];
    const id = numberId(hidden);
    if (safe.has(id)) return [];
    const exposure = attack.exposure(hidden, budget);
    if (exposure) return [{ sheet, hidden, exposure }];
    safe.add(id);
    return [];
  });
}
