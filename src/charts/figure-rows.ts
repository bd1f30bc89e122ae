import { cellWords } from '../domain/cross.ts';
import { Failure } from '../domain/failure.ts';
import type { CellLabels, Dimension, PrintedCell, PrintedFigure } from '../domain/figure.ts';
import { formatNumber } from '../domain/format.ts';
import type { Language } from '../domain/languages.ts';
import { parseMonth } from '../domain/month.ts';
import { isSeries } from '../domain/time-series.ts';
import { formatCellShare, formatTied, monthInitial } from '../words/dates-and-counts.ts';
import { formatPeriod } from '../words/period-labels.ts';
import { type ChartWords, classInWords } from './chart-words.ts';

/** The labels of every dimension's cells, including merged codes. Months need no labels. */
export type Labels = Readonly<Partial<Record<Dimension, CellLabels>>>;

/** One cell of a figure as chart data: exactly what is printed, and nothing else. */
export interface FigureRow {
  readonly key: string;
  readonly label: string;
  /** Null if hidden, and on a map, which prints classes. */
  readonly count: number | null;
  readonly countText: string;
  readonly share: number | null;
  readonly shareText: string;
  /** The rank of the printed class as text, `0` for "none known"; `hidden` for a suppressed cell. */
  readonly class: string;
  readonly classLabel: string;
  /** Whether the mark or "fewer than" is printed instead of a count. */
  readonly suppressed: boolean;
  /** Whether "fewer than" is printed, so that the cell has its own number. */
  readonly fewer: boolean;
  /** 0, 1, 2 ... in the figure's own order. */
  readonly order: number;
  readonly year?: number;
  readonly month?: number;
  readonly initial?: string;
}

/** Whether a row's number is hidden: only its mark is printed. */
export const isHidden = ({ suppressed, fewer }: FigureRow): boolean => suppressed && !fewer;

/** The input of `figureRows` besides the figure itself. */
export interface RowContext {
  readonly labels: Labels;
  readonly words: ChartWords;
  readonly lang: Language;
  /** The locale in which numbers are formatted: a BCP 47 tag. */
  readonly locale: string;
  /** The lower bounds of the classes that a map prints, as `sheet.json` declares them. */
  readonly classBounds: readonly number[];
  /** The file that asks for the rows, which failures name. */
  readonly place: string;
}

/** The key of the row for the cells of a top list that share one count and are not named. */
const TIED_KEY = 'tied';

/**
 * Returns the rows of a figure, in its own order, and one row for tied cells at the end of a top list; empty if the
 * figure is withheld.
 */
export function figureRows(figure: PrintedFigure, context: RowContext): FigureRow[] {
  const rows = figure.cells.map((cell, order) => ({
    label: labelOf(figure, cell, context),
    order,
    ...numbersOf(figure, cell, context),
  }));
  if (!figure.tied) return rows;
  const { cells, ...numbers } = figure.tied;
  const label = formatTied(cells, context.lang);
  return [...rows, { label, order: rows.length, ...numbersOf(figure, { key: TIED_KEY, ...numbers }, context) }];
}

/** A row without its label and its place in the order. */
function numbersOf(figure: PrintedFigure, cell: PrintedCell, context: RowContext): Omit<FigureRow, 'label' | 'order'> {
  return {
    key: cell.key,
    count: cell.count ?? null,
    countText: cell.count === undefined ? '' : formatNumber({ ...cell, count: cell.count }, context.locale),
    share: cell.share ?? null,
    shareText: formatCellShare(cell, figure.total, context.lang) ?? '',
    class: classRank(cell, context.classBounds),
    classLabel: cell.class ? classInWords(cell.class, context.words, context.place, context.locale) : '',
    suppressed: cell.suppressed === true || cell.fewerThan !== undefined,
    fewer: cell.fewerThan !== undefined,
    ...monthParts(figure, cell, context.lang),
  };
}

/**
 * Returns a cell's label in a language; for a month, its key.
 * @throws Failure DefinitionInvalid for a code without a label: a page must not print a bare code
 */
export function labelOf(
  figure: PrintedFigure,
  cell: PrintedCell,
  { labels, lang, place }: Pick<RowContext, 'labels' | 'lang' | 'place'>,
): string {
  if (!figure.by || figure.by === 'month') return cell.key;
  if (isSeries(figure.by)) return formatPeriod(cell, lang);
  const label = cellWords(figure, cell.key, labels)?.[lang];
  if (label !== undefined) return label;
  throw new Failure(
    'DefinitionInvalid',
    `${place}: figure ${figure.id} has no label for "${cell.key}" in ${lang}; add it to codes/ or to the merge in sheet.json`,
  );
}

function classRank(cell: PrintedCell, bounds: readonly number[]): string {
  const { class: printed } = cell;
  if (!printed) return cell.suppressed ? 'hidden' : '';
  return printed.from === 0 ? '0' : String(1 + bounds.filter((bound) => bound <= printed.from).length);
}

function monthParts(figure: PrintedFigure, cell: PrintedCell, lang: Language) {
  const month = figure.by === 'month' ? parseMonth(cell.key) : null;
  if (!month) return {};
  return { year: Number(month.slice(0, 4)), month: Number(month.slice(5)), initial: monthInitial(month, lang) };
}
