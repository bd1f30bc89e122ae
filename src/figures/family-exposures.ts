import type { PagesAttack } from './joint-attack.ts';
import type { HiddenOfPage, Page } from './pages-model.ts';

/** A small number that readers of a family learn, or confine more tightly than readers of one page. */
export interface ExposedNumber {
  readonly sheet: number;
  readonly hidden: HiddenOfPage;
}

/**
 * Lists the small numbers that an attack on all pages confines within 1..k-1 more tightly than one on a single page.
 * @param safe numbers that need not be tried, by page; those that are not exposed are added
 */
export function exposedNumbers(attack: PagesAttack, pages: readonly Page[], safe: Set<string>): ExposedNumber[] {
  const sheets = new Map(pages.map((page, index) => [page, index]));
  return attack.small().flatMap((hidden): ExposedNumber[] => {
    const sheet = sheets.get(hidden.page) ?? 0;
    const id = JSON.stringify([sheet, hidden.figure, hidden.part, hidden.cell]);
    if (safe.has(id)) return [];
    if (attack.exposure(hidden, { remaining: Infinity })) return [{ sheet, hidden }];
    safe.add(id);
    return [];
  });
}
