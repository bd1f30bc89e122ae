import { type CountClass, isSmallChange, type PrintedFigure } from '../domain/figure.ts';
import type { ReviewedNumber, Shown } from '../domain/review.ts';
import type { RevisionFigure } from '../domain/revision.ts';
import { type CountedNumber, countedNumbers } from './revision-changes.ts';

/**
 * Lists every number of a revision, in the sheet's order, with the approved value; then the numbers that no longer
 * exist.
 */
export function reviewedNumbers(
  before: readonly RevisionFigure[] | null,
  now: readonly RevisionFigure[],
  threshold: number,
): ReviewedNumber[] {
  const was = countedNumbers(before ?? []);
  const is = countedNumbers(now);
  const printed = new Map(now.map((figure) => [figure.counted.id, figure.printed]));
  const numbers = [...is].map(([key, number]): ReviewedNumber => {
    const old = was.get(key)?.count ?? null;
    const small = before !== null && isSmallChange(old ?? 0, number.count, threshold);
    const { figure, cell, count } = number;
    const page = printed.get(figure);
    const shown = howShown(number, page, threshold);
    const rounded = printedRounding(number, page, shown);
    return {
      ...{ figure, cell, before: old, now: count, small, shown, class: printedClass(number, page) },
      ...(rounded && { rounded }),
    };
  });
  const gone = [...was]
    .filter(([key]) => !is.has(key))
    .map(([, { figure, cell, count }]): ReviewedNumber => {
      return {
        figure,
        cell,
        before: count,
        now: null,
        small: isSmallChange(count, 0, threshold),
        shown: null,
        class: null,
      };
    });
  return [...numbers, ...gone];
}

const printedClass = ({ cell }: CountedNumber, printed: PrintedFigure | undefined): CountClass | null =>
  printed?.cells.find(({ key }) => key === cell)?.class ?? null;

const printedRounding = (
  number: CountedNumber,
  page: PrintedFigure | undefined,
  shown: Shown,
): ReviewedNumber['rounded'] =>
  page?.rounded === undefined || (shown !== 'rounded' && shown !== 'fewer')
    ? undefined
    : { base: page.rounded, printed: printedNumber(number, page) };

/** Returns the number that a page prints for an exact one; null for a mark or "fewer than". */
function printedNumber({ cell }: CountedNumber, { total, known, cells }: PrintedFigure): number | null {
  if (cell === null) return total;
  return (cell === 'known' ? known : cells.find(({ key }) => key === cell)?.count) ?? null;
}

function howShown({ cell, count }: CountedNumber, printed: PrintedFigure | undefined, threshold: number): Shown {
  const hidden: Shown = count > 0 && count < threshold ? 'hidden-small' : 'hidden-beside';
  if (!printed) return 'unlisted';
  if (printed.rounded !== undefined) return howShownRounded(cell, printed);
  if (cell === null) return printed.total === null ? hidden : 'printed';
  if (printed.withheld) return 'withheld';
  if (cell === 'known') return printed.known === null || printed.known === undefined ? hidden : 'printed';
  const match = printed.cells.find(({ key }) => key === cell);
  if (!match) return 'unlisted';
  if (match.class) return 'class';
  return match.suppressed ? hidden : 'printed';
}

function howShownRounded(cell: string | null, printed: PrintedFigure): Shown {
  const either = (count: number | null | undefined): Shown => (typeof count === 'number' ? 'rounded' : 'fewer');
  if (cell === null) return either(printed.total);
  if (printed.withheld) return 'withheld';
  if (cell === 'known') return either(printed.known);
  const match = printed.cells.find(({ key }) => key === cell);
  if (!match) return 'unlisted';
  if (match.class) return 'class';
  return match.suppressed ? 'hidden-beside' : either(match.count);
}
