import { fold } from '../domain/codes.ts';
import { extraColumns, FACT_COLUMNS, type FactColumn, mappingKey } from '../domain/facts-columns.ts';
import { TABLES } from '../domain/tables.ts';
import { foldName } from '../domain/text/name-pattern.ts';
import { columnMapping, type MappingContext, source } from './column-mapping.ts';
import type { ExportFile, RowFilter, TableMapping } from './hotline.ts';
import type { RowFilterDefinition, TableDefinition } from './hotline-schema.ts';

/** Normalises the files of a hotline. Refuses two files with one name, and a file without tables. */
export function exportFiles(context: MappingContext): ExportFile[] {
  checkNames(context);
  return Object.entries(context.definition.files).map(([stem, definition]): ExportFile => {
    const { tables, every, cumulative, names = [], headingRow = 'first' } = definition;
    const at = `files.${stem}`;
    const mapped = TABLES.flatMap((table) => {
      const mapping = tables[table];
      return mapping ? [tableMapping(context, `${at}.tables.${table}`, table, mapping)] : [];
    });
    if (mapped.length === 0) context.refuse(`${at}.tables`, `does not name a table; allowed: ${TABLES.join(', ')}`);
    for (const mapping of mapped) checkRowLinks(context, `${at}.tables.${mapping.table}`, mapping, mapped);
    if (cumulative) for (const mapping of mapped) checkCumulative(context, stem, mapping);
    return { stem, names, headingRow, every, cumulative, tables: mapped };
  });
}

function checkNames({ definition, refuse }: MappingContext): void {
  const stems = new Map<string, string>();
  for (const [stem, { names = [] }] of Object.entries(definition.files)) {
    for (const name of new Set([stem, ...names].map(foldName))) {
      const other = stems.get(name);
      if (other !== undefined) refuse(`files.${stem}`, `has the same name as "${other}"`);
      if (name.replaceAll('*', '').trim() === '')
        refuse(`files.${stem}.names`, `"${name}" is the name of every file; give more than "*"`);
      stems.set(name, stem);
    }
  }
}

/** The row is the id of a case only if the same file contains the cases, with the row as their id too. */
function checkRowLinks(
  { refuse }: MappingContext,
  at: string,
  { table, columns }: TableMapping,
  tables: readonly TableMapping[],
): void {
  const link =
    table !== 'cases' && columns.find(({ column, origin }) => column.name === 'case_id' && origin.from === 'row');
  if (!link) return;
  const cases = tables.find((mapping) => mapping.table === 'cases');
  const own = cases?.columns.find(({ column }) => column.holds === 'own-id')?.origin.from;
  if (own === 'row' || own === 'nothing') return;
  const example = '"cases": { "columns": { "case_id": { "row": true }, ... } }';
  refuse(
    `${at}.columns.case_id`,
    `has row, so the cases must be in the same file with the row as their id: ${example}`,
  );
}

/** Without ids, the records that a later upload repeats would count twice. */
function checkCumulative({ refuse }: MappingContext, stem: string, { table, columns }: TableMapping): void {
  const own = columns.find(({ column }) => column.holds === 'own-id');
  if (own?.origin.from === 'cells' || own?.origin.from === 'joined') return;
  const example = `"${own?.column.name}": { "heading": "..." }`;
  const repeated = 'each upload repeats earlier records, and only an id shows which they are';
  refuse(
    `files.${stem}.cumulative`,
    `${table} has no id: ${repeated}; name it (${example}), or set cumulative to false`,
  );
}

function tableMapping(
  context: MappingContext,
  at: string,
  table: TableMapping['table'],
  mapping: TableDefinition,
): TableMapping {
  const columns = mappedColumns(context, `${at}.columns`, table, mapping);
  return {
    table,
    where: (mapping.where ?? []).map((filter, index) => rowFilter(context, `${at}.where[${index}]`, filter)),
    count: mapping.count ? source(mapping.count) : null,
    columns: columns.map((column) => {
      const key = mappingKey(column);
      return { column, origin: columnMapping(context, `${at}.columns.${key}`, column, mapping.columns[key]) };
    }),
  };
}

/** Returns the columns of a table's facts: the canonical ones, and others that the hotline maps. */
function mappedColumns(
  { codes, refuse }: MappingContext,
  at: string,
  table: TableMapping['table'],
  { columns }: TableDefinition,
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
