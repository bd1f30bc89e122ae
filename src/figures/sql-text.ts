import { literal } from '../domain/sql-literal.ts';

/** Returns the SQL condition that a list column contains at least one of the values. */
export const anyOf = (column: string, values: readonly string[]): string =>
  `list_has_any(${column}, [${values.map(literal).join(', ')}]::VARCHAR[])`;
