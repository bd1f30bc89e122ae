import { quantityKey } from './linked-page.ts';
import type { Page } from './pages-model.ts';
import { listQuantities, type Quantity } from './quantities.ts';

/** The numbers that approved pages print, by what they count: of corrected ones, all. */
export type PublishedNumbers = ReadonlyMap<string, ReadonlySet<number>>;

/** Lists the numbers that pages print exactly. */
export function publishedNumbers(pages: readonly Page[]): PublishedNumbers {
  const published = new Map<string, Set<number>>();
  for (const { scope, month, figures } of pages) {
    if (!scope) continue;
    const printed = new Map(figures.map((figure) => [figure.counted.id, figure.printed]));
    const counted = figures.map((figure) => figure.counted);
    for (const quantity of listQuantities(scope, month, counted)) {
      const value = printedNumber(printed.get(quantity.figure), quantity);
      if (typeof value !== 'number') continue;
      const key = publishedKey(quantity);
      published.set(key, (published.get(key) ?? new Set()).add(value));
    }
  }
  return published;
}

/** Identifies the records that a number counts, on any page. */
export const publishedKey = (quantity: Quantity): string => JSON.stringify(quantityKey(quantity));

function printedNumber(
  printed: Page['figures'][number]['printed'] | undefined,
  { name }: Quantity,
): number | null | undefined {
  if ('total' in name) return printed?.total;
  if ('known' in name) return printed?.known;
  return printed?.cells.find(({ key }) => key === name.cell)?.count;
}
