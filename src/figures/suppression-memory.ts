import type { CountedCell, CountedFigure } from '../domain/figure.ts';
import type { RevisionFigure } from '../domain/revision.ts';
import { isSeries } from '../domain/time-series.ts';
import { groupStaysOpen } from './reader-knowledge.ts';

/** One figure as an approved revision printed it. */
interface PastFigure {
  /** The exact counts, at that time, of the cells that it hid; for a withheld figure, all its cells. */
  readonly hidden: ReadonlyMap<string, number>;
  readonly printed: ReadonlyMap<string, number>;
  /** The sum of the hidden cells. */
  readonly rest: number;
  readonly withheld: boolean;
}

/**
 * Remembers what readers have of a sheet: its figures as approved revisions printed them (design: figures.md, "Across
 * editions"). A reader subtracts one page from another, because months that are over do not change and other counts
 * mostly grow:
 *
 *     page 1   31  ‡  ‡ 32 33 34            total 155: 02 and 03 are 25 together
 *     page 2   31  ‡ 20 32 33 34  ‡ 40 41   total 251: 03 is now 20, so 02 was 5
 *
 * So hidden cells stay hidden, printed cells hide nothing, and new cells protect each other. A page that printed no
 * total, or whose cells do not add up, gave the reader no equation and is not remembered, except for what it hid.
 */
export class SuppressionMemory {
  readonly #pasts = new Map<string, PastFigure[]>();
  readonly #threshold: number;

  /** @param approved the figures of each approved revision that readers of the new page may have */
  constructor(approved: readonly (readonly RevisionFigure[])[], threshold: number) {
    this.#threshold = threshold;
    for (const { counted, printed } of approved.flat()) {
      const past = buildPast(counted, printed);
      if (past) this.#pasts.set(counted.id, [...(this.#pasts.get(counted.id) ?? []), past]);
    }
  }

  /**
   * Returns the cells that stay hidden because an approved revision hid them. They are released once all that it hid
   * together have changed by k or more, because then neither page bounds the other's counts below k; a cell that
   * another revision printed is known already.
   */
  stayHidden(figure: CountedFigure): string[] {
    const counts = cellCounts(figure);
    return this.#pastFigures(figure).flatMap(({ hidden, withheld }) => {
      const keys = [...hidden.keys()].filter((key) => counts.has(key));
      const moved = (key: string): boolean =>
        Math.abs((counts.get(key) ?? 0) - (hidden.get(key) ?? 0)) >= this.#threshold;
      if (withheld || keys.every(moved)) return [];
      return keys.filter((key) => !this.#isPrinted(figure, key, counts.get(key) ?? 0));
    });
  }

  /** Returns how much of a cell's count no approved revision printed: Infinity if none printed a number for it. */
  unprintedPart(figure: CountedFigure, { key, count }: CountedCell): number {
    const printed = this.#pastFigures(figure).flatMap((past) =>
      past.hidden.has(key) ? [] : [past.printed.get(key) ?? 0],
    );
    return Math.min(Infinity, ...printed.map((before) => Math.abs(count - before)));
  }

  /** Whether the cells hidden now, and not by an approved revision, are protected by what readers cannot subtract. */
  newcomersStayOpen(figure: CountedFigure, hidden: readonly CountedCell[]): boolean {
    return this.#pastFigures(figure).every((past) => this.#protects(figure, past, hidden));
  }

  /** Whether a figure that an approved revision withheld would still be revealed by marks in the same positions. */
  staysWithheld(figure: CountedFigure, hidden: readonly CountedCell[]): boolean {
    return this.#pastFigures(figure).some((past) => {
      const marks = hidden.filter(({ key }) => past.hidden.has(key));
      const rest = marks.reduce((sum, { count }) => sum + count, 0);
      return past.withheld && isSeries(figure.by) && marks.length > 0 && !this.#open(marks, rest);
    });
  }

  #protects(figure: CountedFigure, past: PastFigure, hidden: readonly CountedCell[]): boolean {
    const newcomers = hidden.filter(({ key }) => !past.hidden.has(key));
    if (!newcomers.some(({ count }) => count < this.#threshold)) return true;
    const before = (key: string): number => past.printed.get(key) ?? 0;
    if (isSeries(figure.by)) {
      const unknown = newcomers.filter(({ key, count }) => count !== before(key));
      const rest = unknown.reduce((sum, { count }) => sum + count, 0);
      return rest >= this.#threshold && this.#open(unknown, rest);
    }
    const stillHidden = [...past.hidden.keys()].every((key) => hidden.some((cell) => cell.key === key));
    if (!stillHidden) return true;
    const rest = hidden.reduce((sum, { count }) => sum + count, 0);
    return rest - past.rest - newcomers.reduce((sum, { key }) => sum + before(key), 0) >= this.#threshold;
  }

  #open(cells: readonly CountedCell[], rest: number): boolean {
    const ones = cells.map(() => 1);
    return groupStaysOpen(ones, rest, this.#threshold);
  }

  #isPrinted(figure: CountedFigure, key: string, count: number): boolean {
    const counts = this.#pastFigures(figure).flatMap(({ printed }) => printed.get(key) ?? []);
    return counts.some((before) => Math.abs(count - before) < this.#threshold);
  }

  #pastFigures({ id, multi, print }: CountedFigure): readonly PastFigure[] {
    return multi || print.as !== 'counts' ? [] : (this.#pasts.get(id) ?? []);
  }
}

const cellCounts = ({ cells }: CountedFigure): Map<string, number> =>
  new Map(cells.map(({ key, count }) => [key, count]));

function buildPast(counted: CountedFigure, printed: RevisionFigure['printed']): PastFigure | null {
  if (printed.total === null || counted.cells.length === 0) return null;
  const shown = new Map(printed.cells.flatMap(({ key, count }) => (typeof count === 'number' ? [[key, count]] : [])));
  const hidden = new Map(counted.cells.filter(({ key }) => !shown.has(key)).map(({ key, count }) => [key, count]));
  const rest = [...hidden.values()].reduce((sum, count) => sum + count, 0);
  return { hidden, printed: shown, rest, withheld: printed.withheld === true };
}
