import { fold } from '../domain/codes.ts';
import type { Engine } from '../domain/engine.ts';
import type { FactColumn } from '../domain/facts-columns.ts';
import { codeRecords, type Dictionary, type RawRecords } from './code-records.ts';
import type { Hotline, TableMapping } from './hotline.ts';
import type { ProblemRelation } from './problem-relation.ts';
import { sourceKey } from './sources.ts';
import { literal } from './sql.ts';
import { type CodingContext, tableCodings } from './table-coding.ts';

/** An id column of a table and where it stands in the raw rows; null where the file or the mapping has none. */
export interface IdColumn {
  readonly column: FactColumn;
  readonly heading: string;
  readonly raw: string | null;
}

/** One table's view of a file's rows: which rows are its records, its ids, its coded cells. */
export interface TableRecords {
  readonly mapping: TableMapping;
  /** The name that its relations begin with. */
  readonly name: string;
  readonly raw: RawRecords;
  /** A SQL condition on the raw relation: the rows that are records of the table. */
  readonly where: string;
  readonly ids: readonly IdColumn[];
  readonly dictionaries: readonly Dictionary[];
}

/** Codes the cells of one table of a file, and adds the problems of its cells and ids. */
export async function codeTable(
  engine: Engine,
  raw: RawRecords,
  mapping: TableMapping,
  hotline: Hotline,
  context: CodingContext,
  problems: ProblemRelation,
): Promise<TableRecords> {
  const name = `${raw.relation}_${mapping.table}`;
  const where = await rowFilter(engine, raw, mapping);
  const dictionaries: Dictionary[] = [];
  for (const [at, coding] of tableCodings(mapping, hotline, context).entries()) {
    const dictionary = await codeRecords(engine, raw, coding, where, `${name}_d${at}`);
    await problems.addFaults(raw.relation, where, dictionary);
    dictionaries.push(dictionary);
  }
  const ids = idColumns(raw, mapping);
  for (const { column, heading, raw: cell } of ids) {
    if (cell === null || column.holds === 'reference') continue;
    await problems.addQuery(`SELECT record, ${literal(heading)}, 'error', 'id-empty', '', '' FROM ${raw.relation}
      WHERE ${where} AND ${cell} = ''`);
  }
  return { mapping, name, raw, where, ids, dictionaries };
}

function idColumns(raw: RawRecords, { columns }: TableMapping): IdColumn[] {
  return columns
    .filter(({ column }) => ['own-id', 'link', 'reference'].includes(column.holds))
    .map(({ column, origin }) => {
      const source = origin.from === 'cells' ? origin.source : null;
      return { column, heading: source?.heading ?? '', raw: (source && raw.columns.get(sourceKey(source))) ?? null };
    });
}

/** The rows of a table: whole lines whose cells pass every filter (compared as labels are). */
async function rowFilter(engine: Engine, { relation, columns }: RawRecords, { where }: TableMapping): Promise<string> {
  const conditions = ["fault = ''"];
  for (const { source, values } of where) {
    const column = columns.get(sourceKey(source));
    if (column === undefined) continue;
    const rows = await engine.rows(`SELECT DISTINCT ${column} AS cell FROM ${relation}`);
    const kept = rows.map(({ cell }) => String(cell ?? '')).filter((cell) => values.has(fold(cell)));
    conditions.push(kept.length > 0 ? `${column} IN (${kept.map(literal).join(', ')})` : 'false');
  }
  return conditions.join(' AND ');
}
