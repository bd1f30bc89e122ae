import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CountedFigure } from '../../src/domain/figure.ts';
import { readerModel } from '../../src/figures/reader-model.ts';
import { publicStructure } from '../../src/figures/reader-variables.ts';
import { suppress } from '../../src/figures/suppress.ts';
import { twoValued } from './attacker-ranges.ts';
import { tieKeyOf } from './generators.ts';

const CLASSES = [
  { from: 1, to: 9 },
  { from: 10, to: 24 },
  { from: 25, to: null },
];
const SINGLE = {
  counts: 'cases',
  multi: true,
  shares: false,
  universe: 'cases',
  oneEach: true,
} as const;

/** Returns a map of a hotline that enters at most one place per record. */
const map = (counts: readonly number[], total: number): CountedFigure => ({
  ...{ ...SINGLE, id: 'map', by: 'state', print: { as: 'classes', classes: CLASSES }, total },
  known: counts.reduce((sum, count) => sum + count, 0),
  cells: counts.map((count, at) => ({ key: `p${String(at).padStart(2, '0')}`, count })),
});

const list = (counts: readonly number[], total: number): CountedFigure => ({
  ...{ ...SINGLE, id: 'list', by: 'nationality', print: { as: 'counts' }, total },
  cells: counts.map((count, at) => ({ key: `n${at}`, count })),
});

/** Returns the hidden numbers of 1..k-1 that a reader can compute by adding up one-valued figures. */
function revealed(figure: CountedFigure): string[] {
  const printed = suppress([figure], { threshold: 10, tieKey: tieKeyOf('a') });
  const { constraints, hidden } = readerModel({
    printed,
    structure: publicStructure([figure]),
    k: 10,
    knowledge: 'stated',
  });
  const small = hidden.filter(({ part, cell }) => {
    const value = part === 'known' ? figure.known! : figure.cells.find(({ key }) => key === cell)?.count;
    return value !== undefined && value > 0 && value < 10;
  });
  const open = twoValued(
    constraints,
    small.map(({ variable }) => variable),
  );
  return small.filter(({ variable }) => open?.get(variable) !== true).map(({ part, cell }) => cell ?? part);
}

describe('a column of several values that holds one', () => {
  it('does not let a map of twelve places reveal that each of twelve cases has its own', () => {
    const figure = map(Array(12).fill(1), 30);
    const [printed] = suppress([figure], { threshold: 10, tieKey: tieKeyOf('a') });
    expect(printed).toMatchObject({ withheld: true, cells: [], known: null });
    const { oneEach: _, ...several } = figure;
    expect(suppress([several], { threshold: 10, tieKey: tieKeyOf('a') })[0]?.cells).toHaveLength(12);
    expect(revealed(figure)).toEqual([]);
  });

  it('does not let the places of a map reveal the last ones: 10 10 1 1 of 22 known', () => {
    expect(revealed(map([10, 10, 1, 1], 60))).toEqual([]);
    expect(suppress([map([10, 10, 1, 1], 60)], { threshold: 10, tieKey: tieKeyOf('a') })[0]).toMatchObject({
      withheld: true,
    });
  });

  it('does not let printed cells and the total reveal the cells with marks: 60 38 1 1 of 100', () => {
    const figure = list([60, 38, 1, 1], 100);
    const printed = suppress([figure], { threshold: 10, tieKey: tieKeyOf('a') })[0];
    expect(printed?.cells.filter(({ suppressed }) => suppressed).length).toBeGreaterThan(2);
    expect(revealed(figure)).toEqual([]);
  });

  it('reveals no small number of random maps and figures by addition', () => {
    const counts = fc.array(fc.oneof(fc.nat(3), fc.nat(12), fc.nat(40)), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(counts, fc.constantFrom(0, 1, 5, 10, 40), (cells, rest) => {
        const total = cells.reduce((sum, count) => sum + count, 0) + rest;
        expect(revealed(map(cells, total))).toEqual([]);
        expect(revealed(list(cells, total))).toEqual([]);
      }),
      { numRuns: 400, seed: 20260101 },
    );
  });
});
