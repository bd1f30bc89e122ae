import { ownIdOf } from '../domain/facts-columns.ts';
import type { MemoryRecord, MemoryTable } from './memory-table.ts';
import type { ProblemEntry } from './problem-relation.ts';

/** Records that share their id with an earlier one: which of them repeat it, and the problems of all. */
export interface MemoryRepeats {
  readonly repeated: ReadonlySet<number>;
  readonly problems: readonly ProblemEntry[];
}

/** Finds records of one table that share an id, by the rules of `findRepeats`; those in error already take no part. */
export function repeatsInMemory({ ids, records }: MemoryTable, errors: ReadonlySet<number>): MemoryRepeats {
  const own = ownIdOf(ids);
  const repeated = new Set<number>();
  const problems: ProblemEntry[] = [];
  if (!own || own.at === null) return { repeated, problems };
  const { at: place, heading } = own;
  const others = ids.flatMap(({ at }) => (at === null || at === place ? [] : [at]));
  const firsts = new Map<string, { readonly record: number; readonly content: string }>();
  for (const entry of records.filter(({ row }) => !errors.has(row.record) && row.cells[place] !== '')) {
    const { record, cells } = entry.row;
    const value = cells[place] ?? '';
    const content = contentOf(entry, others);
    const first = firsts.get(value);
    if (!first) firsts.set(value, { record, content });
    else if (first.content === content) {
      repeated.add(record);
      problems.push({ record, column: heading, value, ...equal(first.record) });
    } else problems.push({ record, column: heading, value, ...other(first.record) });
  }
  return { repeated, problems };
}

const equal = (first: number): Pick<ProblemEntry, 'severity' | 'code' | 'detail'> => ({
  severity: 'warning',
  code: 'row-repeated',
  detail: `equal to record ${first}, counted once`,
});

const other = (first: number): Pick<ProblemEntry, 'severity' | 'code' | 'detail'> => ({
  severity: 'error',
  code: 'id-conflict',
  detail: `the same id as record ${first}, with other content`,
});

/** What two records with the same id must share to be equal: their other ids, and the form of every coding. */
const contentOf = ({ row, coded }: MemoryRecord, others: readonly number[]): string =>
  JSON.stringify([others.map((at) => row.cells[at] ?? ''), coded.map(({ form }) => form)]);
