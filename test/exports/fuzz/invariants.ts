import type { Engine } from '../../../src/domain/engine.ts';
import { csvFile } from './fuzz-csv.ts';
import { gzipFile, zipFile } from './fuzz-packed.ts';
import { xlsxFile } from './fuzz-workbooks.ts';
import { mergedReadings, noReadings, type ReadingCounts, readingErrors, readingsSummary } from './reading-counts.ts';
import { holdReadings, type MakeFile } from './reading-invariants.ts';
import { holdExactRows, holdLoadedRows, mergedRows, noRows, type RowCounts, rowsSummary } from './row-invariants.ts';

/** An invariant that a number of files must satisfy. */
export interface Invariant<Counts> {
  hold(engine: Engine, seed: number, files: number): Promise<Counts>;
  readonly none: () => Counts;
  merge(one: Counts, other: Counts): Counts;
  summary(counts: Counts): string;
  /** Returns the violations; empty if the invariant holds. */
  failures(counts: Counts): readonly string[];
}

const rowInvariant = (hold: Invariant<RowCounts>['hold']): Invariant<RowCounts> => ({
  ...{ hold, none: noRows, merge: mergedRows, summary: rowsSummary },
  failures: ({ differences }) => differences,
});

const readingInvariant = (make: MakeFile): Invariant<ReadingCounts> => ({
  hold: (engine, seed, files) => holdReadings(engine, seed, files, make),
  ...{ none: noReadings, merge: mergedReadings, summary: readingsSummary, failures: readingErrors },
});

/** The invariants by subject. The counts of one invariant are never passed to another. */
export const INVARIANTS = {
  'rows of any bytes': rowInvariant((engine, seed, files) => holdExactRows(engine.folder, seed, files)),
  'rows loaded into the engine': rowInvariant(holdLoadedRows),
  'mutated CSV files': readingInvariant(csvFile),
  'mutated gzip files': readingInvariant(gzipFile),
  'mutated zip archives': readingInvariant(zipFile),
  'mutated workbooks': readingInvariant(xlsxFile),
} as const;

export type InvariantName = keyof typeof INVARIANTS;
