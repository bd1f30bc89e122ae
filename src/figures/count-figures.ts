import type { CodeLists } from '../domain/codes.ts';
import { codesOf, RESIDUAL_CODES } from '../domain/codes.ts';
import { cellCodes, secondDimension, specOf } from '../domain/dimensions.ts';
import type { SqlRow } from '../domain/engine.ts';
import type { CountClass, CountedCell, CountedFigure, Dimension } from '../domain/figure.ts';
import type { Day } from '../domain/month.ts';
import { parseMonth } from '../domain/month.ts';
import type { FigureDefinition, Sheet } from '../domain/sheet.ts';
import type { Table } from '../domain/tables.ts';
import { countedPart, isSeries, periodKey, seriesKeys } from '../domain/time-series.ts';
import type { Answering } from './answers.ts';
import { crossCells } from './count-cross.ts';
import { ALL, countNumbers, type FigureNumbers, isMulti, NO_RECORDS } from './figure-numbers.ts';

/** What counting needs: the sheet, the last day of the period, the code lists. */
interface Counting {
  readonly sheet: Sheet;
  readonly through: Day;
  readonly codes: CodeLists;
  /**
   * The figures with every record in at most one cell, although the dimension allows several values; none if undefined.
   */
  readonly oneEach?: OneEach;
}

/** Tables and dimensions: `cases state`. */
export type OneEach = ReadonlySet<`${Table} ${Dimension}`>;

/**
 * Counts every figure of a sheet over the population from `gatherPopulation`, exactly; nothing is suppressed yet. Cells
 * are in the figure's own order (figures.md, rule 4).
 */
export async function countFigures(engine: Answering, counting: Counting): Promise<CountedFigure[]> {
  const figures: CountedFigure[] = [];
  for (const figure of counting.sheet.figures) {
    const numbers = await countNumbers(engine, figure, counting);
    figures.push(buildFigure(figure, numbers.get(ALL) ?? NO_RECORDS, counting));
  }
  return figures;
}

/**
 * Counts every figure of each member of a family over the population of the main sheet, from `gatherPopulation`: a member's
 * records are those that have its code after copies are removed. One query counts a figure for all members.
 * @param counting the main sheet
 * @param members the sheets of the members
 * @returns the figures of each member, by its sheet's id
 */
export async function countMembers(
  engine: Answering,
  counting: Counting,
  members: readonly Sheet[],
): Promise<Map<string, CountedFigure[]>> {
  const { family, figures } = counting.sheet;
  const counted = new Map<string, CountedFigure[]>(members.map(({ id }) => [id, []]));
  for (const figure of figures) {
    const wanted = members.filter((member) => member.figures.some(({ id }) => id === figure.id));
    if (!family || wanted.length === 0) continue;
    const numbers = await countNumbers(engine, figure, { ...counting, family });
    for (const sheet of wanted)
      counted.get(sheet.id)?.push(buildFigure(figure, numbers.get(sheet.member ?? ALL) ?? NO_RECORDS, counting));
  }
  return counted;
}

function buildFigure(figure: FigureDefinition, numbers: FigureNumbers, counting: Counting): CountedFigure {
  const cells = buildCells(figure, numbers.rows, counting);
  const keys = cellKeys(figure, counting);
  return {
    id: figure.id,
    counts: figure.counts,
    ...(figure.by && { by: figure.by }),
    ...(figure.cross && { cross: figure.cross }),
    multi: isMulti(figure),
    total: numbers.total,
    ...(figure.classes && { known: numbers.known }),
    cells,
    codeOrder: figure.cross ? cells.map(({ key }) => key) : keys,
    print: printOf(figure),
    shares: figure.shares,
    ...(isOneEach(figure, counting) && { oneEach: true }),
    universe: universeOf(figure),
    ...(figure.partOf && { partOf: figure.partOf }),
  };
}

const isOneEach = (figure: FigureDefinition, { oneEach }: Counting): boolean =>
  isMulti(figure) && (oneEach?.has(`${figure.counts} ${figure.by ?? ''}`) ?? false);

const universeOf = ({ counts, partOf }: FigureDefinition): string =>
  partOf ? `${counts} of ${partOf.figure}.${partOf.cell}` : counts;

