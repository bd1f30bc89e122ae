import type { CodeLists } from '../../domain/codes.ts';
import { crossKey } from '../../domain/cross.ts';
import { cellCodes, specOf } from '../../domain/dimensions.ts';
import type { PublishedEdition } from '../../domain/edition.ts';
import type { PrintedCell, PrintedFigure } from '../../domain/figure.ts';
import { type Day, lastDay, monthOf, monthsEarlier } from '../../domain/month.ts';
import type { FigureDefinition, Sheet } from '../../domain/sheet.ts';
import { isSeries, seriesKeys } from '../../domain/time-series.ts';

const TOTAL = 1000;
const CELL = 100;
const SHARE = 10;
/** The number of cells in a figure whose cells are the codes that occur. */
const OCCURRING = 10;

/**
 * Returns an edition of a sheet with invented figures of a year, to lay its pages out without any export: every total
 * is 1,000, and every cell 100.
 */
export function inventedEdition(sheet: Sheet, codes: CodeLists): PublishedEdition {
  const month = monthsEarlier(monthOf(sheet.period.from), -11);
  return {
    sheet: sheet.id,
    month,
    from: sheet.period.from,
    through: lastDay(month),
    revision: 1,
    complete: true,
    missing: [],
    threshold: sheet.threshold,
    generatedFrom: sheet.hotlines.map((hotline) => ({ hotline, month, table: 'cases' })),
    figures: sheet.figures.map((figure) => inventedFigure(figure, sheet, codes, lastDay(month))),
  };
}

/** Returns an edition with too little to print, in both ways: every total zero, and every total hidden. */
export const shortEditions = (edition: PublishedEdition): PublishedEdition[] =>
  [0, null].map((total) => ({
    ...edition,
    figures: edition.figures.map((figure) => ({
      ...figure,
      total,
      cells: [],
      ...(figure.known !== undefined && { known: total }),
    })),
  }));

function inventedFigure(figure: FigureDefinition, sheet: Sheet, codes: CodeLists, through: Day): PrintedFigure {
  const { id, counts, by, cross, classes } = figure;
  const base = sheet.protection.method === 'round' ? { rounded: sheet.protection.base } : {};
  if (!by) return { id, counts, multi: false, total: TOTAL, cells: [], ...base };
  const keys = cross
    ? crossKeys(figure, codes)
    : isSeries(by)
      ? seriesKeys(by, sheet.period.from, through)
      : keysOf(figure, codes);
  return {
    ...{ id, counts, by, total: TOTAL },
    ...(cross && { cross }),
    multi: specOf(figure)?.multi ?? false,
    ...(classes && { known: TOTAL }),
    cells: keys.map((key) => inventedCell(key, figure)),
    ...base,
  };
}

/** Every pair of a cross, and the totals of its rows and columns. */
function crossKeys(figure: FigureDefinition, codes: CodeLists): string[] {
  const rows = ['', ...cellCodes(figure, codes)];
  const columns = ['', ...cellCodes({ by: figure.cross }, codes)];
  return rows.flatMap((row) => columns.map((column) => crossKey({ row, column }))).filter((key) => key !== '/');
}

function keysOf(figure: FigureDefinition, codes: CodeLists): string[] {
  const merged = new Set(figure.merge.flatMap((merge) => merge.codes));
  const keys = cellCodes(figure, codes).filter((code) => !merged.has(code));
  return [...keys, ...figure.merge.map(({ key }) => key)].slice(
    0,
    figure.top ?? (specOf(figure)?.multi ? OCCURRING : undefined),
  );
}

function inventedCell(key: string, { classes, shares }: FigureDefinition): PrintedCell {
  if (classes) return { key, class: { from: classes[0] ?? 1, to: classes[1] === undefined ? null : classes[1] - 1 } };
  return { key, count: CELL, ...(shares && { share: SHARE }) };
}
