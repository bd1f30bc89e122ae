import type { CountedCell, CountedFigure } from '../domain/figure.ts';

/**
 * What is hidden so far, and what follows from it: a cell is hidden because it is small, because its figure's total is
 * hidden, or because a step chose it; a total is hidden because it is small, because the cell that it equals (`partOf`)
 * is hidden, or because another sheet of its family requires it.
 */
export class SuppressionPlan {
  readonly threshold: number;
  private readonly figures: ReadonlyMap<string, CountedFigure>;
  private readonly chosen = new Map<string, Set<string>>();
  private readonly withheld = new Set<string>();
  private readonly totals = new Set<string>();
  private isEmpty = false;
  private readonly ends = new Map<string, Set<string>>();

  constructor(figures: readonly CountedFigure[], threshold: number) {
    this.figures = new Map(figures.map((figure) => [figure.id, figure]));
    this.threshold = threshold;
  }

  hide(figure: CountedFigure, cell: string): void {
    const cells = this.chosen.get(figure.id) ?? new Set<string>();
    this.chosen.set(figure.id, cells.add(cell));
  }

  withhold(figure: CountedFigure): void {
    this.withheld.add(figure.id);
  }

  /** Withholds every figure and hides every total that is not zero. */
  withholdPage(): void {
    this.isEmpty = true;
    for (const figure of this.figures.values()) {
      this.withhold(figure);
      this.totals.add(figure.universe);
    }
  }

  get isPageWithheld(): boolean {
    return this.isEmpty;
  }

  /** Hides the total of a figure, with those of the same people; the cell that it equals, if there is one. */
  hideTotal(figure: CountedFigure): void {
    const parent = this.parentOf(figure);
    if (parent && figure.partOf) this.hide(parent, figure.partOf.cell);
    else this.totals.add(figure.universe);
  }

  /** Ends a top list before a cell: without it, the list would not name the largest cells. */
  endList(figure: CountedFigure, cell: string): void {
    this.ends.set(figure.id, (this.ends.get(figure.id) ?? new Set()).add(cell));
  }

  /** Whether a list ends before a cell. */
  endsBefore(figure: CountedFigure, { key }: Pick<CountedCell, 'key'>): boolean {
    return this.ends.get(figure.id)?.has(key) ?? false;
  }

  isWithheld(figure: CountedFigure): boolean {
    return this.withheld.has(figure.id);
  }

  isSmall(count: number): boolean {
    return count > 0 && count < this.threshold;
  }

  totalHidden(figure: CountedFigure): boolean {
    const isChosen = figure.total > 0 && this.totals.has(figure.universe);
    return isChosen || this.isSmall(figure.total) || this.hiddenByParent(figure);
  }

  /** Whether the cell that equals this figure's total is not printed. A zero is printed even then, unless withheld. */
  hiddenByParent(figure: CountedFigure): boolean {
    const parent = this.parentOf(figure);
    const cell = parent?.cells.find(({ key }) => key === figure.partOf?.cell);
    if (!parent || !cell || cell.count === 0) return false;
    return this.isWithheld(parent) || this.cellHidden(parent, cell);
  }

  cellHidden(figure: CountedFigure, cell: CountedCell): boolean {
    if (cell.count === 0) return false;
    if (this.totalHidden(figure)) return true;
    if (figure.print.as === 'classes') return false;
    return this.isSmall(cell.count) || (this.chosen.get(figure.id)?.has(cell.key) ?? false);
  }

  /** For a map: whether the number of records with a known place, or of those without one, is small. */
  knownHidden(figure: CountedFigure): boolean {
    const known = figure.known ?? figure.total;
    if (this.isWithheld(figure)) return true;
    if (known === 0) return false;
    return this.totalHidden(figure) || this.isSmall(known) || this.isSmall(figure.total - known);
  }

  /**
   * Returns the smallest value of a hidden cell that a reader cannot exclude: 1, or what the figures that are part of
   * it show.
   */
  lowest(figure: CountedFigure, cell: CountedCell): number {
    return Math.max(1, ...this.partsOf(figure, cell).map((part) => this.lowestTotal(part)));
  }

  /**
   * Returns the smallest value of a hidden total that a reader cannot exclude, from one figure's printed zeros and
   * marks.
   */
  lowestTotal(figure: CountedFigure): number {
    const revealing = figure.cells.filter((cell) => cell.count > 0 && this.showsNonZero(figure, cell));
    if (revealing.length === 0) return 1;
    const lows = revealing.map((cell) => this.lowest(figure, cell));
    const additive = !figure.multi && figure.print.as === 'counts' && !figure.cross;
    return additive ? lows.reduce((sum, low) => sum + low, 0) : Math.max(1, ...lows);
  }

  lowestOfUniverse(figure: CountedFigure): number {
    const same = [...this.figures.values()].filter(({ universe }) => universe === figure.universe);
    return Math.max(...same.map((other) => this.lowestTotal(other)));
  }

  /**
   * Returns the figures whose marks reveal most about this figure's hidden cells: among the figures that are part of
   * them, and the parts of those, the deepest that reveal more than "at least 1".
   */
  revealingParts(figure: CountedFigure): CountedFigure[] {
    return this.partsBelow(figure).flatMap((part) => {
      const deeper = this.revealingParts(part);
      if (deeper.length > 0) return deeper;
      return !this.isWithheld(part) && this.lowestTotal(part) > 1 ? [part] : [];
    });
  }

  /** Returns the cells of a withheld figure that its parts show to be non-zero, and the number of its other cells. */
  revealedCells(figure: CountedFigure): { lowest: number[]; others: number } {
    const revealed = figure.cells.filter((cell) => cell.count > 0 && this.partsOf(figure, cell).length > 0);
    return { lowest: revealed.map((cell) => this.lowest(figure, cell)), others: figure.cells.length - revealed.length };
  }

  private partsBelow(figure: CountedFigure): CountedFigure[] {
    return figure.cells
      .filter((cell) => cell.count > 0 && (this.isWithheld(figure) || this.cellHidden(figure, cell)))
      .flatMap((cell) => this.partsOf(figure, cell));
  }

  /**
   * Whether the page shows that a cell is not zero: by its mark or, in a withheld figure, by a figure that is part of
   * it.
   */
  private showsNonZero(figure: CountedFigure, cell: CountedCell): boolean {
    return !this.isWithheld(figure) || this.partsOf(figure, cell).length > 0;
  }

  private partsOf(figure: CountedFigure, cell: CountedCell): CountedFigure[] {
    const isPart = ({ partOf }: CountedFigure): boolean => partOf?.figure === figure.id && partOf.cell === cell.key;
    return [...this.figures.values()].filter(isPart);
  }

  private parentOf(figure: CountedFigure): CountedFigure | undefined {
    const parent = figure.partOf && this.figures.get(figure.partOf.figure);
    return parent?.print.as === 'counts' ? parent : undefined;
  }
}
