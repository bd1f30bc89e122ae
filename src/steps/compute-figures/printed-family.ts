import { Failure } from '../../domain/failure.ts';
import type { CountedFigure } from '../../domain/figure.ts';
import type { ProgramSolver } from '../../domain/integer-program.ts';
import type { RevisionFigure } from '../../domain/revision.ts';
import type { Page } from '../../figures/pages-model.ts';
import { suppressFamily } from '../../figures/suppress-family.ts';
import { approvedAlready, type PrintingSource, pairFigures, suppressionPolicy } from './printed-figures.ts';

/** One sheet of a family: its counts, and its approved revisions. */
export interface CountedSheet extends Pick<PrintingSource, 'sheet' | 'approved'> {
  readonly counted: readonly CountedFigure[];
}

/** The inputs for printing a family: `published` has every approved page that its approval is attacked with. */
interface FamilySource extends Pick<PrintingSource, 'month' | 'secret'> {
  readonly published: readonly Page[];
  readonly solver: ProgramSolver;
}

/**
 * Prints the editions of all sheets of a family together, in their order, so that readers of approved pages learn
 * nothing either. A sheet whose counts equal those of its approved revision of the same month prints the same again:
 * its readers have that page.
 * @throws Failure DefinitionInvalid if the family is rounded: only suppression protects sheets together
 */
export function printedFamily(
  sheets: readonly CountedSheet[],
  { month, secret, published, solver }: FamilySource,
): RevisionFigure[][] {
  const before = sheets.map(({ counted, ...sheet }) => approvedAlready(counted, { ...sheet, month }));
  const unchanged = before.flatMap((figures) => (figures ? [figures] : []));
  if (unchanged.length === sheets.length) return unchanged;
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
    published,
    { solver },
  );
  return sheets.map(({ counted }, index) => before[index] ?? pairFigures(counted, printed[index] ?? []));
}
