import type { SheetColumn } from './dimensions.ts';
import { exportedColumns, FACT_COLUMNS, type FactType, fileColumns } from './facts-columns.ts';
import type { Table } from './tables.ts';

/** A column with its type, as Hive names types in the Glue catalog and as Trino does in views. */
export interface AthenaColumn {
  readonly name: string;
  readonly hive: string;
  readonly trino: string;
}

const TYPES: Readonly<Record<FactType, Omit<AthenaColumn, 'name'>>> = {
  VARCHAR: { hive: 'string', trino: 'varchar' },
  DATE: { hive: 'date', trino: 'date' },
  BOOLEAN: { hive: 'boolean', trino: 'boolean' },
  INTEGER: { hive: 'int', trino: 'integer' },
  'VARCHAR[]': { hive: 'array<string>', trino: 'array(varchar)' },
};

/** The columns by which files are stored: values of them are in the path of a manifest. */
export const PARTITION_COLUMNS = ['hotline', 'month'] as const;

const isPartition = (name: string): boolean => PARTITION_COLUMNS.some((column) => column === name);

/**
 * The columns of a table's files, without those of its partitions. Athena finds a column of Parquet by its name, and it
 * is NULL in a file without it, so the columns that only some hotlines map do not concern the files of the others.
 * @param extra the columns that some hotline may map (`everyExtraColumn`)
 */
export const storedColumns = (table: Table, extra: readonly SheetColumn[]): AthenaColumn[] =>
  [...fileColumns(table), ...ofTable(table, extra)]
    .filter(({ name }) => !isPartition(name))
    .map(({ name, type }) => ({ name, ...TYPES[type] }));

const ofTable = (table: Table, extra: readonly SheetColumn[]): SheetColumn[] =>
  extra.filter((column) => column.table === table);

/** The columns of the view that analysts query: those of `facts export`. */
export function viewColumns(table: Table, extra: readonly SheetColumn[]): AthenaColumn[] {
  const own = ofTable(table, extra);
  const types = new Map([...fileColumns(table), ...own].map(({ name, type }) => [name, type]));
  const names = [...exportedColumns(table), ...own.map(({ name }) => name)];
  return names.map((name) => ({ name, ...TYPES[types.get(name) ?? 'VARCHAR'] }));
}

/** The name of the table with all active files, in which a record may have several versions. */
export const filesTable = (table: Table): string => `${table}_files`;

/**
 * Returns the query of a view: every record in its version of the latest month, as `openFacts` selects it, with the same
 * value where a hotline does not map a column. It is
 * written so that Athena (Trino) and DuckDB run the same text, and a test compares what both rules select.
 */
export function viewQuery(table: Table, extra: readonly SheetColumn[]): string {
  const ownId = FACT_COLUMNS[table].find(({ holds }) => holds === 'own-id')?.name ?? 'record';
  const own = ofTable(table, extra).map(({ name, otherwise }) => `coalesce(${name}, ${otherwise}) AS ${name}`);
  const columns = [...exportedColumns(table), ...own].join(', ');
  return `SELECT ${columns} FROM (SELECT *, row_number() OVER (PARTITION BY hotline, ${ownId} ORDER BY month DESC, withdrawn, record) AS version FROM ${filesTable(table)}) WHERE version = 1 AND NOT withdrawn`;
}
