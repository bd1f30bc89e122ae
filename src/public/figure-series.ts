import type { PublishedEdition } from '../domain/edition.ts';
import type { PrintedCell, PrintedFigure, PrintedNumber } from '../domain/figure.ts';
import { printedTotal } from '../domain/figure.ts';
import type { Month } from '../domain/month.ts';
import { isSeries } from '../domain/time-series.ts';

/** An approved edition: what readers have now, and the approved revisions that it corrected. */
export interface ApprovedFigures {
  readonly current: PublishedEdition;
  readonly replaced: readonly PublishedEdition[];
}

/** A number of one edition in a series: as printed, or null if the edition does not list it. */
export type SeriesNumber = (PrintedNumber & { readonly class?: PrintedCell['class'] }) | null;

/** A figure through the approved editions. */
export interface FigureSeries {
  readonly figure: PrintedFigure;
  /** The cells of the newest edition, at most MOST_CELLS; empty for a figure without a breakdown. */
  readonly keys: readonly string[];
  /** One per edition that has the figure, the oldest first; `numbers` are by key, or the total. */
  readonly points: readonly { readonly month: Month; readonly numbers: readonly SeriesNumber[] }[];
}

/** The most cells of a figure that a series follows. */
const MOST_CELLS = 8;

const HIDDEN: SeriesNumber = { count: null };

/**
 * Follows a figure through the approved editions. Every number is one that a page prints: nothing is computed. A
 * correction replaces the revision before it, but a number that any approved revision of the edition hid stays hidden.
 * @param editions the oldest first
 * @returns null if the newest edition does not have the figure, or it is a series of periods, which each edition has in full
 */
export function figureSeries(editions: readonly ApprovedFigures[], id: string): FigureSeries | null {
  const figure = figureIn(editions.at(-1)?.current, id);
  if (!figure || isSeries(figure.by)) return null;
  const keys = figure.cells
    .filter((cell) => cell.class?.to !== 0)
    .slice(0, MOST_CELLS)
    .map(({ key }) => key);
  const points = editions.flatMap(({ current, replaced }) => {
    const own = figureIn(current, id);
    if (!own || own.by !== figure.by) return [];
    const earlier = replaced.flatMap((edition) => figureIn(edition, id) ?? []);
    const numbers = own.by === undefined ? [totalOf(own, earlier)] : keys.map((key) => cellOf(own, earlier, key));
    return [{ month: current.month, numbers }];
  });
  return { figure, keys, points };
}

const figureIn = (edition: PublishedEdition | undefined, id: string): PrintedFigure | undefined =>
  edition?.figures.find((figure) => figure.id === id);

const isHidden = ({ withheld, cells }: PrintedFigure, key: string): boolean =>
  withheld === true || cells.some((cell) => cell.key === key && cell.suppressed);

const hidesTotal = ({ total, rounded, withheld }: PrintedFigure): boolean =>
  withheld === true || (total === null && rounded === undefined);

const totalOf = (figure: PrintedFigure, earlier: readonly PrintedFigure[]): SeriesNumber =>
  [figure, ...earlier].some(hidesTotal) ? HIDDEN : printedTotal(figure);

function cellOf(figure: PrintedFigure, earlier: readonly PrintedFigure[], key: string): SeriesNumber {
  if ([figure, ...earlier].some((one) => isHidden(one, key))) return HIDDEN;
  const cell = figure.cells.find((one) => one.key === key);
  if (!cell) return null;
  const { count = null, fewerThan, class: printed } = cell;
  return { count, ...(fewerThan !== undefined && { fewerThan }), ...(printed && { class: printed }) };
}

/** Hides in a series what another approved revision of any edition hid of a complete period: it is the same number. */
export function withHiddenPeriods(figure: PrintedFigure, editions: readonly ApprovedFigures[]): PrintedFigure {
  if (!isSeries(figure.by)) return figure;
  const all = editions.flatMap(({ current, replaced }) => [current, ...replaced]);
  const others = all.flatMap((edition) => figureIn(edition, figure.id) ?? []);
  const cells = figure.cells.map((cell): PrintedCell => {
    if (!others.some((other) => isHidden(other, cell.key) && isComplete(other, cell.key))) return cell;
    const { key, from, to } = cell;
    return { key, count: null, suppressed: true, ...(from && { from }), ...(to && { to }) };
  });
  return { ...figure, cells };
}

/** Whether the edition did not end within a period. */
const isComplete = ({ cells }: PrintedFigure, key: string): boolean =>
  cells.every((cell) => cell.key !== key || cell.to === undefined);
