import { tableOfValues } from '../domain/dimensions.ts';
import { type Family, REMAINDER, remainderId } from '../domain/family.ts';
import type { CountedCell, CountedFigure } from '../domain/figure.ts';
import type { SheetScope } from '../domain/sheet.ts';
import type { Page } from './pages-model.ts';
import { memberColumn } from './population.ts';
import { printFigure } from './print-figure.ts';
import { SuppressionPlan } from './suppression-plan.ts';

/** What is counted for one sheet of a family. */
export interface CountedScope {
  readonly scope: SheetScope;
  readonly figures: readonly CountedFigure[];
}

/**
 * Counts the records of the main sheet that no member has: those of codes that the family does not list, and those
 * without a code. No sheet shows them, but a reader who subtracts the members from the main sheet has them, so they are
 * protected like a member that prints nothing.
 *
 * Only where a record has one member at most: otherwise the members may count a record twice, and the difference is no
 * number of records.
 * @param main the main sheet
 * @param members the figures of all its members
 * @returns the figures with such records; null if there are none
 */
export function familyRemainder(
  main: CountedScope,
  members: readonly (readonly CountedFigure[])[],
): CountedScope | null {
  const { family } = main.scope;
  if (!family) return null;
  const figures = main.figures.flatMap((figure) => {
    const same = members.flatMap((own) => own.find(({ id }) => id === figure.id) ?? []);
    if (same.length < members.length || !isSplit(figure, family, main.figures)) return [];
    const rest = subtract(figure, same);
    return rest.total > 0 && rest.cells.every(({ count }) => count >= 0) ? [rest] : [];
  });
  if (figures.length === 0) return null;
  return { scope: { ...main.scope, id: remainderId(family.id), member: REMAINDER }, figures };
}

/** Whether every record of a figure has one member at most: a figure of the same values says so. */
function isSplit({ counts }: CountedFigure, family: Family, figures: readonly CountedFigure[]): boolean {
  if (!memberColumn(family).multi) return true;
  const table = tableOfValues(family, counts);
  return figures.some(
    (figure) => figure.by === family.by && figure.oneEach && tableOfValues(family, figure.counts) === table,
  );
}

function subtract(figure: CountedFigure, parts: readonly CountedFigure[]): CountedFigure {
  const rest = (count: number, of: (part: CountedFigure) => number): number =>
    parts.reduce((left, part) => left - of(part), count);
  const cellOf = (part: CountedFigure, key: string): number => part.cells.find((cell) => cell.key === key)?.count ?? 0;
  return {
    ...figure,
    total: rest(figure.total, ({ total }) => total),
    ...(figure.known !== undefined && { known: rest(figure.known, ({ known }) => known ?? 0) }),
    cells: figure.cells.map(
      (cell): CountedCell => ({ ...cell, count: rest(cell.count, (part) => cellOf(part, cell.key)) }),
    ),
  };
}

/**
 * Returns a page that prints nothing for the remainder of each family and month whose main sheet and members are all
 * among some pages: of the last revision of each.
 */
export function remainderPages(pages: readonly Page[]): Page[] {
  const mains = pages.filter(({ scope }) => scope?.family && scope.member === undefined);
  return mains.flatMap((main) => {
    const { scope } = main;
    if (!scope?.family || lastOf(pages, main, scope.id) !== main) return [];
    const ids = scope.family.members;
    const members = ids.flatMap(({ sheet }) => lastOf(pages, main, sheet) ?? []);
    if (members.length < ids.length) return [];
    const [own, ...others] = [main, ...members].map(countedOf);
    const rest = own && familyRemainder({ scope, figures: own }, others);
    return rest ? [{ ...main, scope: rest.scope, figures: withheldFigures(rest.figures, main.threshold) }] : [];
  });
}

const lastOf = (pages: readonly Page[], { month }: Page, id: string): Page | undefined =>
  pages
    .filter(({ scope, month: own }) => scope?.id === id && own === month)
    .reduce<Page | undefined>((last, page) => (last && last.revision >= page.revision ? last : page), undefined);

const countedOf = ({ figures }: Page): CountedFigure[] => figures.map(({ counted }) => counted);

/** Returns a page that prints nothing but zeros. */
export const withheldPage = (page: Page): Page => ({
  ...page,
  figures: withheldFigures(countedOf(page), page.threshold),
});

function withheldFigures(figures: readonly CountedFigure[], threshold: number): Page['figures'] {
  const plan = new SuppressionPlan(figures, threshold);
  plan.withholdPage();
  return figures.map((counted) => ({ counted, printed: printFigure(counted, plan) }));
}
