import type { CountClass, PrintedFigure } from '../domain/figure.ts';
import type { ReviewedNumber, Shown } from '../domain/review.ts';
import type { RevisionFigure } from '../domain/revision.ts';
import { type Numbered, numbersOf } from './growth.ts';

/** Every number of a revision, in the sheet's order, beside those of the approved one; then those that are gone. */
export function reviewedNumbers(
  before: readonly RevisionFigure[] | null,
  now: readonly RevisionFigure[],
  threshold: number,
): ReviewedNumber[] {
  const was = numbersOf(before ?? []);
  const is = numbersOf(now);
  const printed = new Map(now.map((figure) => [figure.counted.id, figure.printed]));
  const numbers = [...is].map(([key, number]): ReviewedNumber => {
    const old = was.get(key)?.count ?? null;
    const small = before !== null && isSmall(old ?? 0, number.count, threshold);
    const { figure, cell, count } = number;
    const page = printed.get(figure);
    const shown = shownOf(number, page, threshold);
    return { figure, cell, before: old, now: count, small, shown, class: classOf(number, page) };
  });
  const gone = [...was]
    .filter(([key]) => !is.has(key))
    .map(([, { figure, cell, count }]): ReviewedNumber => {
      return { figure, cell, before: count, now: null, small: isSmall(count, 0, threshold), shown: null, class: null };
    });
  return [...numbers, ...gone];
}

const isSmall = (before: number, now: number, threshold: number): boolean =>
  before !== now && Math.abs(now - before) < threshold;

const classOf = ({ cell }: Numbered, printed: PrintedFigure | undefined): CountClass | null =>
  printed?.cells.find(({ key }) => key === cell)?.class ?? null;

function shownOf({ cell, count }: Numbered, printed: PrintedFigure | undefined, threshold: number): Shown {
  const hidden: Shown = count > 0 && count < threshold ? 'hidden-small' : 'hidden-beside';
  if (!printed) return 'unlisted';
  if (cell === null) return printed.total === null ? hidden : 'printed';
  if (printed.withheld) return 'withheld';
  if (cell === 'known') return printed.known === null || printed.known === undefined ? hidden : 'printed';
  const found = printed.cells.find(({ key }) => key === cell);
  if (!found) return 'unlisted';
  if (found.class) return 'class';
  return found.suppressed ? hidden : 'printed';
}
