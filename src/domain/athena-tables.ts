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

/** The columns of a table's files, without those of its partitions. */
export const storedColumns = (table: Table): AthenaColumn[] =>
  fileColumns(table)
    .filter(({ name }) => !isPartition(name))
    .map(({ name, type }) => ({ name, ...TYPES[type] }));

/** The columns of the view that analysts query: those of `facts export`. */
export function viewColumns(table: Table): AthenaColumn[] {
  const types = new Map(fileColumns(table).map(({ name, type }) => [name, type]));
  return exportedColumns(table).map((name) => ({ name, ...TYPES[types.get(name) ?? 'VARCHAR'] }));
}

/** The name of the table with all active files, in which a record may have several versions. */
export const filesTable = (table: Table): string => `${table}_files`;

/**
 * Returns the query of a view: every record in its version of the latest month, as `openFacts` selects it. It is
 * written so that Athena (Trino) and DuckDB run the same text, and a test compares what both rules select.
 */
export function viewQuery(table: Table): string {
  const ownId = FACT_COLUMNS[table].find(({ holds }) => holds === 'own-id')?.name ?? 'record';
  const columns = exportedColumns(table).join(', ');
  return `SELECT ${columns} FROM (SELECT *, row_number() OVER (PARTITION BY hotline, ${ownId} ORDER BY month DESC, withdrawn, record) AS version FROM ${filesTable(table)}) WHERE version = 1 AND NOT withdrawn`;
}