function printOf({ classes, top }: FigureDefinition): CountedFigure['print'] {
  if (top !== undefined) return { as: 'top', limit: top };
  if (!classes) return { as: 'counts' };
  const bounds = [1, ...classes];
  const last = (index: number): number | null => {
    const next = bounds[index + 1];
    return next === undefined ? null : next - 1;
  };
  return { as: 'classes', classes: bounds.map((from, index): CountClass => ({ from, to: last(index) })) };
}

/** Returns a figure's cells in its own order. A figure without a dimension has no cells. */
function buildCells(figure: FigureDefinition, rows: readonly SqlRow[], counting: Counting): CountedCell[] {
  const { by } = figure;
  if (!by) return [];
  if (figure.cross) return buildCross(figure, rows, counting);
  const counts = countsByKey(by, rows);
  const cells = inOwnOrder(figure, by, cellKeys(figure, counting), counts).filter(
    ({ key, count }) => count > 0 || !isOnlyCounted(figure, key, counting),
  );
  return isSeries(by) ? cells.map((cell) => withPart(cell, by, counting)) : cells;
}

function buildCross(figure: FigureDefinition, rows: readonly SqlRow[], { codes }: Counting): CountedCell[] {
  const lists = [specOf(figure), specOf(secondDimension(figure))].map((spec) =>
    spec?.codes ? codesOf(codes, spec.codes) : [],
  );
  const optional = lists.flat().flatMap(({ key, onlyCounted }) => (onlyCounted ? [key] : []));
  const [first = [], other = []] = lists.map((list) => list.map(({ key }) => key));
  return crossCells(rows, { rows: first, columns: other, optional: new Set(optional) });
}

/** Months are added up to quarters and years. */
function countsByKey(by: Dimension, rows: readonly SqlRow[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const month = isSeries(by) ? parseMonth(String(row.key)) : null;
    const key = month ? periodKey(by, month) : String(row.key);
    counts.set(key, (counts.get(key) ?? 0) + Number(row.count));
  }
  return counts;
}

/** Adds to a period the days of it that are counted, if they are not all. */
const withPart = (cell: CountedCell, by: Dimension, { sheet, through }: Counting): CountedCell => ({
  ...cell,
  ...countedPart(cell.key, by, { from: sheet.period.from, to: through }),
});

/**
 * Single-valued figures and maps list every cell, including zeros; other multi-valued ones only cells that occur, the
 * largest first.
 */
function inOwnOrder(
  figure: FigureDefinition,
  by: Dimension,
  keys: readonly string[],
  counts: ReadonlyMap<string, number>,
): CountedCell[] {
  const cells = keys.map((key) => ({ key, count: counts.get(key) ?? 0 }));
  if (!isMulti(figure)) return cells;
  const listed = cells.filter(({ key, count }) => figure.classes || (count > 0 && isListed(figure, by, key)));
  return listed.toSorted((a, b) => residual(a.key) - residual(b.key) || b.count - a.count);
}

const residual = (key: string): number => (RESIDUAL_CODES.has(key) ? 1 : 0);

/** Nationalities do not list "unknown", and top lists do not list "other". */
const isListed = (figure: FigureDefinition, by: Dimension, key: string): boolean =>
  !RESIDUAL_CODES.has(key) || (figure.top === undefined && by !== 'nationality');

/** Returns the keys of a figure's cells in code order; a merged key has the position of its first code. */
function cellKeys(figure: FigureDefinition, { sheet, through, codes }: Counting): string[] {
  if (figure.by && isSeries(figure.by)) return seriesKeys(figure.by, sheet.period.from, through);
  const keyOf = (code: string): string => figure.merge.find((merge) => merge.codes.includes(code))?.key ?? code;
  return [...new Set(cellCodes(figure, codes).map(keyOf))];
}

/** Whether a cell is left out if it is 0. A key that the sheet itself merges is always a cell. */
function isOnlyCounted(figure: FigureDefinition, key: string, { codes }: Counting): boolean {
  const name = specOf(figure)?.codes;
  return name ? codesOf(codes, name).some((code) => code.key === key && code.onlyCounted) : false;
}
