import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillPage, type MeasuredPart } from '../../src/document/page/flow.ts';

const part = (height: number, space?: number): MeasuredPart => ({ height, space });

describe('filling a page', () => {
  it('takes the spaces that the definition asks for', () => {
    expect(fillPage([part(100), part(50, 11), part(50, 12)], 400)).toEqual({ tops: [0, 111, 173], lacks: 0 });
  });

  it('shares the room that is left, the one below the last part included, up to a limit', () => {
    expect(fillPage([part(100), part(100), part(100)], 330).tops).toEqual([0, 110, 220]);
    expect(fillPage([part(100), part(100)], 700).tops).toEqual([0, 124]);
  });

  it('narrows spaces before it leaves a part out', () => {
    expect(fillPage([part(100), part(100, 20), part(100, 10)], 320).tops).toEqual([0, 112.5, 220]);
  });

  it('leaves out what does not fit and says what it lacks', () => {
    expect(fillPage([part(100), part(100), part(100)], 300)).toEqual({ tops: [0, 124], lacks: 10 });
    expect(fillPage([part(500)], 300)).toEqual({ tops: [], lacks: 200 });
  });

  it('never lets parts overlap, pass the foot or change their order', () => {
    const measured = fc.record({
      height: fc.integer({ min: 1, max: 200 }),
      space: fc.option(fc.nat(60), { nil: undefined }),
    });
    const property = fc.property(fc.array(measured, { minLength: 1, maxLength: 8 }), fc.nat(800), (parts, room) => {
      const { tops, lacks } = fillPage(parts, room);
      const bottoms = tops.map((top, index) => top + (parts[index]?.height ?? 0));
      for (const [index, top] of tops.entries()) expect(top).toBeGreaterThanOrEqual((bottoms[index - 1] ?? 0) - 1e-6);
      expect(bottoms.at(-1) ?? 0).toBeLessThanOrEqual(room + 1e-6);
      expect(lacks > 0).toBe(tops.length < parts.length);
    });
    fc.assert(property, { numRuns: 2000, seed: 612792 });
  });
});
