import { Failure } from '../../domain/failure.ts';
import type { CountedFigure } from '../../domain/figure.ts';
import type { RevisionFigure } from '../../domain/revision.ts';
import { suppressFamily } from '../../figures/suppress-family.ts';
import { approvedAlready, type PrintingSource, pairFigures, suppressionPolicy } from './printed-figures.ts';

/** One sheet of a family: its counts, and its approved revisions. */
export interface CountedSheet extends Pick<PrintingSource, 'sheet' | 'approved'> {
  readonly counted: readonly CountedFigure[];
}

/**
 * Prints the editions of all sheets of a family together, in their order. If all counts equal those of the approved
 * revisions of the same month, their printed figures are reused.
 * @throws Failure DefinitionInvalid if the family is rounded: only suppression protects sheets together
 */
export function printedFamily(
  sheets: readonly CountedSheet[],
  { month, secret }: Pick<PrintingSource, 'month' | 'secret'>,
): RevisionFigure[][] {
  const approved = sheets.flatMap(({ counted, ...sheet }) => {
    const before = approvedAlready(counted, { ...sheet, month });
    return before ? [before] : [];
  });
  if (approved.length === sheets.length) return approved;
  const rounded = sheets.find(({ sheet }) => sheet.protection.method === 'round');
  if (rounded)
    throw new Failure(
      'DefinitionInvalid',
      `templates/${rounded.sheet.family?.id}/sheet.json: protection: the sheets of a family are suppressed together, and cannot be rounded; write "protection": { "method": "suppress" }`,
    );
  const printed = suppressFamily(
    sheets.map(({ sheet, approved: pages, counted }) => ({
      scope: sheet,
      figures: counted,
      policy: suppressionPolicy({ sheet, approved: pages, secret }),
    })),
    month,
  );
  return sheets.map(({ counted }, index) => pairFigures(counted, printed[index] ?? []));
}
