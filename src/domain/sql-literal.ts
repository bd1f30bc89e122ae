/** Quotes a text as an SQL literal. Only for names and settings of definitions; cells are bound or joined. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
