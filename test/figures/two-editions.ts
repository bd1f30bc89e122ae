import type { CountedFigure } from '../../src/domain/figure.ts';
import type { Month } from '../../src/domain/month.ts';
import { jointAttack } from '../../src/figures/joint-attack.ts';
import type { Page } from '../../src/figures/pages-model.ts';
import { suppress } from '../../src/figures/suppress.ts';
import { tieKeyOf } from './generators.ts';

/** Returns an edition of complete months, suppressed with the approved editions in mind, or without any. */
export function edition(month: string, counts: readonly number[], ...approved: Page[]): Page {
  const counted: CountedFigure = {
    ...{
      id: 'by-month',
      counts: 'cases',
      by: 'month',
      multi: false,
      print: { as: 'counts' },
      shares: false,
    },
    universe: 'cases',
    total: counts.reduce((sum, count) => sum + count, 0),
    cells: counts.map((count, at) => ({ key: `2020-${String(at + 1).padStart(2, '0')}`, count })),
  };
  const policy = { threshold: 10, tieKey: tieKeyOf('secret'), approved: approved.map(({ figures }) => figures) };
  const [printed] = suppress([counted], policy);
  return { month: month as Month, revision: 1, threshold: 10, figures: [{ counted, printed: printed! }] };
}

/**
 * Returns what the joint attack finds in the two editions of figures.md, with and without suppression that remembers.
 */
export function twoEditions(): { readonly careless: string[]; readonly remembering: string[] } {
  const june = edition('2020-06', [31, 5, 20, 32, 33, 34]);
  const all = [31, 5, 20, 32, 33, 34, 15, 40, 41];
  const found = (september: Page): string[] =>
    jointAttack(september, [june]).map(({ cell, month }) => `${cell} of ${month}`);
  return { careless: found(edition('2020-09', all)), remembering: found(edition('2020-09', all, june)) };
}
