import type { CodeLists } from '../domain/codes.ts';
import { codesOf, RESIDUAL_CODES } from '../domain/codes.ts';
import { cellCodes, secondDimension, specOf } from '../domain/dimensions.ts';
import type { SqlRow } from '../domain/engine.ts';
import type { CountClass, CountedCell, CountedFigure, Dimension } from '../domain/figure.ts';
import type { Day } from '../domain/month.ts';
import { firstOfSeries, monthOf, parseMonth } from '../domain/month.ts';
import type { FigureDefinition, Merge, Sheet } from '../domain/sheet.ts';
import { literal } from '../domain/sql-literal.ts';
import type { Table } from '../domain/tables.ts';
import { countedPart, isSeries, periodKey, seriesKeys } from '../domain/time-series.ts';
import type { Answering } from './answers.ts';
import { crossCells } from './count-cross.ts';
import { anyOf } from './population.ts';

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

/** The column of the tallied relations that has a figure's dimension. */
const columnOf = (figure: FigureDefinition): string => specOf(figure)?.column ?? 'on_month';

const isMulti = (figure: FigureDefinition): boolean => specOf(figure)?.multi ?? false;

/**
 * Counts every figure of a sheet over the population from `gatherPopulation`, exactly; nothing is suppressed yet. Cells
 * are in the figure's own order (figures.md, rule 4).
 */
export async function countFigures(engine: Answering, counting: Counting): Promise<CountedFigure[]> {
  const figures: CountedFigure[] = [];
  for (const definition of counting.sheet.figures) figures.push(await countFigure(engine, definition, counting));
  return figures;
}

async function countFigure(engine: Answering, figure: FigureDefinition, counting: Counting): Promise<CountedFigure> {
  const from = `FROM tallied_${figure.counts} WHERE ${condition(figure, counting.sheet)}`;
  const [totals] = await engine.rows(`SELECT coalesce(sum(records), 0) AS total ${from}`);
  const total = Number(totals?.total);
  const cells = await countCells(engine, figure, from, counting);
  const keys = cellKeys(figure, counting);
  return {
    id: figure.id,
    counts: figure.counts,
    ...(figure.by && { by: figure.by }),
    ...(figure.cross && { cross: figure.cross }),
    multi: isMulti(figure),
    total,
    ...(figure.classes && { known: await countKnown(engine, figure, from, counting) }),
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

/**
 * Returns the SQL condition of a figure's own population: the cell that it is part of, and recursively that figure's.
 */
function condition(figure: FigureDefinition, sheet: Sheet): string {
  const whole = sheet.figures.find(({ id }) => id === figure.partOf?.figure);
  if (!whole?.by || !figure.partOf) return 'true';
  const cell = figure.partOf.cell;
  const codes = mergesOf(whole, sheet).find(({ key }) => key === cell)?.codes ?? [cell];
  const column = columnOf(whole);
  const own = isMulti(whole) ? anyOf(column, codes) : `${column} IN (${codes.map(literal).join(', ')})`;
  return `${own} AND ${condition(whole, sheet)}`;
}

/**
 * Counts records per cell; a record counts once in a cell, however often its values name it. A figure without a
 * dimension has no cells.
 */
async function countCells(
  engine: Answering,
  figure: FigureDefinition,
  from: string,
  counting: Counting,
): Promise<CountedCell[]> {
  const { by } = figure;
  if (!by) return [];
  if (figure.cross) return countCross(engine, figure, from, counting);
  const merged = mergesOf(figure, counting.sheet).flatMap(({ key, codes }) =>
    codes.map((code) => `WHEN ${literal(code)} THEN ${literal(key)}`),
  );
  const keyOf = (value: string): string =>
    merged.length > 0 ? `CASE ${value} ${merged.join(' ')} ELSE ${value} END` : value;
  const column = columnOf(figure);
  const keys = `unnest(list_distinct(list_transform(value, lambda code: ${keyOf('code')})))`;
  // lists are grouped before they are unnested, because few of them are distinct
  const rows = await engine.rows(
    `SELECT key, sum(count) AS count FROM (SELECT ${isMulti(figure) ? keys : keyOf('value')} AS key, count
       FROM (SELECT ${column} AS value, sum(records) AS count ${from} GROUP BY 1)) GROUP BY 1`,
  );
  const counts = countsByKey(by, rows);
  const cells = inOwnOrder(figure, by, cellKeys(figure, counting), counts).filter(
    ({ key, count }) => count > 0 || !isOnlyCounted(figure, key, counting),
  );
  return isSeries(by) ? cells.map((cell) => withPart(cell, by, counting)) : cells;
}

async function countCross(
  engine: Answering,
  figure: FigureDefinition,
  from: string,
  { codes }: Counting,
): Promise<CountedCell[]> {
  const second = secondDimension(figure);
  const columns = [specOf(figure), specOf(second)].map((spec) => spec?.column);
  const rows = await engine.rows(
    `SELECT ${columns[0]} AS first, ${columns[1]} AS second, sum(records) AS count ${from} GROUP BY ALL`,
  );
  const lists = [specOf(figure), specOf(second)].map((spec) => (spec?.codes ? codesOf(codes, spec.codes) : []));
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

/** Returns the merged codes of a figure: its own merges or, for a series, the first, partial month with the next. */
function mergesOf({ by, merge }: FigureDefinition, { period }: Sheet): readonly Pick<Merge, 'key' | 'codes'>[] {
  const first = firstOfSeries(period.from);
  const partial = monthOf(period.from);
  return isSeries(by) && partial !== first ? [{ key: first, codes: [partial, first] }] : merge;
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

/** Counts records with at least one place among the figure's cells. */
async function countKnown(
  engine: Answering,
  figure: FigureDefinition,
  from: string,
  counting: Counting,
): Promise<number> {
  const places = anyOf('states', cellCodes(figure, counting.codes));
  const [row] = await engine.rows(`SELECT coalesce(sum(records), 0) AS known ${from} AND ${places}`);
  return Number(row?.known);
}
