import type { InvariantName } from '../../test/exports/fuzz/invariants.ts';

/** Files with which one worker tests one property. */
export interface InvariantShare {
  readonly invariant: InvariantName;
  readonly seed: number;
  readonly files: number;
}

/** The number of files that test each property: twenty thousand of random bytes, ten thousand mutated ones. */
const FILES: Readonly<Record<InvariantName, number>> = {
  'mutated CSV files': 4000,
  'mutated workbooks': 3000,
  'mutated zip archives': 1800,
  'mutated gzip files': 1200,
  'rows of any bytes': 20_000,
  'rows loaded into the engine': 2000,
};

const MOST_FILES = 1000;
const FIRST_SEED = 1000;

/** All shares. Each has its own seed, so that a file can be reproduced from its seed and index. */
export const INVARIANT_SHARES: readonly InvariantShare[] = Object.entries(FILES).flatMap(([name, files], place) => {
  const invariant = name as InvariantName;
  const most = invariant === 'rows of any bytes' ? 5 * MOST_FILES : MOST_FILES;
  return Array.from({ length: Math.ceil(files / most) }, (_unused, at) => ({
    ...{ invariant, seed: FIRST_SEED + 100 * place + at },
    files: Math.min(most, files - at * most),
  }));
});
