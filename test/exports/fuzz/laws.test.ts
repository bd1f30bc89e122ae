import { describe, expect, it } from 'vitest';
import { readerFixture } from '../reader-fixture.ts';
import { LAWS, type Law, type LawName } from './laws.ts';

const { engine } = readerFixture();

/** `npm run conformance -- files` checks more than thirty thousand files, with other seeds. */
describe('files by chance', () => {
  it.each<[LawName, files: number]>([
    ['rows of any bytes', 1500],
    ['rows loaded into the engine', 250],
    ['mutated CSV files', 200],
    ['mutated gzip files', 100],
    ['mutated zip archives', 120],
    ['mutated workbooks', 150],
  ])('are read or rejected as an independent small reader says: %s', async (name, files) => {
    const law = LAWS[name] as Law<unknown>;
    const counts = await law.hold(engine(), 1, files);
    console.log(`${name}: ${law.told(counts)}`);
    expect(law.faults(counts).slice(0, 3)).toEqual([]);
  });
});
