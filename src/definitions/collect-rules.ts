import { fold } from '../domain/codes.ts';
import { extraColumns, FACT_COLUMNS, mappingKey } from '../domain/facts-columns.ts';
import type { Table } from '../domain/tables.ts';
import { COLLECTED } from '../domain/vocabulary.ts';
import type { MappingContext } from './column-mapping.ts';
import type { ColumnMapping, ColumnOrigin, Source } from './hotline.ts';
import type { TableDefinition } from './hotline-schema.ts';

/** Checks the `collect` of a table: its columns, and the id by which rows belong together. */
export function checkCollect(
  { codes, refuse }: MappingContext,
  at: string,
  table: Table,
  definition: TableDefinition,
): void {
  const { columns, collect = [], each = [{ columns: {} }] } = definition;
  checkSharedId({ refuse }, at, table, definition);
  const coded = [...FACT_COLUMNS[table], ...extraColumns(table, codes)]
    .filter(({ holds }) => holds === 'code' || holds === 'codes')
    .map(mappingKey);
  for (const name of collect) {
    if (!coded.includes(name))
      refuse(
        `${at}.collect`,
        `"${name}" cannot be collected; allowed: ${coded.join(', ')}; other columns must be equal in all rows of a record`,
      );
    const own = each.flatMap((item) => ({ ...columns, ...item.columns })[name] ?? []);
    if (own.length === 0 || own.some(({ heading, flags }) => heading === undefined && flags === undefined))
      refuse(`${at}.collect`, `"${name}" needs a heading or flags in columns; only cells are collected`);
  }
}

/** Rows are collected by the id that they share: of `each` the case, with the place of the person in the row. */
function checkSharedId(
  { refuse }: Pick<MappingContext, 'refuse'>,
  at: string,
  table: Table,
  { columns, each }: TableDefinition,
): void {
  const name = each ? 'case_id' : (FACT_COLUMNS[table].find(({ holds }) => holds === 'own-id')?.name ?? '');
  if (each && !FACT_COLUMNS[table].some(({ holds }) => holds === 'link'))
    refuse(
      `${at}.collect`,
      `does not go together with "each" here: ${table} of "each" have no id by which rows belong together; leave one of the two out`,
    );
  const id = columns[name];
  if (id?.heading === undefined && id?.headings === undefined)
    refuse(`${at}.collect`, `needs the id that the rows share, for example "${name}": { "heading": "Case number" }`);
}

/**
 * Returns the columns of the file whose cells are collected. No other column may come from them, because it would get
 * the cells of several rows.
 */
export function collectedSources(
  { refuse }: MappingContext,
  at: string,
  columns: readonly ColumnMapping[],
  collect: readonly string[],
): readonly Source[] {
  const isCollected = ({ column }: ColumnMapping): boolean => collect.includes(mappingKey(column));
  const sources = columns.filter(isCollected).flatMap(({ origin }) => cellSources(origin));
  const headings = new Set(sources.map(({ heading }) => fold(heading)));
  for (const mapping of columns.filter((other) => !isCollected(other)))
    for (const { heading } of cellSources(mapping.origin))
      if (headings.has(fold(heading)))
        refuse(at, `"${heading}" is also a heading of "${mappingKey(mapping.column)}"; collect that too, or neither`);
  return sources;
}

/** Returns the columns of the file from which a column of facts comes. */
const cellSources = (origin: ColumnOrigin): readonly Source[] =>
  origin.from === 'flags' ? origin.flags.map(({ source }) => source) : idCells(origin);

/** Returns a column whose cells may be those of several rows. */
export const collectedOrigin = (origin: ColumnOrigin): ColumnOrigin =>
  origin.from === 'cells' && origin.vocabulary
    ? { ...origin, vocabulary: { ...origin.vocabulary, separators: [...origin.vocabulary.separators, COLLECTED] } }
    : origin;

/** Returns the columns of the file that make an id, or the one that a coded column is read from. */
export const idCells = (origin: ColumnOrigin): readonly Source[] => {
  if (origin.from === 'cells') return [origin.source];
  return origin.from === 'joined' ? origin.sources : [];
};
