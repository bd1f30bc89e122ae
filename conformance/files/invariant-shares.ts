import type { InvariantName } from '../../test/exports/fuzz/invariants.ts';

/** Files with which one worker tests one property. */
export interface InvariantShare {
  readonly invariant: InvariantName;
  readonly seed: number;
  readonly files: number;
}

/** How many files test each property, for each mutated one. */
const FILES: Readonly<Record<InvariantName, number>> = {
  'mutated CSV files': 0.4,
  'mutated workbooks': 0.3,
  'mutated zip archives': 0.18,
  'mutated gzip files': 0.12,
  'rows of any bytes': 2,
  'rows loaded into the engine': 0.2,
};

const MOST_FILES = 1000;
const FIRST_SEED = 1000;

/**
 * Returns the shares of a number of mutated files, and of as many others as belong to them. Each has its own seed, so that
 * a file can be reproduced from its seed and index.
 */
export const invariantShares = (mutated: number): readonly InvariantShare[] =>
  Object.entries(FILES).flatMap(([name, share], place) => {
    const invariant = name as InvariantName;
    const files = Math.ceil(mutated * share);
    const most = invariant === 'rows of any bytes' ? 5 * MOST_FILES : MOST_FILES;
    return Array.from({ length: Math.ceil(files / most) }, (_unused, at) => ({
      ...{ invariant, seed: FIRST_SEED + 100 * place + at },
      files: Math.min(most, files - at * most),
    }));
  });
