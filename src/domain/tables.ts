/** The four canonical tables of facts, in the order of reading and listing. */
export const TABLES = ['signals', 'cases', 'victims', 'traffickers'] as const;

export type Table = (typeof TABLES)[number];
