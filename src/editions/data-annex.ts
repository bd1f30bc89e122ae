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
import { cellShareDigits, SUPPRESSION_MARK, shareDigits } from '../domain/format.ts';
import type { Language } from '../domain/languages.ts';
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

const columns = (languages: readonly Language[]): string[] => [
  'figure',
  'counts',
  'by',
  'key',
  ...languages.map((language) => `label_${language}`),
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
 * @param byFigure the labels of cells, by figure id
 * @param languages those of the sheet: each has a column of labels
 */
export function figuresCsv(
  edition: PublishedEdition,
  byFigure: ReadonlyMap<string, CellLabels>,
  languages: readonly Language[],
): string {
  const lines = edition.figures.flatMap((figure) => {
    const cells = figure.cells.map((cell) =>
      cellLine(figure, cell, { languages, labels: byFigure.get(figure.id) ?? {} }),
    );
    const rows = figure.tied ? [...cells, tiedLine(figure, figure.tied, languages)] : cells;
    return rows.length === 0 ? [totalLine(figure, languages)] : rows;
  });
  return stringify([columns(languages), ...lines], { bom: true, record_delimiter: 'windows' });
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
  const digits = shareDigits(share, count ?? null, total);
  return /^[<>]/u.test(digits) ? `${digits}%` : digits;
}

/** `gender`, or `gender/age` for a cross. */
const breakdownText = ({ by, cross }: Pick<PrintedFigure, 'by' | 'cross'>): string =>
  [by ?? [], cross ?? []].flat().join('/');

const totalLine = (figure: PrintedFigure, languages: readonly Language[]): string[] => {
  const { id, counts, total, rounded } = figure;
  const suppressed = total === null && rounded === undefined ? 'true' : '';
  const labels = languages.map(() => '');
  return [id, counts, breakdownText(figure), '', ...labels, '', '', '', suppressed, totalText(figure)];
};

interface CellLine {
  readonly languages: readonly Language[];
  readonly labels: CellLabels;
}

const withSign = (digits: string | null): string => (digits === null ? '' : `${digits}%`);

function cellLine(figure: PrintedFigure, cell: PrintedCell, { languages, labels }: CellLine): string[] {
  const isPart = cell.from !== undefined || cell.to !== undefined || figure.by === 'quarter';
  const label = (language: Language): string =>
    isPart ? formatPeriod(cell, language) : (labels[cell.key]?.[language] ?? cell.key);
  return [
    figure.id,
    figure.counts,
    breakdownText(figure),
    cell.key,
    ...languages.map(label),
    number(cell.count, cell.fewerThan),
    cell.fewerThan === undefined
      ? shareText(cell.share, cell.count, figure.total)
      : withSign(cellShareDigits(cell, figure.total)),
    cell.class ? classText(cell.class) : '',
    cell.suppressed ? 'true' : '',
    totalText(figure),
  ];
}

function tiedLine(
  { id, counts, by, total }: PrintedFigure,
  { cells, count, share }: TiedCells,
  languages: readonly Language[],
): string[] {
  const labels = languages.map((language) => formatTied(cells, language));
  return [id, counts, by ?? '', '', ...labels, number(count), shareText(share, count, total), '', '', number(total)];
}

const classText = ({ from, to }: CountClass): string =>
  to === null ? `${from}+` : from === to ? `${from}` : `${from}-${to}`;
