/** A text as an SQL literal. Only names and settings of definitions are spelled so; cells are bound or joined. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
