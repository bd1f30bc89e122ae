import { DIMENSION_SPECS } from '../domain/dimensions.ts';
import type { CountedFigure, Dimension } from '../domain/figure.ts';
import { type Day, firstOfSeries, lastDay, type Month, parseMonth } from '../domain/month.ts';
import type { FigureDefinition, RecordFilter, SheetScope } from '../domain/sheet.ts';
import type { Table } from '../domain/tables.ts';

/** One condition on a record: that a column has one of these values, or a list column at least one of them. */
export interface Condition {
  readonly column: string;
  readonly single: boolean;
  readonly codes: readonly string[];
}

/** Which records a number of a page counts, from public definitions alone. */
export interface Quantity {
  readonly figure: string;
  /** A cell's key, `null` for the total, `known` for a map's known places. */
  readonly name: { readonly total: true } | { readonly known: true } | { readonly cell: string };
  readonly table: Table;
  /** In order of their names: the order of a sheet says only to which hotline a case held twice belongs. */
  readonly hotlines: readonly string[];
  readonly from: Day;
  readonly to: Day;
  /** All of them hold; one per single-valued column. */
  readonly conditions: readonly Condition[];
}

const single = (column: string, codes: readonly string[]): Condition => ({ column, single: true, codes });
const several = (column: string, codes: readonly string[]): Condition => ({ column, single: false, codes });

const by = (dimension: Dimension, codes: readonly string[]): Condition =>
  DIMENSION_SPECS[dimension].multi ? several(dimension, codes) : single(dimension, codes);

function filterConditions(filter: RecordFilter): Condition[] {
  const { nexus, countries, states, type, lines, channel, traffickingRelated } = filter;
  return [
    ...(nexus ? [several('nexus', nexus)] : []),
    ...(countries ? [several('country', countries)] : []),
    ...(states ? [several('state', states)] : []),
    ...(type ? [single('type', type)] : []),
    ...(lines ? [single('line', lines)] : []),
    ...(channel ? [single('channel', channel)] : []),
    ...(traffickingRelated === undefined ? [] : [single('related', [String(traffickingRelated)])]),
  ];
}

/** What every number of a page counts. A figure that the definition no longer has is left out. */
export function quantitiesOf(scope: SheetScope, month: Month, figures: readonly CountedFigure[]): Quantity[] {
  const through = lastDay(month);
  return figures.flatMap((figure): Quantity[] => {
    const definition = scope.figures.find(({ id }) => id === figure.id);
    if (!definition) return [];
    const own = { figure: figure.id, table: figure.counts, hotlines: scope.hotlines.toSorted() };
    const population = conditionsAbove(definition, scope);
    const total: Quantity = {
      ...own,
      name: { total: true },
      ...{ from: scope.period.from, to: through },
      conditions: simplest(population),
    };
    return [total, ...knownOf(total, figure, definition), ...cellsOf(total, figure, definition, scope)];
  });
}

/** The conditions of a figure's own population: the sheet's, and the cells that it is part of. Months are no conditions. */
function conditionsAbove(figure: FigureDefinition, scope: SheetScope): Condition[] {
  const whole = scope.figures.find(({ id }) => id === figure.partOf?.figure);
  if (!whole?.by || !figure.partOf)
    return filterConditions(figure.counts === 'signals' ? scope.signals : scope.population);
  if (whole.by === 'month') return [...conditionsAbove(whole, scope), several('month', [figure.partOf.cell])];
  return [...conditionsAbove(whole, scope), by(whole.by, codesOfCell(whole, figure.partOf.cell))];
}

const codesOfCell = ({ merge }: FigureDefinition, cell: string): readonly string[] =>
  merge.find(({ key }) => key === cell)?.codes ?? [cell];

function knownOf(total: Quantity, figure: CountedFigure, definition: FigureDefinition): Quantity[] {
  if (figure.known === undefined) return [];
  const places = figure.cells.flatMap(({ key }) => codesOfCell(definition, key));
  return [{ ...total, name: { known: true }, conditions: simplest([...total.conditions, several('state', places)]) }];
}

function cellsOf(
  total: Quantity,
  figure: CountedFigure,
  definition: FigureDefinition,
  { period }: SheetScope,
): Quantity[] {
  const dimension = figure.by;
  if (!dimension) return [];
  if (dimension !== 'month')
    return figure.cells.map(({ key }) => {
      const own = by(dimension, codesOfCell(definition, key));
      return { ...total, name: { cell: key }, conditions: simplest([...total.conditions, own]) };
    });
  return figure.cells.flatMap(({ key, from }): Quantity[] => {
    const month = parseMonth(key);
    if (!month) return [];
    const first = from ?? (`${month}-01` as Day);
    const start = month === firstOfSeries(period.from) && period.from > first ? period.from : first;
    return [{ ...total, name: { cell: key }, from: start, to: lastDay(month) }];
  });
}

const contains = (wide: readonly string[], narrow: readonly string[]): boolean =>
  narrow.every((code) => wide.includes(code));

/** One condition per single-valued column, and none that another one implies; sorted, so that equal ones are alike. */
function simplest(conditions: readonly Condition[]): Condition[] {
  const joined: Condition[] = [];
  for (const one of conditions) {
    const at = joined.findIndex(({ column }) => one.single && column === one.column);
    const other = joined[at];
    if (other) joined[at] = { ...one, codes: other.codes.filter((code) => one.codes.includes(code)) };
    else joined.push({ ...one, codes: [...new Set(one.codes)].toSorted() });
  }
  const needed = joined.filter(
    (one, at) => !joined.some((other, place) => at !== place && impliesMore(other, one, place < at)),
  );
  return needed.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** Whether a condition makes another one needless; of two alike, the first stays. */
const impliesMore = (other: Condition, one: Condition, isFirst: boolean): boolean =>
  implies(other, one) && (isFirst || !implies(one, other));

/** A state of exploitation is in its country, which the reader of exports fills in. */
function implies(narrow: Condition, wide: Condition): boolean {
  if (narrow.column === wide.column) return contains(wide.codes, narrow.codes);
  if (narrow.column !== 'state' || wide.column !== 'country') return false;
  return contains(
    wide.codes,
    narrow.codes.map((state) => state.slice(0, 2)),
  );
}

/** Whether every record that one number counts is counted by another one too, as far as definitions say. */
export const isWithin = (narrow: Quantity, wide: Quantity): boolean =>
  narrow.table === wide.table &&
  narrow.from >= wide.from &&
  narrow.to <= wide.to &&
  contains(wide.hotlines, narrow.hotlines) &&
  wide.conditions.every((one) => narrow.conditions.some((other) => implies(other, one)));
