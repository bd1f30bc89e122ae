import type { CodeLists } from '../domain/codes.ts';
import type { Sheet } from '../domain/sheet.ts';
import type { Table } from '../domain/tables.ts';
import { breakdowns } from './breakdowns.ts';

/**
 * Lists the related sheets that count the ages of the same people by another list. Bands of ages add up to minors and
 * adults, which the joint attack does not know, so readers of both pages could subtract what it takes for hidden.
 */
export function ageListErrors(own: Sheet, related: readonly Sheet[], codes: CodeLists): string[] {
  return related
    .filter(({ hotlines }) => hotlines.some((hotline) => own.hotlines.includes(hotline)))
    .flatMap((other) =>
      (['victims', 'traffickers'] as const).flatMap((table) => {
        const [first, second] = [ageLists(own, table, codes), ageLists(other, table, codes)];
        const pair = first.flatMap((list) => second.filter((name) => name !== list).map((name) => [list, name]))[0];
        return pair
          ? [
              `figures: ${table} are counted by ${pair[0]} here and by ${pair[1]} in the related sheet "${other.id}": their difference would be readable; count ages by one list in both`,
            ]
          : [];
      }),
    );
}

const ageLists = ({ figures }: Sheet, table: Table, codes: CodeLists): string[] => [
  ...new Set(
    figures
      .filter(({ counts }) => counts === table)
      .flatMap(({ by, cross }) => [by, cross].flatMap((name) => name ?? []))
      .filter((by) => breakdowns(codes)({ by }) === 'age'),
  ),
];
