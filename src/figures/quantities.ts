import { splitCrossKey } from '../domain/cross.ts';
import { specOf } from '../domain/dimensions.ts';
import { type Family, REMAINDER } from '../domain/family.ts';
import type { CountedFigure } from '../domain/figure.ts';
import { type Day, firstOfSeries, lastDay, type Month } from '../domain/month.ts';
import type { FigureDefinition, RecordFilter, SheetScope } from '../domain/sheet.ts';
import type { Table } from '../domain/tables.ts';
import { isSeries, periodKey, periodOfKey } from '../domain/time-series.ts';
import { memberColumn } from './population.ts';

/** One condition on a record: a column has one of these values, or a list column at least one of them. */
export interface Condition {
  readonly column: string;
  readonly single: boolean;
  readonly codes: readonly string[];
}

/** The records that a number of a page counts, from public definitions alone. */
export interface Quantity {
  readonly figure: string;
  /** By what the figure counts. */
  readonly breakdown: string;
  /** A cell's key, `null` for the total, `known` for a map's known places. */
  readonly name: { readonly total: true } | { readonly known: true } | { readonly cell: string };
  readonly table: Table;
  /** Sorted by name: the order in a sheet only decides which hotline a case held twice belongs to. */
  readonly hotlines: readonly string[];
  readonly from: Day;
  readonly to: Day;
  /** All conditions apply; one per single-valued column. */
  readonly conditions: readonly Condition[];
}

const single = (column: string, codes: readonly string[]): Condition => ({ column, single: true, codes });
const several = (column: string, codes: readonly string[]): Condition => ({ column, single: false, codes });

const by = (figure: FigureDefinition, codes: readonly string[]): Condition =>
  specOf(figure)?.multi ? several(figure.by ?? '', codes) : single(figure.by ?? '', codes);

function filterConditions(filter: RecordFilter): Condition[] {
  const { nexus, countries, states, type, lines, channel, traffickingRelated, own = [] } = filter;
  return [
    ...(nexus ? [several('nexus', nexus)] : []),
    ...(countries ? [several('country', countries)] : []),
    ...(states ? [several('state', states)] : []),
    ...(type ? [single('type', type)] : []),
    ...(lines ? [single('line', lines)] : []),
    ...(channel ? [single('channel', channel)] : []),
    ...(traffickingRelated === undefined ? [] : [single('related', [String(traffickingRelated)])]),
    ...own.map(({ by, own: { multi }, codes }) => (multi ? several(by, codes) : single(by, codes))),
  ];
}

/**
 * Returns the records that every number of a page counts. A figure that the definition no longer has is one of the
 * entire population; if it was a part of another figure, it is omitted.
 */
export function listQuantities(scope: SheetScope, month: Month, figures: readonly CountedFigure[]): Quantity[] {
  const through = lastDay(month);
  return figures.flatMap((figure): Quantity[] => {
    const isSame = ({ id, by, cross }: FigureDefinition): boolean =>
      id === figure.id && by === figure.by && cross === figure.cross;
    const definition = scope.figures.find(isSame) ?? formerDefinition(figure);
    if (!definition) return [];
    const own = {
      figure: figure.id,
      breakdown: `${figure.by ?? ''}/${figure.cross ?? ''}`,
      table: figure.counts,
      hotlines: hotlinesOf(scope),
    };
    const population = conditionsAbove(definition, scope);
    const total: Quantity = {
      ...own,
      name: { total: true },
      ...{ from: scope.period.from, to: through },
      conditions: simplify(population),
    };
    return [total, ...knownQuantity(total, figure, definition), ...cellQuantities(total, figure, definition, scope)];
  });
}

/** The records of a hotline's member are those that are attributed to it. */
const hotlinesOf = ({ hotlines, family, member }: SheetScope): readonly string[] =>
  family?.by === 'hotline' && member !== undefined ? memberCodes(family, member) : hotlines.toSorted();

/** Returns the condition on the records of a member's sheet: its code. */
function memberConditions({ family, member }: SheetScope): Condition[] {
  if (!family || member === undefined || family.by === 'hotline') return [];
  const codes = memberCodes(family, member);
  return [memberColumn(family).multi ? several(family.by, codes) : single(family.by, codes)];
}

/** No code, of records in the remainder of a family. */
const NO_CODE = '';

function memberCodes({ by, unlisted }: Family, member: string): readonly string[] {
  if (member !== REMAINDER) return [member];
  return by === 'hotline' ? unlisted.toSorted() : [...unlisted, NO_CODE];
}

function formerDefinition({ id, counts, by, cross, shares, multi, partOf }: CountedFigure): FigureDefinition | null {
  if (partOf) return null;
  const own = by !== undefined && {
    own: { column: by, codes: by, multi, tables: [counts], own: [counts], unknown: null },
  };
  return { id, counts, shares, merge: [], ...(by && { by }), ...own, ...(cross && { cross }) };
}

