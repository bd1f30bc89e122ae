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
    const rounded = roundedOf(number, page, shown);
    return {
      ...{ figure, cell, before: old, now: count, small, shown, class: classOf(number, page) },
      ...(rounded && { rounded }),
    };
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

const roundedOf = (number: Numbered, page: PrintedFigure | undefined, shown: Shown): ReviewedNumber['rounded'] =>
  page?.rounded === undefined || (shown !== 'rounded' && shown !== 'fewer')
    ? undefined
    : { base: page.rounded, printed: printedOf(number, page) };

/** The number that a page prints in the place of an exact one; null for a mark or "fewer than". */
function printedOf({ cell }: Numbered, { total, known, cells }: PrintedFigure): number | null {
  if (cell === null) return total;
  return (cell === 'known' ? known : cells.find(({ key }) => key === cell)?.count) ?? null;
}

function shownOf({ cell, count }: Numbered, printed: PrintedFigure | undefined, threshold: number): Shown {
  const hidden: Shown = count > 0 && count < threshold ? 'hidden-small' : 'hidden-beside';
  if (!printed) return 'unlisted';
  if (printed.rounded !== undefined) return shownRounded(cell, printed);
  if (cell === null) return printed.total === null ? hidden : 'printed';
  if (printed.withheld) return 'withheld';
  if (cell === 'known') return printed.known === null || printed.known === undefined ? hidden : 'printed';
  const found = printed.cells.find(({ key }) => key === cell);
  if (!found) return 'unlisted';
  if (found.class) return 'class';
  return found.suppressed ? hidden : 'printed';
}

function shownRounded(cell: string | null, printed: PrintedFigure): Shown {
  const either = (count: number | null | undefined): Shown => (typeof count === 'number' ? 'rounded' : 'fewer');
  if (cell === null) return either(printed.total);
  if (printed.withheld) return 'withheld';
  if (cell === 'known') return either(printed.known);
  const found = printed.cells.find(({ key }) => key === cell);
  if (!found) return 'unlisted';
  if (found.class) return 'class';
  return found.suppressed ? 'hidden-beside' : either(found.count);
}
