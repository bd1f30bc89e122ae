import { fold } from '../domain/codes.ts';
import { extraColumns, FACT_COLUMNS, type FactColumn, isIdColumn, mappingKey } from '../domain/facts-columns.ts';
import type { Table } from '../domain/tables.ts';
import { checkCollect, collectedOrigin, collectedSources, idCells } from './collect-rules.ts';
import { columnMapping, type MappingContext, source } from './column-mapping.ts';
import type { ColumnMapping, CountColumn, RowFilter, Source, TableMapping } from './hotline.ts';
import type { PartDefinition, RowFilterDefinition, TableDefinition } from './hotline-schema.ts';

/** Normalises one table of a file: one mapping, or one per item of `each`. */
export function tableMappings(
  context: MappingContext,
  at: string,
  table: Table,
  definition: TableDefinition,
): TableMapping[] {
  const where = rowFilters(context, `${at}.where`, definition.where);
  const { each, collect = [] } = definition;
  if (collect.length > 0) checkCollect(context, at, table, definition);
  if (!each) {
    const columns = columnMappings(context, at, table, definition);
    const collected = collectedSources(context, `${at}.collect`, columns, collect);
    return [{ table, where, count: countColumn(definition), ...ONE_RECORD, collected, columns }];
  }
  return each.map((item, index): TableMapping => {
    const place = `${at}.each[${index}]`;
    const columns = { ...definition.columns, ...item.columns };
    checkPart(context, place, table, columns);
    const mapped = withPartId(columnMappings(context, place, table, { columns, collect, each }), index + 1);
    return {
      ...{ table, ...ONE_RECORD, part: index + 1, columns: mapped },
      where: [...where, ...rowFilters(context, `${place}.where`, item.where)],
      count: countColumn(item) ?? countColumn(definition),
      present: presentSources(context, place, item, mapped),
      collected: collectedSources(context, `${at}.collect`, mapped, collect),
    };
  });
}

const ONE_RECORD = { part: null, casePart: null, present: [], collected: [] } as const;

function columnMappings(
  context: MappingContext,
  at: string,
  table: Table,
  { columns, collect = [], each = [] }: Pick<TableDefinition, 'columns' | 'collect' | 'each'>,
): ColumnMapping[] {
  // all records of a row have the same columns, also those that only some of them name
  const named = Object.assign({}, columns, ...each.map((item) => item.columns));
  if (table === 'cases') checkStateCodes(context, `${at}.columns`, named);
  return mappedColumns(context, `${at}.columns`, table, named).map((column) => {
    const key = mappingKey(column);
    const origin = columnMapping(context, `${at}.columns.${key}`, column, columns[key]);
    return { column, origin: collect.includes(key) ? collectedOrigin(origin) : origin };
  });
}

/**
 * MA is a state of the U.S. and one of Brazil: without a country, a code would be read as whichever state the list has,
 * and a map of the other country would say that nothing happened there.
 */
function checkStateCodes(
  { definition, refuse }: MappingContext,
  at: string,
  columns: TableDefinition['columns'],
): void {
  const { states, countries } = columns;
  if (!states || countries) return;
  const isInCodes = states.writtenInCodes ?? definition.writtenInCodes?.includes('state') ?? false;
  if (isInCodes)
    refuse(
      `${at}.countries`,
      'is missing; states are written in codes here, and the same code is a state of several countries; name the column with the country, or write "countries": { "constant": ["BR"] } if all cases are in one country',
    );
}

/** Returns the columns of a table's facts: the canonical ones, and others that the hotline maps. */
function mappedColumns(
  { codes, refuse }: MappingContext,
  at: string,
  table: Table,
  columns: TableDefinition['columns'],
): FactColumn[] {
  const extra = extraColumns(table, codes);
  const allowed = [...FACT_COLUMNS[table], ...extra].map(mappingKey);
  const unknown = Object.keys(columns).filter((key) => !allowed.includes(key));
  if (unknown.length > 0)
    refuse(
      at,
      `unknown key ${unknown.map((key) => `"${key}"`).join(', ')}; allowed: ${allowed.join(', ')}; a column of your own needs a code list, codes/<name>.json, with "tables": ["${table}"]`,
    );
  return [...FACT_COLUMNS[table], ...extra.filter((column) => columns[mappingKey(column)] !== undefined)];
}

