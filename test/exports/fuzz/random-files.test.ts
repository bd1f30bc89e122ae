import { describe, expect, it } from 'vitest';
import { readerFixture } from '../reader-fixture.ts';
import { INVARIANTS, type Invariant, type InvariantName } from './invariants.ts';

const { engine } = readerFixture();

/** `npm run conformance -- files` checks more than thirty thousand files, with other seeds. */
describe('files by chance', () => {
  it.each<[InvariantName, files: number]>([
    ['rows of any bytes', 150],
    ['rows loaded into the engine', 25],
    ['mutated CSV files', 20],
    ['mutated gzip files', 15],
    ['mutated zip archives', 15],
    ['mutated workbooks', 15],
  ])('are read or rejected as an independent small reader says: %s', async (name, files) => {
    const invariant = INVARIANTS[name] as Invariant<unknown>;
    const counts = await invariant.hold(engine(), 1, files);
    console.log(`${name}: ${invariant.summary(counts)}`);
    expect(invariant.failures(counts).slice(0, 3)).toEqual([]);
  });
});
