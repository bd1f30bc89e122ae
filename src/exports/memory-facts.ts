import type { Engine } from '../domain/engine.ts';
import { literal } from '../domain/sql-literal.ts';
import { type FactsOrigin, type FactsRelation, factsName } from './build-facts.ts';
import type { CodedValue } from './cell-coding.ts';
import { idHasher, placeText } from './id-hash.ts';
import type { MemoryId, MemoryRecord, MemoryTable } from './memory-table.ts';

/**
 * Makes the facts of a table that was coded in memory, as `buildFacts` makes those of one coded in the engine.
 *
 * @param left records that are no facts
 */
export async function memoryFacts(
  engine: Engine,
  name: string,
  table: MemoryTable,
  origin: FactsOrigin,
  left: (record: number) => boolean,
): Promise<FactsRelation> {
  const relation = factsName(name);
  const { columns } = table.mapping;
  const rowOf = factRow(table, origin);
  const rows = table.records.filter(({ row }) => !left(row.record)).map(rowOf);
  const shape = Object.fromEntries([
    ['record', 'INTEGER'],
    ...columns.map(({ column: { name: of, type } }) => [of, type === 'VARCHAR[]' ? ['VARCHAR'] : type]),
  ]);
  const values = columns.map(({ column: { name: of, type } }) => `f.${of}::${type} AS ${of}`);
  await engine.run(
    `CREATE OR REPLACE TABLE ${relation} AS
     SELECT ${literal(origin.hotline)} AS hotline, ${origin.month === null ? 'NULL' : literal(origin.month)}::VARCHAR AS month,
       f.record, ${values.join(', ')} FROM (SELECT unnest(from_json(?, ${literal(JSON.stringify([shape]))})) AS f)`,
    [JSON.stringify(rows)],
  );
  return { table: table.mapping.table, relation, rows: rows.length };
}

type Fact = Readonly<Record<string, CodedValue | number>>;

/** What makes a fact of a record: its number, hashed ids and codes by column. */
function factRow(table: MemoryTable, origin: FactsOrigin): (record: MemoryRecord) => Fact {
  const ids = table.ids.map((id) => [id.column.name, idOf(table, id, origin)] as const);
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
  { hotline, month, pads }: FactsOrigin,
): (record: MemoryRecord) => string | null {
  const hash = idHasher(pads);
  if (at !== null) return ({ row }) => (row.cells[at] ? hash(row.cells[at]) : null);
  if (column.holds !== 'own-id') return () => null;
  return ({ row }) => hash(placeText(hotline, month ?? '', mapping.table, row.record));
}
