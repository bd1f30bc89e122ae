import { stringify } from 'csv-stringify/sync';
import type { PublishedEdition } from '../domain/edition.ts';
import {
  type CellLabels,
  type CountClass,
  type PrintedCell,
  type PrintedFigure,
  printedTotal,
  type TiedCells,
} from '../domain/figure.ts';
import { formatCellShare, formatShare, SUPPRESSION_MARK } from '../domain/format.ts';
import { LANGUAGES, type Language } from '../domain/languages.ts';
import { formatTied } from '../words/dates-and-counts.ts';
import { formatPeriod } from '../words/period-labels.ts';

/** Builds `figures.json`: exactly what the page prints, in its order, and the monthly series (figures.md). */
export function figuresJson(edition: PublishedEdition): string {
  const { sheet, from, through, revision, complete, missing, threshold, generatedFrom, undated } = edition;
  const figures = Object.fromEntries(edition.figures.map(({ id, ...figure }) => [id, figure]));
  const annex = {
    sheet,
    from,
    through,
    revision,
    complete,
    missing,
    threshold,
    generatedFrom,
    ...(undated && { undated }),
    figures,
  };
  return `${JSON.stringify(annex, null, 2)}\n`;
}

const COLUMNS = [
  'figure',
  'counts',
  'by',
  'key',
  'label_en',
  'label_es',
  'count',
  'share',
  'class',
  'suppressed',
  'total',
];

/**
 * Builds `figures.csv`: a line per cell; a figure that prints no cells has one line without a key, for its total. UTF-8
 * with a byte-order mark, so that spreadsheets show the accents. A hidden number is the suppression mark, as on the
 * page, and a share that is not a plain percentage is written as there (`<1%`, `>99%`). Cells of equal count at the end
 * of a top list are one line without a key.
 * @param labels per figure id, the labels of its cells
 */
export function figuresCsv(edition: PublishedEdition, labels: ReadonlyMap<string, CellLabels>): string {
  const lines = edition.figures.flatMap((figure) => {
    const cells = figure.cells.map((cell) => cellLine(figure, cell, labels.get(figure.id) ?? {}));
    const rows = figure.tied ? [...cells, tiedLine(figure, figure.tied)] : cells;
    return rows.length === 0 ? [totalLine(figure)] : rows;
  });
  return stringify([COLUMNS, ...lines], { bom: true, record_delimiter: 'windows' });
}

/** Plain digits, for programs; the mark, or `<5`, where the page has it. */
const number = (value: number | null | undefined, fewerThan?: number): string => {
  if (value === null) return fewerThan === undefined ? SUPPRESSION_MARK : `<${fewerThan}`;
  return value === undefined ? '' : String(value);
};

const totalText = (figure: PrintedFigure): string => number(figure.total, printedTotal(figure).fewerThan);

/** The integer, or the text of the page (`<1%`): 0 and 100 would be inexact. */
function shareText(share: PrintedCell['share'], count: PrintedCell['count'], total: number | null): string {
  if (typeof share !== 'number') return number(share);
  const printed = formatShare(share, count ?? null, total);
  return /^[<>]/u.test(printed) ? printed : String(share);
}

const totalLine = (figure: PrintedFigure): string[] => {
  const { id, counts, by, total, rounded } = figure;
  const suppressed = total === null && rounded === undefined ? 'true' : '';
  return [id, counts, by ?? '', '', '', '', '', '', '', suppressed, totalText(figure)];
};

function cellLine(figure: PrintedFigure, cell: PrintedCell, labels: CellLabels): string[] {
  const isPart = cell.from !== undefined || cell.to !== undefined || figure.by === 'quarter';
  const label = (language: Language): string =>
    isPart ? formatPeriod(cell, language) : (labels[cell.key]?.[language] ?? cell.key);
  return [
    figure.id,
    figure.counts,
    figure.by ?? '',
    cell.key,
    ...LANGUAGES.map(label),
    number(cell.count, cell.fewerThan),
    cell.fewerThan === undefined
      ? shareText(cell.share, cell.count, figure.total)
      : (formatCellShare(cell, figure.total) ?? ''),
    cell.class ? classText(cell.class) : '',
    cell.suppressed ? 'true' : '',
    totalText(figure),
  ];
}

function tiedLine({ id, counts, by, total }: PrintedFigure, { cells, count, share }: TiedCells): string[] {
  const labels = LANGUAGES.map((language) => formatTied(cells, language));
  return [id, counts, by ?? '', '', ...labels, number(count), shareText(share, count, total), '', '', number(total)];
}

const classText = ({ from, to }: CountClass): string =>
  to === null ? `${from}+` : from === to ? `${from}` : `${from}-${to}`;
