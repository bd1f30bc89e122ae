import type { Engine } from '../../../src/domain/engine.ts';
import { csvFile } from './fuzz-csv.ts';
import { gzipFile, zipFile } from './fuzz-packed.ts';
import { xlsxFile } from './fuzz-workbooks.ts';
import { mergedReadings, noReadings, type ReadingCounts, readingFaults, readingsTold } from './reading-counts.ts';
import { holdReadings, type MakeFile } from './reading-laws.ts';
import { holdExactRows, holdLoadedRows, mergedRows, noRows, type RowCounts, rowsTold } from './row-laws.ts';

/** An invariant that a number of files must satisfy. */
export interface Law<Counts> {
  hold(engine: Engine, seed: number, files: number): Promise<Counts>;
  readonly none: () => Counts;
  merge(one: Counts, other: Counts): Counts;
  told(counts: Counts): string;
  /** Returns the violations; empty if the invariant holds. */
  faults(counts: Counts): readonly string[];
}

const rowLaw = (hold: Law<RowCounts>['hold']): Law<RowCounts> => ({
  ...{ hold, none: noRows, merge: mergedRows, told: rowsTold },
  faults: ({ differences }) => differences,
});

const readingLaw = (make: MakeFile): Law<ReadingCounts> => ({
  hold: (engine, seed, files) => holdReadings(engine, seed, files, make),
  ...{ none: noReadings, merge: mergedReadings, told: readingsTold, faults: readingFaults },
});

/** The invariants by subject. The counts of one invariant are never passed to another. */
export const LAWS = {
  'rows of any bytes': rowLaw((engine, seed, files) => holdExactRows(engine.folder, seed, files)),
  'rows loaded into the engine': rowLaw(holdLoadedRows),
  'mutated CSV files': readingLaw(csvFile),
  'mutated gzip files': readingLaw(gzipFile),
  'mutated zip archives': readingLaw(zipFile),
  'mutated workbooks': readingLaw(xlsxFile),
} as const;

export type LawName = keyof typeof LAWS;
