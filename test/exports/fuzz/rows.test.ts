import { describe, expect, it } from 'vitest';
import { desk } from '../desk.ts';
import { holdExactRows, holdLoadedRows, rowsTold } from './row-laws.ts';

const { engine } = desk();

/** `npm run conformance -- files` reads twenty thousand. */
describe('rows of any bytes', () => {
  it('are all counted: records and blank lines are the lines of the file', async () => {
    const counts = await holdExactRows(engine().folder, 1, 1500);
    console.log(`rows of any bytes: ${rowsTold(counts)}`);
    expect(counts.differences.slice(0, 3)).toEqual([]);
  });

  it('are loaded into the engine as an independent reader reads them', async () => {
    const counts = await holdLoadedRows(engine(), 2, 250);
    console.log(`rows loaded into the engine: ${rowsTold(counts)}`);
    expect(counts.differences.slice(0, 3)).toEqual([]);
  });
});
