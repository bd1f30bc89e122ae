/** A text as an SQL literal. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Whether a list column holds at least one of the values. */
export const anyOf = (column: string, values: readonly string[]): string =>
  `list_has_any(${column}, [${values.map(quoted).join(', ')}]::VARCHAR[])`;
