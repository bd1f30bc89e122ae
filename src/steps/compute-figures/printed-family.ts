import type { CountedFigure } from '../../domain/figure.ts';
import type { RevisionFigure } from '../../domain/revision.ts';
import { type PrintingSource, printedFigures } from './printed-figures.ts';

/** One sheet of a family: its counts, and its approved revisions. */
export interface CountedSheet extends Pick<PrintingSource, 'sheet' | 'approved'> {
  readonly counted: readonly CountedFigure[];
}

/** Prints the editions of all sheets of a family, in their order. */
export function printedFamily(
  sheets: readonly CountedSheet[],
  { month, secret }: Pick<PrintingSource, 'month' | 'secret'>,
): RevisionFigure[][] {
  return sheets.map(({ sheet, approved, counted }) => printedFigures(counted, { month, secret, sheet, approved }));
}
