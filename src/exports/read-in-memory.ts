import type { FactsFile } from '../domain/facts-file.ts';
import type { Problem } from '../domain/problem.ts';
import type { FactsMaking } from './build-facts.ts';
import type { CellFault } from './cell-coding.ts';
import { type ExactRow, exactRows } from './exact-rows.ts';
import type { ExportFile, RowFilter } from './hotline.ts';
import type { LaidOutText } from './lay-out-text.ts';
import { memoryFacts } from './memory-facts.ts';
import { repeatsInMemory } from './memory-repeats.ts';
import { codeTable, type MemoryRows, type MemoryTable, tableProblems } from './memory-table.ts';
import type { ProblemEntry, ProblemRelation } from './problem-relation.ts';
import type { Reading, ReadingContext } from './reading.ts';
import { filterAnswers, filterFault, filterPlaces } from './row-filter.ts';
import { sourceKey } from './sources.ts';

/** A table coded in memory, the name of its relations, and its records that repeat another. */
interface Told {
  readonly table: MemoryTable;
  readonly name: string;
  readonly repeated: ReadonlySet<number>;
}

/**
 * Reads a small file's rows in memory: a dozen statements of the engine cost more than coding a few thousand rows. The
 * rules are those of the engine's way (read-in-engine.ts), and a test holds the two equal.
 *
 * @param nameOf the prefix of a table's relations
 */
export async function readInMemory(
  context: ReadingContext,
  text: LaidOutText,
  file: ExportFile,
  isWorkbook: boolean,
  nameOf: (mapping: MemoryTable['mapping']) => string,
  problems: ProblemRelation,
): Promise<Reading> {
  const lines: Problem[] = [];
  const rows: ExactRow[] = [];
  for await (const row of exactRows(text, lines)) rows.push(row);
  const raw = { rows, places: new Map(text.columns.map(({ key }, at) => [key, at])) };
  const coding = { month: context.month, isWorkbook };
  const tables = file.tables.map((mapping) => codeTable(raw, mapping, file, context.hotline, coding));
  const found: ProblemEntry[] = [
    ...text.problems,
    ...lines,
    ...lineProblems(raw, file),
    ...tables.flatMap(tableProblems),
  ];
  const errors = new Set(found.flatMap(({ severity, record }) => (severity === 'error' ? (record ?? []) : [])));
  const told: Told[] = [];
  for (const table of tables) {
    const repeats = repeatsInMemory(table, errors);
    found.push(...repeats.problems);
    for (const { severity, record } of repeats.problems)
      if (severity === 'error' && record !== null) errors.add(record);
    told.push({ table, name: nameOf(table.mapping), repeated: repeats.repeated });
  }
  await problems.add(found);
  return { records: rows.length, facts: (making) => factsOf(making, told, errors) };
}

/** Broken lines, and values by which no table of the file can be told. */
function lineProblems(raw: MemoryRows, file: ExportFile): ProblemEntry[] {
  const faultsOf = filterFaults(raw, file);
  return raw.rows.flatMap((row): ProblemEntry[] => {
    const { record, fault } = row;
    if (fault !== '') return [{ record, column: null, severity: 'error', code: 'line-broken', detail: fault }];
    return faultsOf(row).map((found) => ({ record, ...found }));
  });
}

/** What the filters of a file find wrong with a row. */
function filterFaults({ places }: MemoryRows, file: ExportFile): (row: ExactRow) => CellFault[] {
  const answer = filterAnswers(file);
  const filters = filterPlaces(file);
  return ({ cells }) => {
    const cellOf = ({ source }: RowFilter): string => cells[places.get(sourceKey(source)) ?? -1] ?? '';
    return filters
      .filter(({ filter }) => places.has(sourceKey(filter.source)) && answer(filter, cellOf(filter)) === 'unknown')
      .filter(({ others }) => !others.some((other) => answer(other, cellOf(other)) === 'left'))
      .map(({ filter }) => filterFault(filter, cellOf(filter)));
  };
}

async function factsOf(making: FactsMaking, told: readonly Told[], errors: ReadonlySet<number>): Promise<FactsFile[]> {
  const facts: FactsFile[] = [];
  for (const { table, name, repeated } of told) {
    const left = (record: number): boolean => errors.has(record) || repeated.has(record);
    facts.push(await memoryFacts(name, table, making, left));
  }
  return facts;
}
