import { ownIdOf } from '../domain/facts-columns.ts';
import type { FactsFile } from '../domain/facts-file.ts';
import { literal } from '../domain/sql-literal.ts';
import { type FactsMaking, factsName, originColumns } from './build-facts.ts';
import type { CodedValue } from './cell-coding.ts';
import { idHasher, placeText } from './id-hash.ts';
import type { MemoryId, MemoryRecord, MemoryTable } from './memory-table.ts';

/**
 * Writes the facts of a table that was coded in memory, as `buildFacts` writes those of one coded in the engine.
 *
 * @param left records that are no facts
 */
export function memoryFacts(
  name: string,
  table: MemoryTable,
  making: FactsMaking,
  left: (record: number) => boolean,
): Promise<FactsFile> {
  const { columns } = table.mapping;
  const rowOf = factRow(table, making);
  const records = table.records.filter(({ row }) => !left(row.record));
  const rows = [...records.map(rowOf), ...takenBack(table, records, making, left)];
  const shape = Object.fromEntries([
    ['record', 'INTEGER'],
    ...columns.map(({ column: { name: of, type } }) => [of, type === 'VARCHAR[]' ? ['VARCHAR'] : type]),
  ]);
  const values = columns.map(({ column: { name: of, type } }) => `f.${of}::${type} AS ${of}`);
  return making.write({
    table: table.mapping.table,
    name: factsName(name),
    sql: `SELECT ${originColumns(making)}, f.record, ${values.join(', ')}
      FROM (SELECT unnest(from_json($1, ${literal(JSON.stringify([shape]))})) AS f)`,
    parameters: [JSON.stringify(rows)],
  });
}

/** Ids that are known to be none of the table's, as `buildFacts` makes facts of them. */
function takenBack(
  table: MemoryTable,
  records: readonly MemoryRecord[],
  { pads }: FactsMaking,
  left: (record: number) => boolean,
): Fact[] {
  const own = ownIdOf(table.ids);
  const at = own?.at ?? null;
  if (!own || at === null) return [];
  const hash = idHasher(pads);
  const seen = new Set(records.map(({ row }) => row.cells[at]));
  const lists = table.mapping.columns.flatMap(({ column: { name, type } }) =>
    type === 'VARCHAR[]' ? [[name, []]] : [],
  );
  return table.left.flatMap(({ record, cells }) => {
    const id = cells[at];
    if (!id || left(record) || seen.has(id)) return [];
    seen.add(id);
    return [{ ...Object.fromEntries(lists), record: -record, [own.column.name]: hash(id) }];
  });
}

type Fact = Readonly<Record<string, CodedValue | number>>;

/** What makes a fact of a record: its number, hashed ids and codes by column. */
function factRow(table: MemoryTable, making: FactsMaking): (record: MemoryRecord) => Fact {
  const ids = table.ids.map((id) => [id.column.name, idOf(table, id, making)] as const);
  const codes = table.codings.flatMap(({ columns }, coding) =>
    columns.map(({ name }, place) => ({ name, coding, place })),
  );
  return (record) => ({
    record: record.row.record,
    ...Object.fromEntries(ids.map(([name, hash]) => [name, hash(record)])),
    ...Object.fromEntries(codes.map(({ name, coding, place }) => [name, record.coded[coding]?.values[place] ?? null])),
  });
}

/** A record's hashed id; a record without an id column is hashed by its place, an absent reference is null. */
function idOf(
  { mapping }: MemoryTable,
  { column, at }: MemoryId,
  { hotline, month, pads }: FactsMaking,
): (record: MemoryRecord) => string | null {
  const hash = idHasher(pads);
  if (at !== null) return ({ row }) => (row.cells[at] ? hash(row.cells[at]) : null);
  if (column.holds !== 'own-id') return () => null;
  return ({ row }) => hash(placeText(hotline, month ?? '', mapping.table, row.record));
}
