import type { FactColumn } from '../domain/facts-columns.ts';
import type { CellCoding, Coded } from './cell-coding.ts';
import type { ExactRow } from './exact-rows.ts';
import type { ExportFile, Hotline, TableMapping } from './hotline.ts';
import { ID_CONTENTS } from './lay-out-text.ts';
import type { ProblemEntry } from './problem-relation.ts';
import { type FilterAnswer, filterAnswers, isKnownToBeLeft } from './row-filter.ts';
import { sourceKey } from './sources.ts';
import { type CodingContext, tableCodings } from './table-coding.ts';

/** The rows of a file in memory, and where each source stands among their cells. */
export interface MemoryRows {
  readonly rows: readonly ExactRow[];
  readonly places: ReadonlyMap<string, number>;
}

/** An id column of a table; `at` is null where the file or the mapping has none. */
export interface MemoryId {
  readonly column: FactColumn;
  readonly heading: string;
  readonly at: number | null;
}

/** One record of a table: its row, and what each coding made of it. */
export interface MemoryRecord {
  readonly row: ExactRow;
  readonly coded: readonly Coded[];
}

/** One table's records, coded in memory. */
export interface MemoryTable {
  readonly mapping: TableMapping;
  readonly ids: readonly MemoryId[];
  readonly codings: readonly CellCoding[];
  readonly records: readonly MemoryRecord[];
  /** Rows that are known to be none of the table's records (`isKnownToBeLeft`). */
  readonly left: readonly ExactRow[];
}

/** Codes the cells of one table; the same rules as in the engine, row by row instead of set by set. */
export function codeTable(
  { rows, places }: MemoryRows,
  mapping: TableMapping,
  file: ExportFile,
  hotline: Hotline,
  context: CodingContext,
): MemoryTable {
  const codings = tableCodings(mapping, hotline, context);
  const coders = codings.map((coding) => rememberingCoder(coding, places));
  const told = filterRows(rows, places, mapping, filterAnswers(file));
  const records = told
    .filter(({ answers }) => answers.every((answer) => answer === 'taken'))
    .map(({ row }) => ({ row, coded: coders.map((code) => code(row.cells)) }));
  const ids = mapping.columns
    .filter(({ column }) => ID_CONTENTS.includes(column.holds))
    .map(({ column, origin }) => {
      const source = origin.from === 'cells' ? origin.source : null;
      return { column, heading: source?.heading ?? '', at: (source && places.get(sourceKey(source))) ?? null };
    });
  const left = told.filter(({ answers }) => isKnownToBeLeft(answers)).map(({ row }) => row);
  return { mapping, ids, codings, records, left };
}

/** Whole rows, each with what its cells say to the filters of a table whose columns the file has. */
function filterRows(
  rows: readonly ExactRow[],
  places: ReadonlyMap<string, number>,
  { where }: TableMapping,
  answer: ReturnType<typeof filterAnswers>,
): { readonly row: ExactRow; readonly answers: readonly FilterAnswer[] }[] {
  const filters = where.flatMap((filter) => {
    const at = places.get(sourceKey(filter.source));
    return at === undefined ? [] : [{ filter, at }];
  });
  return rows
    .filter(({ fault }) => fault === '')
    .map((row) => ({ row, answers: filters.map(({ filter, at }) => answer(filter, row.cells[at] ?? '')) }));
}

/** A coding of whole rows that codes equal cells once. */
function rememberingCoder(
  { sources, code }: CellCoding,
  places: ReadonlyMap<string, number>,
): (cells: readonly string[]) => Coded {
  const at = sources.map((source) => places.get(sourceKey(source)) ?? null);
  const remembered = new Map<string, Coded>();
  return (cells) => {
    const own = at.map((place) => (place === null ? null : (cells[place] ?? '')));
    const key = own.join('\0');
    const known = remembered.get(key);
    if (known) return known;
    const coded = code(own.map((cell) => cell?.trim() ?? null));
    remembered.set(key, coded);
    return coded;
  };
}

/** What is wrong with the cells of a table: an empty id that a record must have, and what the codings found. */
export const tableProblems = ({ ids, records }: MemoryTable): ProblemEntry[] =>
  records.flatMap(({ row: { record, cells }, coded }) => [
    ...ids.flatMap(({ column, heading, at }): ProblemEntry[] =>
      at === null || column.holds === 'reference' || cells[at] !== ''
        ? []
        : [{ record, column: heading, severity: 'error', code: 'id-empty', detail: '', value: '' }],
    ),
    ...coded.flatMap(({ faults }) => faults.map((fault): ProblemEntry => ({ record, ...fault }))),
  ]);
