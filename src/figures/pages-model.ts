import type { CountedFigure } from '../domain/figure.ts';
import type { Month } from '../domain/month.ts';
import type { RevisionFigure } from '../domain/revision.ts';
import type { SheetScope } from '../domain/sheet.ts';
import { isSeries } from '../domain/time-series.ts';
import { familyLinks } from './family-links.ts';
import type { PlacedQuantity } from './linked-page.ts';
import { listQuantities } from './quantities.ts';
import { type HiddenQuantity, type Knowledge, readerModel } from './reader-model.ts';
import { type Choice, type Constraints, type Inequality, satisfies, sumAtLeast } from './reader-solver.ts';
import { cellName, knownName, publicStructure, type Variables } from './reader-variables.ts';
import { sheetLinks } from './sheet-links.ts';

/** One revision as its readers have it, with the exact counts behind it. */
export interface Page {
  readonly month: Month;
  readonly revision: number;
  readonly threshold: number;
  readonly figures: readonly RevisionFigure[];
  /** The records that its sheet counts; pages without it are all of one sheet. */
  readonly scope?: SheetScope;
}

/** Whether two pages are of one sheet. */
export const isSameSheet = (first: Page, other: Page): boolean => first.scope?.id === other.scope?.id;

/** A hidden number of one of the pages. */
export interface HiddenOfPage extends HiddenQuantity {
  readonly page: Page;
  /** The exact number. */
  readonly value: number;
  /** Numbers below this are too small to be derivable: k, or the base of a rounded figure. */
  readonly limit: number;
}

/** What a reader of several pages knows as constraints, and one solution: the truth. */
export interface PagesModel {
  readonly constraints: Constraints;
  readonly truth: readonly number[];
  readonly hidden: readonly HiddenOfPage[];
  /** Every number of each page, by what it counts. */
  readonly quantities: readonly PlacedQuantity[];
}

/** One page's constraints, numbered from 0. */
interface Leaf {
  readonly page: Page;
  readonly constraints: Constraints;
  readonly truth: readonly number[];
  readonly hidden: readonly HiddenQuantity[];
  readonly variables: Variables;
  readonly offset: number;
}

/**
 * Builds the constraints of several pages, and their links. Pages of one sheet: a month that is over does not change,
 * and every other count grows from edition to edition and does not change from revision to revision of one edition.
 * Pages of related sheets: what their definitions say about the records they count (sheet-links.ts).
 *
 * Untrue constraints are omitted: the attacker assumes that two numbers are equal, or ordered, only if they are, and
 * that a figure with marks has a number below k only if it has (memory may have left marks on larger ones). So the
 * system always has a solution, and corrections mislead no one: this attacker knows which numbers were corrected.
 */
export function pagesModel(
  pages: readonly Page[],
  { links: known, marks = true, knowledge = 'stated' }: ModelOptions = {},
): PagesModel {
  const leaves = buildLeaves(pages, knowledge);
  const { links, quantities } = known ?? linkLeaves(leaves);
  const truth = leaves.flatMap((leaf) => leaf.truth);
  return {
    constraints: {
      bounds: leaves.flatMap(({ constraints }) => constraints.bounds),
      inequalities: [...leaves.flatMap((leaf) => leaf.constraints.inequalities.map(shiftBy(leaf.offset))), ...links],
      choices: leaves.flatMap((leaf) =>
        (marks ? leaf.constraints.choices : []).map(
          (choice): Choice => choice.map((all) => all.map(shiftBy(leaf.offset))),
        ),
      ),
    },
    truth,
    quantities,
    hidden: leaves.flatMap(({ page, hidden, truth: own, offset }) =>
      hidden.map((quantity) => ({
        ...quantity,
        page,
        limit: smallLimit(page, quantity.figure),
        value: own[quantity.variable] ?? 0,
        variable: quantity.variable + offset,
      })),
    ),
  };
}

/** Options of a model of several pages. */
export interface ModelOptions {
  /** Their links, if they are known already. */
  readonly links?: PageLinks;
  /**
   * Whether the reader takes a mark as a sign that its figure has a number below k: by default. In a family a mark may
   * protect a number of another sheet.
   */
  readonly marks?: boolean;
  /** What the reader knows of each page: by default what is stated. */
  readonly knowledge?: Knowledge;
}

/** What links pages: it depends on their definitions and exact counts, whatever they print. */
export interface PageLinks {
  readonly links: readonly Inequality[];
  /** Every number of each page, by what it counts. */
  readonly quantities: readonly PlacedQuantity[];
}

/** Returns the links of pages, for several models of the same pages that print more or less. */
export const pageLinks = (pages: readonly Page[]): PageLinks => linkLeaves(buildLeaves(pages));