/** A record of `each` has no id of its own: it is its case, or its row, and its place among the items. */
function checkPart({ refuse }: MappingContext, at: string, table: Table, columns: TableDefinition['columns']): void {
  const own = FACT_COLUMNS[table].find(({ holds }) => holds === 'own-id')?.name ?? '';
  if (columns[own]?.heading ?? columns[own]?.headings)
    refuse(`${at}.columns.${own}`, 'cannot be a heading here; leave it out: the place in the row is part of the id');
}

/**
 * The people of a case with an id are identified by it and their place in the row, so that a later version of the row
 * replaces them.
 */
function withPartId(columns: readonly ColumnMapping[], part: number): ColumnMapping[] {
  const link = columns.find(({ column }) => column.holds === 'link');
  const sources = link ? idCells(link.origin) : [];
  return columns.map((mapping) =>
    mapping.column.holds === 'own-id' && mapping.origin.from === 'nothing' && sources.length > 0
      ? { ...mapping, origin: { from: 'joined', sources, formats: [], part } }
      : mapping,
  );
}

/** Without a count or filter of its own, a record of `each` exists if one of its own columns has a value. */
function presentSources(
  { refuse }: MappingContext,
  at: string,
  { where, count, columns }: PartDefinition,
  mapped: readonly ColumnMapping[],
): readonly Source[] {
  if (where ?? count) return [];
  const own = Object.keys(columns).flatMap((name) => sourcesOf(mapped, name));
  if (own.length > 0) return own;
  return refuse(
    at,
    'does not say which rows have this record; give it a count, a filter or a column, for example { "count": { "heading": "Males" }, "columns": { "gender": { "constant": "male" } } }',
  );
}

/** Returns the columns of the file from which a canonical column comes, unless it is an id or consists of flags. */
function sourcesOf(columns: readonly ColumnMapping[], name: string): readonly Source[] {
  const mapping = columns.find(({ column }) => mappingKey(column) === name);
  return mapping && !isIdColumn(mapping.column) ? idCells(mapping.origin) : [];
}

const countColumn = ({ count }: Pick<TableDefinition, 'count'>): CountColumn | null =>
  count ? { ...source(count), zero: new Set(count.zero?.map(fold)) } : null;

const rowFilters = (context: MappingContext, at: string, filters: TableDefinition['where'] = []): RowFilter[] =>
  filters.map((filter, index) => rowFilter(context, `${at}[${index}]`, filter));

function rowFilter({ refuse }: MappingContext, at: string, filter: RowFilterDefinition): RowFilter {
  const { in: values, ignore = [], hasValue = false } = filter;
  if ((values === undefined) === !hasValue)
    refuse(at, 'needs either "in" or "hasValue", for example { "heading": "Role", "in": ["Victim"] }');
  for (const value of [...(values ?? []), ...ignore])
    if (value === '*') refuse(at, 'lists "*" alone; use "hasValue": true for rows with any value');
  return {
    source: source(filter),
    values: new Set((values ?? []).map(fold)),
    hasValue,
    ignored: new Set(ignore.map(fold)),
  };
}

const isOwnId = ({ holds }: FactColumn): boolean => holds === 'own-id';

/**
 * Finds the case of a record whose row is its id. The row is the id of a case only if the same file contains the cases,
 * with the row as their id too, and as many in a row as of the record.
 */
export function linkRow(
  { refuse }: MappingContext,
  at: string,
  mapping: TableMapping,
  tables: readonly TableMapping[],
): TableMapping {
  const { table, columns, part } = mapping;
  const link =
    table !== 'cases' && columns.find(({ column, origin }) => column.name === 'case_id' && origin.from === 'row');
  if (!link) return mapping;
  const cases = tables.filter((other) => other.table === 'cases');
  const own = cases[0]?.columns.find(({ column }) => isOwnId(column))?.origin.from;
  const example = '"cases": { "columns": { "case_id": { "row": true }, ... } }';
  if (own !== 'row' && own !== 'nothing')
    refuse(
      `${at}.columns.case_id`,
      `has row, so the cases must be in the same file with the row as their id: ${example}`,
    );
  if (cases[0]?.part === null) return mapping;
  if (part === null || tables.filter((other) => other.table === table).length !== cases.length)
    refuse(
      `${at}.columns.case_id`,
      `has row, but a row has ${cases.length} cases; give "each" as many items, in their order`,
    );
  return { ...mapping, casePart: part };
}
