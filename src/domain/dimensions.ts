import { type CodeLists, codesOf, findOwnList } from './codes.ts';
import { attributeColumns, extraColumns, type FileColumn, ownColumn, unknownCode } from './facts-columns.ts';
import { type BuiltInDimension, DIMENSIONS, type Dimension } from './figure.ts';
import { TABLES, type Table } from './tables.ts';

/**
 * A dimension: its column of facts and code list (periods have neither), whether a record may have several values, and
 * the tables that have it, by a column of their own or of their case.
 */
export interface DimensionSpec {
  readonly column: string | null;
  readonly codes: string | null;
  readonly multi: boolean;
  readonly tables: readonly Table[];
}

const SERIES: DimensionSpec = { column: null, codes: null, multi: false, tables: TABLES };

/** Type, venue and state belong to the case: a person's are their case's (exports.md). */
const DIMENSION_SPECS: Readonly<Record<BuiltInDimension, DimensionSpec>> = {
  type: { column: 'trafficking_type', codes: 'type', multi: false, tables: ['cases', 'victims', 'traffickers'] },
  venue: { column: 'venues', codes: 'venue', multi: true, tables: ['cases', 'victims', 'traffickers'] },
  gender: { column: 'gender', codes: 'gender', multi: false, tables: ['victims', 'traffickers'] },
  nationality: { column: 'nationalities', codes: 'country', multi: true, tables: ['victims', 'traffickers'] },
  age: { column: 'age_group', codes: 'age', multi: false, tables: ['victims', 'traffickers'] },
  state: { column: 'states', codes: 'state', multi: true, tables: ['signals', 'cases', 'victims', 'traffickers'] },
  channel: { column: 'channel', codes: 'channel', multi: false, tables: ['signals'] },
  line: { column: 'line', codes: 'line', multi: false, tables: ['signals'] },
  month: SERIES,
  quarter: SERIES,
  year: SERIES,
};

/**
 * The spec of a figure's dimension by an added list. `own` are the tables with a column of the list; people have the
 * values of their case unless they have a column themselves.
 */
export interface OwnDimension extends DimensionSpec {
  readonly column: string;
  readonly own: readonly Table[];
  /** The code of a record whose hotline does not map the column; null if it has none. */
  readonly unknown: 'unknown' | null;
}

/** Returns the spec of a built-in dimension; undefined for other names. */
export function builtInDimension(by: Dimension): DimensionSpec | undefined {
  const name = DIMENSIONS.find((dimension) => dimension === by);
  return name && DIMENSION_SPECS[name];
}

/** Returns the spec of an added list's dimension; undefined for other names. */
export function ownDimension(by: Dimension, lists: CodeLists): OwnDimension | undefined {
  const list = findOwnList(lists, by);
  if (!list) return undefined;
  const { name: column, unknown = null } = ownColumn(list);
  const people: readonly Table[] = list.tables.includes('cases') ? ['victims', 'traffickers'] : [];
  const tables = [...new Set([...list.tables, ...people])];
  return { column, codes: list.name, multi: list.multi, tables, own: list.tables, unknown };
}

/** Returns the spec of any dimension; undefined for an unknown name. */
export const findDimension = (by: Dimension, lists: CodeLists): DimensionSpec | undefined =>
  builtInDimension(by) ?? ownDimension(by, lists);

/** Lists the names of all dimensions. */
export const dimensionNames = ({ own = [] }: CodeLists): string[] => [...DIMENSIONS, ...own.map(({ name }) => name)];

/** A figure's dimension, as a sheet's definition stores it. */
export interface FigureDimension {
  readonly by?: Dimension | undefined;
  readonly own?: OwnDimension | undefined;
  readonly cross?: Dimension | undefined;
  readonly crossOwn?: OwnDimension | undefined;
}

/** Returns the second dimension of a cross as a figure's own. */
export const secondDimension = ({ cross, crossOwn }: FigureDimension): FigureDimension => ({
  by: cross,
  own: crossOwn,
});

/** Returns the spec of a figure's dimension; undefined if the figure has none. */
export const specOf = ({ by, own }: FigureDimension): DimensionSpec | undefined =>
  own ?? (by === undefined ? undefined : builtInDimension(by));

/** The parts of a sheet that need columns of facts: its figures, and its filters of cases and of signals. */
interface ColumnUsers extends Counters {
  readonly population: { readonly own?: readonly FigureDimension[] };
  readonly signals: { readonly own?: readonly FigureDimension[] };
}

