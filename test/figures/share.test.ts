import fc from 'fast-check';
import { expect, it } from 'vitest';
import { percentShare } from '../../src/figures/rounding.ts';

it.each([
  [793, 1257, 63],
  [12, 1257, 1],
  [1, 200, 1],
  [1, 201, 0],
  [199, 200, 100],
  [0, 0, 0],
  [1, 2, 50],
  [5, 1000, 1],
  [15, 1000, 2],
])('rounds %i of %i half up to %i percent', (count, total, share) => {
  expect(percentShare(count, total)).toBe(share);
});

it('is within half a percent of the true share, and exact halves go up', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.nat(), (total, any) => {
      const count = any % (total + 1);
      const [low, high] = [200 * count - total, 200 * count + total];
      const doubled = 2 * percentShare(count, total) * total;
      expect(doubled > low && doubled <= high).toBe(true);
    }),
    { seed: 1 },
  );
});
