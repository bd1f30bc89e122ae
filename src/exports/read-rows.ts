import type { RawRecords } from './dictionary.ts';
import type { LaidOutText } from './lay-out-text.ts';
import { loadRecords } from './load-records.ts';
import type { ProblemRelation } from './problem-relation.ts';
import type { ReadingContext } from './reading.ts';

/** Reads the rows of a file into `relation` of the engine, and adds the problems of its lines and ids. */
export async function readRows(
  { engine }: ReadingContext,
  { path, layout, columns, quoting, problems: found }: LaidOutText,
  relation: string,
  problems: ProblemRelation,
): Promise<RawRecords> {
  const loaded = await loadRecords(engine, { path, layout, columns, relation, quoting });
  await problems.add([...found, ...loaded.problems]);
  return { records: loaded.records, relation, columns: new Map(columns.map(({ key, name }) => [key, name])) };
}
