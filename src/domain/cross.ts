import type { Dimension } from './figure.ts';
import { LANGUAGES, type Words } from './languages.ts';

/**
 * A cross counts records by two dimensions of one value each. Its cells are `female/adult`, and the totals of its rows
 * and columns, `female/` and `/adult`: all that a reader can add up is in one figure.
 */
export interface CrossKey {
  /** The code of the first dimension; empty in the total of a column. */
  readonly row: string;
  /** The code of the second dimension; empty in the total of a row. */
  readonly column: string;
}

export const crossKey = ({ row, column }: CrossKey): string => `${row}/${column}`;

/** Returns the codes of a cell's key. */
export function splitCrossKey(key: string): CrossKey {
  const at = key.indexOf('/');
  return { row: key.slice(0, at), column: key.slice(at + 1) };
}

/** Cells that add up to another cell, by their keys; `whole` is null for the figure's total. */
export interface CrossSum {
  readonly whole: string | null;
  readonly parts: readonly string[];
}

/** Returns everything that adds up in a cross with these cells. */
export function crossSums(keys: readonly string[]): CrossSum[] {
  const all = keys.map((key) => ({ key, ...splitCrossKey(key) }));
  const inner = all.filter(({ row, column }) => row !== '' && column !== '');
  const rows = all.filter(({ column }) => column === '');
  const columns = all.filter(({ row }) => row === '');
  const keysOf = (cells: readonly { readonly key: string }[]): string[] => cells.map(({ key }) => key);
  return [
    { whole: null, parts: keysOf(rows) },
    { whole: null, parts: keysOf(columns) },
    ...rows.map(({ key, row }) => ({ whole: key, parts: keysOf(inner.filter((cell) => cell.row === row)) })),
    ...columns.map(({ key, column }) => ({
      whole: key,
      parts: keysOf(inner.filter((cell) => cell.column === column)),
    })),
  ];
}

/** The labels of cells, by dimension and code. */
type Labels = Readonly<Partial<Record<Dimension, Readonly<Record<string, Words>>>>>;

/** A figure by two dimensions. */
export interface CrossDimensions {
  readonly by?: Dimension | undefined;
  readonly cross?: Dimension | undefined;
}

/**
 * Returns a cell's label in each language: `Female · Adult`, or the code's label for the total of a row or column.
 * Undefined if a code has no label.
 */
export function cellWords({ by, cross }: CrossDimensions, key: string, labels: Labels): Words | undefined {
  if (by === undefined) return undefined;
  if (cross === undefined) return labels[by]?.[key];
  const { row, column } = splitCrossKey(key);
  const [first, second] = [labels[by]?.[row], labels[cross]?.[column]];
  if (row === '' || column === '') return row === '' ? second : first;
  if (!first || !second) return undefined;
  const inBoth = LANGUAGES.filter((language) => first[language] !== undefined && second[language] !== undefined);
  return Object.fromEntries(inBoth.map((language) => [language, `${first[language]} · ${second[language]}`]));
}