/**
 * Returns the conditions of a figure's own population: the sheet's, and the cells it is part of. Periods are not
 * conditions.
 */
function conditionsAbove(figure: FigureDefinition, scope: SheetScope): Condition[] {
  const whole = scope.figures.find(({ id }) => id === figure.partOf?.figure);
  if (!whole?.by || !figure.partOf) {
    const filter = figure.counts === 'signals' ? scope.signals : scope.population;
    return [...filterConditions(filter), ...memberConditions(scope)];
  }
  if (isSeries(whole.by)) return [...conditionsAbove(whole, scope), several(whole.by, [figure.partOf.cell])];
  return [...conditionsAbove(whole, scope), by(whole, mergedCodes(whole, figure.partOf.cell))];
}

const mergedCodes = ({ merge }: FigureDefinition, cell: string): readonly string[] =>
  merge.find(({ key }) => key === cell)?.codes ?? [cell];

function knownQuantity(total: Quantity, figure: CountedFigure, definition: FigureDefinition): Quantity[] {
  if (figure.known === undefined) return [];
  const places = figure.cells.flatMap(({ key }) => mergedCodes(definition, key));
  return [{ ...total, name: { known: true }, conditions: simplify([...total.conditions, several('state', places)]) }];
}

function cellQuantities(
  total: Quantity,
  figure: CountedFigure,
  definition: FigureDefinition,
  { period }: SheetScope,
): Quantity[] {
  const dimension = figure.by;
  if (!dimension) return [];
  if (definition.cross !== undefined) return figure.cells.map(({ key }) => crossQuantity(total, definition, key));
  if (!isSeries(dimension))
    return figure.cells.map(({ key }) => {
      const own = by(definition, mergedCodes(definition, key));
      return { ...total, name: { cell: key }, conditions: simplify([...total.conditions, own]) };
    });
  return figure.cells.flatMap(({ key, from, to }): Quantity[] => {
    const whole = periodOfKey(key);
    if (!whole) return [];
    const first = from ?? whole.from;
    const isFirst = key === periodKey(dimension, firstOfSeries(period.from));
    const start = isFirst && period.from > first ? period.from : first;
    return [{ ...total, name: { cell: key }, from: start, to: to ?? whole.to }];
  });
}

function crossQuantity(total: Quantity, definition: FigureDefinition, key: string): Quantity {
  const { row, column } = splitCrossKey(key);
  const own = [
    ...(row === '' ? [] : [single(definition.by ?? '', [row])]),
    ...(column === '' ? [] : [single(definition.cross ?? '', [column])]),
  ];
  return { ...total, name: { cell: key }, conditions: simplify([...total.conditions, ...own]) };
}

const contains = (wide: readonly string[], narrow: readonly string[]): boolean =>
  narrow.every((code) => wide.includes(code));

/**
 * Reduces conditions: one per single-valued column, none implied by another; sorted, so that equal conditions are
 * identical.
 */
function simplify(conditions: readonly Condition[]): Condition[] {
  const joined: Condition[] = [];
  for (const condition of conditions) {
    const index = joined.findIndex(({ column }) => condition.single && column === condition.column);
    const other = joined[index];
    if (other) joined[index] = { ...condition, codes: other.codes.filter((code) => condition.codes.includes(code)) };
    else joined.push({ ...condition, codes: [...new Set(condition.codes)].toSorted() });
  }
  const needed = joined.filter(
    (condition, index) =>
      !joined.some((other, place) => index !== place && impliesMore(other, condition, place < index)),
  );
  return needed.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** Whether a condition makes another redundant; of two equal ones, the first is kept. */
const impliesMore = (other: Condition, condition: Condition, isFirst: boolean): boolean =>
  implies(other, condition) && (isFirst || !implies(condition, other));

/** A state of exploitation is in its country, which the reader of exports fills in. */
function implies(narrow: Condition, wide: Condition): boolean {
  if (narrow.column === wide.column) return contains(wide.codes, narrow.codes);
  if (narrow.column !== 'state' || wide.column !== 'country') return false;
  return contains(
    wide.codes,
    narrow.codes.map((state) => state.slice(0, 2)),
  );
}

/** Whether every record that one number counts is counted by another too, according to the definitions. */
export const isWithin = (narrow: Quantity, wide: Quantity): boolean =>
  narrow.table === wide.table &&
  narrow.from >= wide.from &&
  narrow.to <= wide.to &&
  contains(wide.hotlines, narrow.hotlines) &&
  wide.conditions.every((condition) => narrow.conditions.some((other) => implies(other, condition)));
