import type { CountedCell, CountedFigure } from '../domain/figure.ts';

/**
 * What is hidden so far, and what follows from it: a cell is hidden because it is small, because its figure's total is,
 * or because a step chose it; a total is hidden because it is small or because the cell that it is (`partOf`) is hidden.
 */
export class SuppressionPlan {
  readonly threshold: number;
  private readonly figures: ReadonlyMap<string, CountedFigure>;
  private readonly chosen = new Map<string, Set<string>>();
  private readonly withheld = new Set<string>();

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

  isWithheld(figure: CountedFigure): boolean {
    return this.withheld.has(figure.id);
  }

  isSmall(count: number): boolean {
    return count > 0 && count < this.threshold;
  }

  totalHidden(figure: CountedFigure): boolean {
    return this.isSmall(figure.total) || this.hiddenByParent(figure);
  }

  /** Whether the cell that this figure's total is, is not printed. A zero is printed even then, unless withheld. */
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

  /** Of a map: whether the number of records with a known place, or of those without one, is small. */
  knownHidden(figure: CountedFigure): boolean {
    const known = figure.known ?? figure.total;
    if (this.isWithheld(figure)) return true;
    if (known === 0) return false;
    return this.totalHidden(figure) || this.isSmall(known) || this.isSmall(figure.total - known);
  }

  /** The least value a reader can rule in for a hidden cell: 1, or what the figures that are part of it show. */
  lowest(figure: CountedFigure, cell: CountedCell): number {
    return Math.max(1, ...this.partsOf(figure, cell).map((part) => this.lowestTotal(part)));
  }

  /** The least value a reader can rule in for a hidden total from one figure's printed zeros and marks. */
  lowestTotal(figure: CountedFigure): number {
    const telling = figure.cells.filter((cell) => cell.count > 0 && this.tellsOf(figure, cell));
    if (telling.length === 0) return 1;
    const lows = telling.map((cell) => this.lowest(figure, cell));
    const additive = !figure.multi && figure.print.as === 'counts';
    return additive ? lows.reduce((sum, low) => sum + low, 0) : Math.max(1, ...lows);
  }

  lowestOfUniverse(figure: CountedFigure): number {
    const same = [...this.figures.values()].filter(({ universe }) => universe === figure.universe);
    return Math.max(...same.map((other) => this.lowestTotal(other)));
  }

  /**
   * The figures whose marks tell a reader most of this figure's hidden cells: of the figures that are part of them, and
   * the parts of those, the last ones down that say more than "at least 1".
   */
  tellers(figure: CountedFigure): CountedFigure[] {
    return this.partsBelow(figure).flatMap((part) => {
      const deeper = this.tellers(part);
      if (deeper.length > 0) return deeper;
      return !this.isWithheld(part) && this.lowestTotal(part) > 1 ? [part] : [];
    });
  }

  /** The cells of a withheld figure that the figures part of them show to be no zeros, and how many others it has. */
  toldOfWithheld(figure: CountedFigure): { lowest: number[]; others: number } {
    const told = figure.cells.filter((cell) => cell.count > 0 && this.partsOf(figure, cell).length > 0);
    return { lowest: told.map((cell) => this.lowest(figure, cell)), others: figure.cells.length - told.length };
  }

  private partsBelow(figure: CountedFigure): CountedFigure[] {
    return figure.cells
      .filter((cell) => cell.count > 0 && (this.isWithheld(figure) || this.cellHidden(figure, cell)))
      .flatMap((cell) => this.partsOf(figure, cell));
  }

  /** Whether the page shows that a cell is no zero: by its mark or, in a withheld figure, by a figure that is part of it. */
  private tellsOf(figure: CountedFigure, cell: CountedCell): boolean {
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