/** The parts of a sheet that count by a dimension: its figures, and its family. */
interface Counters {
  readonly figures: readonly TableDimension[];
  readonly family?: FigureDimension | undefined;
}

type TableDimension = FigureDimension & { readonly counts: Table };

/**
 * The columns of facts, besides the canonical ones, that a sheet's figures count by or its filters compare: of each
 * table that has them.
 */
export function extraColumnsOf({ population, signals, ...counters }: ColumnUsers): SheetColumn[] {
  const filters = [
    ...(population.own ?? []).map((filter) => ({ ...filter, counts: 'cases' as const })),
    ...(signals.own ?? []).map((filter) => ({ ...filter, counts: 'signals' as const })),
  ];
  return columnsOfDimensions([...countedDimensions(counters), ...filters]);
}

/** The columns of facts, besides the canonical ones, that a sheet's figures, and the members of its family, count by. */
export const columnsCountedBy = (counters: Counters): SheetColumn[] => columnsOfDimensions(countedDimensions(counters));

/** Members count only figures whose records have their dimension. */
function countedDimensions({ figures, family }: Counters): TableDimension[] {
  const ofMembers = figures.flatMap(({ counts }): TableDimension[] =>
    family?.own?.tables.includes(counts) ? [{ counts, by: family.by, own: family.own }] : [],
  );
  return [...figures, ...ofMembers];
}

function columnsOfDimensions(figures: readonly TableDimension[]): SheetColumn[] {
  const dimensions = figures.flatMap((figure) => [figure, { counts: figure.counts, ...secondDimension(figure) }]);
  const needed = dimensions.flatMap(({ counts, by, own }): SheetColumn[] => {
    if (by === 'state' && counts === 'signals')
      return [{ table: counts, name: 'states', type: 'VARCHAR[]', otherwise: 'ARRAY[]' }];
    if (!own) return [];
    const table = tableOfValues({ by, own }, counts);
    const unknown = own.unknown === null ? '' : `'${own.unknown}'`;
    const value = own.multi ? `ARRAY[${unknown}]` : unknown;
    return [{ table, name: own.column, type: own.multi ? 'VARCHAR[]' : 'VARCHAR', otherwise: value }];
  });
  return needed.filter((column, index) => needed.findIndex((other) => isSameColumn(column, other)) === index);
}

/**
 * Returns the table whose records have the values of a dimension that another table counts by: its own, or the cases of its
 * people.
 */
export function tableOfValues(dimension: FigureDimension, counts: Table): Table {
  const { own } = dimension;
  const isOwn = own
    ? own.own.includes(counts)
    : counts === 'signals' || attributeColumns(counts).includes(specOf(dimension)?.column ?? '');
  return isOwn ? counts : 'cases';
}

/** The columns of facts, besides the canonical ones, that some hotline may map. */
export const everyExtraColumn = (codes: Pick<CodeLists, 'own'>): SheetColumn[] =>
  TABLES.flatMap((table) =>
    extraColumns(table, codes).map((column) => {
      const unknown = unknownCode(column);
      const value = unknown === null ? '' : `'${unknown}'`;
      const isList = column.type === 'VARCHAR[]';
      return { table, name: column.name, type: column.type, otherwise: isList ? `ARRAY[${value}]` : value };
    }),
  );

const isSameColumn = (one: SheetColumn, other: SheetColumn): boolean =>
  one.table === other.table && one.name === other.name;

/**
 * A column of a table's facts that only some hotlines have, and the value of records without it, as SQL that DuckDB and
 * Trino both read.
 */
export interface SheetColumn extends FileColumn {
  readonly table: Table;
  readonly otherwise: string;
}

/** Returns the codes that a figure's cells may have. */
export function cellCodes({ by, groups }: Breakdown, lists: CodeLists): string[] {
  const name = by === undefined ? null : findDimension(by, lists)?.codes;
  if (!name) return [];
  const isInGroups = (group: string | undefined): boolean => group !== undefined && (groups?.includes(group) ?? false);
  return codesOf(lists, name)
    .filter(({ group }) => !groups || isInGroups(group))
    .map(({ key }) => key);
}

export interface Breakdown {
  readonly by?: Dimension | undefined;
  readonly groups?: readonly string[] | undefined;
}
