import type { PublishedEdition } from '../../src/domain/edition.ts';
import type { PrintedCell, PrintedFigure } from '../../src/domain/figure.ts';
import { monthOf } from '../../src/domain/month.ts';
import type { Sheet } from '../../src/domain/sheet.ts';

/** The states of a sheet for an editor, in the order of the switch. */
export const VARIANTS = ['counted', 'incomplete', 'corrected', 'suppressed', 'zero', 'million'] as const;

export type Variant = (typeof VARIANTS)[number];

/** The inputs of a page: the sheet as declared and an edition of it. */
export interface Sample {
  readonly sheet: Sheet;
  readonly edition: PublishedEdition;
}

/**
 * Returns the same sheet in another state. `suppressed` prints as if the threshold were above every count, `zero` is an
 * edition without any records, in `million` totals and the largest cells are a million and the others in proportion.
 */
export function buildVariant(sample: Sample, variant: Variant): Sample {
  const { sheet, edition } = sample;
  switch (variant) {
    case 'counted':
      return sample;
    case 'incomplete':
      return { sheet, edition: { ...edition, complete: false, missing: lastTables(edition) } };
    case 'corrected':
      return { sheet, edition: { ...edition, revision: 3, corrects: { revision: 2, approvedOn: edition.through } } };
    case 'suppressed':
      return suppressAll(sample);
    case 'zero':
      return { sheet, edition: withFigures(edition, zero) };
    case 'million':
      return { sheet, edition: withFigures(edition, million) };
  }
}

const withFigures = (
  edition: PublishedEdition,
  change: (figure: PrintedFigure) => PrintedFigure,
): PublishedEdition => ({
  ...edition,
  figures: edition.figures.map(change),
});

/** The missing tables of the draft: those that the last hotline delivered for the edition's month. */
function lastTables({ missing, generatedFrom, through }: PublishedEdition): PublishedEdition['missing'] {
  if (missing.length > 0) return missing;
  const ofMonth = generatedFrom.filter(({ month }) => month === monthOf(through));
  const last = ofMonth.at(-1)?.hotline;
  return ofMonth
    .filter(({ hotline }) => hotline === last)
    .map(({ hotline, month, table }) => ({ hotline, month, table }));
}

/** A threshold above every total hides every count but zero; the bounds of a map's classes increase with it. */
function suppressAll({ sheet, edition }: Sample): Sample {
  const largest = Math.max(0, ...edition.figures.map(({ total }) => total ?? 0));
  const threshold = Math.max(edition.threshold, 10 ** String(largest).length);
  const raised = (bound: number): number => Math.round((bound * threshold) / edition.threshold);
  const figures = sheet.figures.map((figure) =>
    figure.classes ? { ...figure, classes: figure.classes.map(raised) } : figure,
  );
  const lists = new Set(sheet.figures.flatMap(({ id, top }) => (top === undefined ? [] : [id])));
  const hide = (figure: PrintedFigure): PrintedFigure => hideFigure(figure, lists.has(figure.id), threshold);
  return { sheet: { ...sheet, threshold, figures }, edition: { ...withFigures(edition, hide), threshold } };
}

function hideFigure(figure: PrintedFigure, isList: boolean, threshold: number): PrintedFigure {
  const { tied: _, ...rest } = figure;
  return {
    ...rest,
    total: figure.total === 0 ? 0 : null,
    ...(figure.known !== undefined && { known: figure.known === 0 ? 0 : null }),
    cells: isList ? [] : figure.cells.map((cell) => hiddenCell(cell, threshold)),
  };
}

function hiddenCell(cell: PrintedCell, threshold: number): PrintedCell {
  const { key, count, share } = cell;
  if (cell.class) return cell.class.to === 0 ? cell : { key, class: { from: 1, to: threshold - 1 } };
  if (count === 0) return { key, count };
  return { key, count: null, ...(share !== undefined && { share: null }), suppressed: true };
}

function zero(figure: PrintedFigure): PrintedFigure {
  const { withheld: _, tied: __, ...rest } = figure;
  const cells = figure.cells.map(({ key, share }) => ({ key, count: 0, ...(share !== undefined && { share: 0 }) }));
  return {
    ...rest,
    total: 0,
    ...(figure.known !== undefined && { known: 0 }),
    // a figure of several values has the codes that occur: with a total of 0 there are none
    cells: figure.multi ? [] : cells,
  };
}

const MILLION = 1_000_000;

function million(figure: PrintedFigure): PrintedFigure {
  const { tied } = figure;
  const largest = Math.max(1, tied?.count ?? 0, ...figure.cells.map(({ count }) => count ?? 0));
  const grown = (cell: PrintedCell): PrintedCell =>
    cell.count ? { ...cell, count: Math.round((cell.count * MILLION) / largest) } : cell;
  return {
    ...figure,
    total: MILLION,
    ...(figure.known !== undefined && { known: MILLION }),
    cells: figure.cells.map(grown),
    ...(tied && { tied: { ...tied, count: Math.round((tied.count * MILLION) / largest) } }),
  };
}
