import { tableOfValues } from '../domain/dimensions.ts';
import type { Table } from '../domain/tables.ts';
import { notLess, type PlacedQuantity } from './linked-page.ts';
import type { Inequality } from './reader-solver.ts';

/** For each member, by its code, the members that share a record with it; by the table of these records. */
export type SharingMembers = ReadonlyMap<Table, ReadonlyMap<string, ReadonlySet<string>>>;

/**
 * Finds which members of a family share records: the figure by the family's dimension on a member's page shows it. A map
 * of Texas on which California is "none known" says that no case is in both.
 * @param all the numbers of one month
 * @param truthOf the exact value of a variable
 */
export function sharingMembers(all: readonly PlacedQuantity[], truthOf: (variable: number) => number): SharingMembers {
  const sharing = new Map<Table, Map<string, Set<string>>>();
  for (const { table, name, family, member, breakdown, variable } of all) {
    if (member === undefined || !('cell' in name) || breakdown !== `${family?.by}/`) continue;
    const own = sharing.get(table) ?? new Map<string, Set<string>>();
    sharing.set(table, own);
    const add = (one: string, others: readonly string[]): unknown =>
      own.set(one, new Set([...(own.get(one) ?? []), ...others]));
    add(member, []);
    if (name.cell === member || truthOf(variable) === 0) continue;
    add(member, [name.cell]);
    add(name.cell, [member]);
  }
  return sharing;
}

/**
 * Returns what readers know of members without a common record: together they have no more than the main sheet. Each
 * member is in one sum at least, with the largest of those that it can be added to.
 * @param most a number of the main sheet
 * @param parts the same number of the members
 */
export function disjointSums(
  most: PlacedQuantity,
  parts: readonly PlacedQuantity[],
  sharing: SharingMembers,
  truthOf: (variable: number) => number,
): Inequality[] {
  const { family, table } = most;
  // people may have the codes of their case
  const own = sharing.get(table) ?? (family && sharing.get(tableOfValues(family, table)));
  if (!own) return [];
  const filled = parts
    .filter(({ member, variable }) => own.has(member ?? '') && truthOf(variable) > 0)
    .toSorted((a, b) => truthOf(b.variable) - truthOf(a.variable));
  const covered = new Set<PlacedQuantity>();
  return filled.flatMap((first) => {
    if (covered.has(first)) return [];
    const sum = selectDisjoint([first, ...filled], own);
    for (const part of sum) covered.add(part);
    return sum.length > 1 ? [notLess([most], sum)] : [];
  });
}

function selectDisjoint(
  parts: readonly PlacedQuantity[],
  sharing: ReadonlyMap<string, ReadonlySet<string>>,
): PlacedQuantity[] {
  const excluded = new Set<string>();
  return parts.filter(({ member = '' }) => {
    if (excluded.has(member)) return false;
    for (const other of [member, ...(sharing.get(member) ?? [])]) excluded.add(other);
    return true;
  });
}
