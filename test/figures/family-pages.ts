import { openSolver } from '../../src/adapters/highs-solver.ts';
import { exposedNumbers } from '../../src/figures/family-exposures.ts';
import type { FamilySheet } from '../../src/figures/family-numbers.ts';
import { PagesAttack } from '../../src/figures/joint-attack.ts';
import { type Page, pagesModel } from '../../src/figures/pages-model.ts';
import { satisfiesAll } from '../../src/figures/reader-solver.ts';
import { suppress } from '../../src/figures/suppress.ts';
import { suppressFamily } from '../../src/figures/suppress-family.ts';
import { K, MONTH } from './random-families.ts';

/** As the program prints, and as approvals are attacked: a solution that it finds is checked in whole numbers. */
export const solver = await openSolver();

/** A revision to print, and the approved pages that readers have. */
interface Edition extends Pick<Page, 'month' | 'revision'> {
  readonly approved?: readonly Page[];
}

/** Prints the sheets of a family together, or each alone. */
export function pagesOf(
  sheets: readonly FamilySheet[],
  how: 'together' | 'alone',
  { month, revision, approved = [] }: Edition = { month: MONTH, revision: 1 },
): Page[] {
  const printed =
    how === 'together'
      ? suppressFamily(sheets, month, approved, { solver })
      : sheets.map(({ figures, policy }) => suppress(figures, policy));
  return sheets.map(({ scope, figures }, index) => ({
    ...{ month, revision, threshold: K, scope },
    figures: figures.map((counted, at) => ({ counted, printed: printed[index]![at]! })),
  }));
}

/** The name of a number in messages of tests. */
export const nameOf = ({ scope }: Page, figure: string, cell?: string): string =>
  `${scope!.member ?? 'main'} ${figure} ${cell ?? ''}`;

/** Lists the small numbers that the program's attacker learns from all pages, and not from their own. */
export function exposedNames(pages: readonly Page[]): string[] {
  const { constraints, truth } = pagesModel(pages);
  if (!satisfiesAll(constraints, truth)) return ['the attacker believes what is not true'];
  return exposedNumbers(new PagesAttack(pages, { solver }), pages, new Set(), { remaining: Infinity }).map(
    ({ sheet, hidden }) => nameOf(pages[sheet]!, hidden.figure, hidden.cell),
  );
}