function linkLeaves(leaves: readonly Leaf[]): PageLinks {
  const truth = leaves.flatMap((leaf) => leaf.truth);
  const quantities = leaves.flatMap(placedQuantities);
  const between = [...sheetLinks(quantities), ...familyLinks(quantities, (variable) => truth[variable] ?? 0)];
  const links = leaves.flatMap((later, index) =>
    leaves.slice(0, index).flatMap((earlier) => linkPages(earlier, later)),
  );
  return { links: [...links, ...between.filter((inequality) => satisfies(inequality, truth))], quantities };
}

function buildLeaves(pages: readonly Page[], knowledge: Knowledge = 'stated'): Leaf[] {
  const ordered = pages.toSorted((a, b) =>
    a.month === b.month ? a.revision - b.revision : a.month < b.month ? -1 : 1,
  );
  const leaves: Leaf[] = [];
  let offset = 0;
  for (const page of ordered) {
    leaves.push(buildLeaf(page, offset, knowledge));
    offset += leaves.at(-1)?.truth.length ?? 0;
  }
  return leaves;
}

const smallLimit = ({ figures, threshold }: Page, id: string): number =>
  figures.find(({ counted }) => counted.id === id)?.printed.rounded ?? threshold;

const shiftBy =
  (offset: number) =>
  ({ terms, atLeast }: Inequality): Inequality => ({
    terms: terms.map(([variable, factor]) => [variable + offset, factor]),
    atLeast,
  });

function buildLeaf(page: Page, offset: number, knowledge: Knowledge): Leaf {
  const counted = page.figures.map((figure) => figure.counted);
  const printed = page.figures.map((figure) => figure.printed);
  const model = readerModel({
    printed,
    structure: publicStructure(counted),
    k: page.threshold,
    knowledge,
  });
  const truth = model.constraints.bounds.map(([low]) => low);
  for (const figure of counted)
    for (const [name, value] of namedNumbers(figure)) truth[model.variables.get(name)] = value;
  const isTrue = (inequality: Inequality): boolean => satisfies(inequality, truth);
  const constraints = {
    bounds: model.variables.bounds.map(([low, high], index): [number, number] => {
      const value = truth[index] ?? low;
      // an untrue bound is omitted: moved to the truth, it would say what no reader knows
      return [Math.min(low, value), value <= high ? high : Math.max(model.variables.cap, value + 2 * page.threshold)];
    }),
    inequalities: model.constraints.inequalities.filter(isTrue),
    choices: model.constraints.choices.filter((choice) => choice.some((alternative) => alternative.every(isTrue))),
  };
  return { page, constraints, truth, hidden: model.hidden, variables: model.variables, offset };
}

function* namedNumbers({ id, universe, total, known, cells }: CountedFigure): Generator<[name: string, value: number]> {
  yield [`total ${universe}`, total];
  if (known !== undefined) yield [knownName(id), known];
  for (const { key, count } of cells) yield [cellName(id, key), count];
}

function placedQuantities({ page, variables, offset }: Leaf, index: number): PlacedQuantity[] {
  const { scope, month, figures } = page;
  if (!scope) return [];
  const counted = figures.map((figure) => figure.counted);
  const place = { page: index, month, sheet: scope.id, family: scope.family, member: scope.member };
  const byId = new Map(counted.map((figure) => [figure.id, figure]));
  return listQuantities(scope, month, counted).map((quantity) => {
    const { figure, name } = quantity;
    const own =
      'cell' in name
        ? cellName(figure, name.cell)
        : 'known' in name
          ? knownName(figure)
          : `total ${byId.get(figure)?.universe ?? ''}`;
    return { ...quantity, ...place, oneEach: byId.get(figure)?.oneEach, variable: variables.get(own) + offset };
  });
}

function linkPages(earlier: Leaf, later: Leaf): Inequality[] {
  if (!isSameSheet(earlier.page, later.page)) return [];
  const before = new Map(earlier.page.figures.map(({ counted }) => [counted.id, counted]));
  return later.page.figures.flatMap(({ counted }) => {
    const same = before.get(counted.id);
    if (!same || same.by !== counted.by || same.cross !== counted.cross || same.counts !== counted.counts) return [];
    const old = new Map(namedNumbers(same));
    return [...namedNumbers(counted)].flatMap(([name, value]) => {
      const was = old.get(name);
      if (was === undefined) return [];
      const isUnchanged = earlier.page.month === later.page.month || isOverPeriod(same, name);
      const [from, to] = [earlier.variables.get(name) + earlier.offset, later.variables.get(name) + later.offset];
      if (isUnchanged) return was === value ? [sumAtLeast([to], [from]), sumAtLeast([from], [to])] : [];
      return was <= value ? [sumAtLeast([to], [from])] : [];
    });
  });
}

/** Whether a number is of a period that was over in the earlier page. */
const isOverPeriod = ({ by, id, cells }: CountedFigure, name: string): boolean =>
  isSeries(by) && cells.some(({ key, to }) => to === undefined && name === cellName(id, key));
