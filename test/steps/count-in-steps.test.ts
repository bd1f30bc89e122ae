import { expect, it } from 'vitest';
import { runHistories } from './count-histories.ts';

/** `npm run conformance -- counts` compares many more. */
it('counts in steps what it counts at once, after every change of random histories', async () => {
  const { counts, continued } = await runHistories({ histories: 1, changes: 14, seed: 2 }, (inSteps, atOnce, name) =>
    expect(inSteps, name).toEqual(atOnce),
  );
  expect(counts).toBe(6);
  expect(continued).toBeGreaterThan(2);
});
