/** The four canonical tables of facts, in the order in which they are read and listed. */
export const TABLES = ['signals', 'cases', 'victims', 'traffickers'] as const;

export type Table = (typeof TABLES)[number];
