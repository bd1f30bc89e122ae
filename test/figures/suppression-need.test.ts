import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CountedFigure, PrintedFigure } from '../../src/domain/figure.ts';
import { publicStructure } from '../../src/figures/reader-variables.ts';
import { suppress } from '../../src/figures/suppress.ts';
import { leaks } from './attacker.ts';
import { halfUp } from './attacker-naive.ts';
import { anySheet, type CountedSheet, sheets, tieKeyOf } from './generators.ts';

const SEED = 20170731;
const print = ({ figures, threshold }: CountedSheet, secret = 'secret'): PrintedFigure[] =>
  suppress(figures, { threshold, tieKey: tieKeyOf(secret) });
const small = (count: number, k: number): boolean => count >= 1 && count < k;
const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
const markedKeys = ({ cells }: PrintedFigure): string[] =>
  cells.filter(({ suppressed }) => suppressed).map(({ key }) => key);
const countOf = ({ cells }: CountedFigure, key: string): number => cells.find((cell) => cell.key === key)!.count;
const isLinked = (figures: readonly CountedFigure[], id: string, cell: string): boolean =>
  figures.some(({ partOf }) => partOf?.figure === id && partOf.cell === cell);

function hasNothingSmall({ figures, threshold }: CountedSheet): boolean {
  return figures.every(({ total, known, cells, print: { as } }) => {
    const counts = as === 'top' ? [] : cells.map(({ count }) => count);
    const numbers = [total, ...counts, ...(known === undefined ? [] : [known, total - known])];
    return !numbers.some((number) => small(number, threshold));
  });
}

/** Returns the figure with one of its hidden cells printed. */
const revealing = (counted: CountedFigure, printed: PrintedFigure, key: string): PrintedFigure => ({
  ...printed,
  cells: printed.cells.map((cell) => {
    if (cell.key !== key) return cell;
    const count = countOf(counted, key);
    return { key, count, ...(counted.shares ? { share: halfUp(count, counted.total) } : {}) };
  }),
});

/**
 * Whether a printed figure breaks the rule: the hidden cells of a group are below k together, or a hidden cell has only
 * one possible value.
 */
function violates(counted: CountedFigure, printed: PrintedFigure, threshold: number): boolean {
  const hidden = markedKeys(printed).map((key) => countOf(counted, key));
  if (hidden.length > 0 && sum(hidden) < threshold) return true;
  const sheet = { printed: [printed], structure: publicStructure([counted]), threshold };
  return leaks(sheet, 'stated')?.length !== 0;
}

describe('nothing is hidden without need', () => {
  it('prints everything when no count, total, known or complement of known is below k', () => {
    let tried = 0;
    const free = anySheet.filter(hasNothingSmall);
    const property = fc.property(free, (sheet) => {
      tried++;
      for (const [at, counted] of sheet.figures.entries()) {
        const printed = print(sheet)[at]!;
        expect(printed.withheld).toBeUndefined();
        expect(printed.total).toBe(counted.total);
        expect(printed.known).toBe(counted.known);
        expect(markedKeys(printed)).toEqual([]);
        if (counted.print.as === 'counts') expect(printed.cells).toHaveLength(counted.cells.length);
      }
    });
    fc.assert(property, { numRuns: 800, seed: SEED });
    expect(tried).toBeGreaterThanOrEqual(800);
  });

  it('hides, beside cells below k, no cell of a group that is larger than one still printed', () => {
    let seen = 0;
    const property = fc.property(sheets({ kinds: ['single', 'months'], together: 3, branches: 2 }), (sheet) => {
      const printed = print(sheet);
      for (const [at, counted] of sheet.figures.entries()) {
        const shown = printed[at]!.cells.map(({ count }) => count ?? 0).filter((count) => count > 0);
        const beside = markedKeys(printed[at]!).filter(
          (key) => countOf(counted, key) >= sheet.threshold && !isLinked(sheet.figures, counted.id, key),
        );
        if (printed[at]!.total === null || beside.length === 0) continue;
        seen++;
        const largest = Math.max(...beside.map((key) => countOf(counted, key)));
        expect(largest).toBeLessThanOrEqual(Math.min(Infinity, ...shown));
      }
    });
    fc.assert(property, { numRuns: 2000, seed: SEED });
    expect(seen).toBeGreaterThan(200);
  });

  it('would break the rule if the largest cell hidden beside the small ones were printed', () => {
    let seen = 0;
    const property = fc.property(sheets({ kinds: ['single', 'months', 'multi'] }), (sheet) => {
      const [counted, printed] = [sheet.figures[0]!, print(sheet)[0]!];
      const beside = markedKeys(printed).filter((key) => countOf(counted, key) >= sheet.threshold);
      if (printed.total === null || beside.length === 0) return;
      seen++;
      const largest = beside.reduce((one, other) => (countOf(counted, other) > countOf(counted, one) ? other : one));
      expect(violates(counted, revealing(counted, printed, largest), sheet.threshold)).toBe(true);
    });
    fc.assert(property, { numRuns: 3000, seed: SEED });
    expect(seen).toBeGreaterThan(300);
  });

  it('withholds a figure with a printed total only where marks alone would give a cell away', () => {
    let seen = 0;
    const property = fc.property(sheets({ kinds: ['single', 'months', 'multi'] }), (sheet) => {
      const [counted, printed] = [sheet.figures[0]!, print(sheet)[0]!];
      if (!printed.withheld || printed.total === null) return;
      seen++;
      const { withheld: _, ...rest } = printed;
      const marks = counted.cells.map(({ key, count }) =>
        count === 0 ? { key, count } : { key, count: null, suppressed: true as const },
      );
      expect(violates(counted, { ...rest, cells: marks }, sheet.threshold)).toBe(true);
    });
    fc.assert(property, { numRuns: 4000, seed: SEED });
    expect(seen).toBeGreaterThan(0);
  });
});

describe('ties', () => {
  const twins = (small: number, large: number, ...more: number[]): CountedFigure => {
    const counts = [small, large, large, large, ...more];
    return {
      ...{ id: 'twins', counts: 'victims', by: 'gender', multi: false, print: { as: 'counts' }, shares: true },
      ...{ universe: 'twins', total: sum(counts) },
      cells: counts.map((count, at) => ({ key: 'abcdefgh'[at]!, count })),
    };
  };
  const hiddenOf = (figure: CountedFigure, secret: string): string[] =>
    markedKeys(print({ figures: [figure], threshold: 10 }, secret)[0]!);

  it('fall the same way in every edition, whatever the counts and whatever else is printed', () => {
    const counts = fc.record({ small: fc.integer({ min: 1, max: 9 }), large: fc.integer({ min: 10, max: 400 }) });
    const property = fc.property(counts, fc.string(), ({ small, large }, secret) => {
      const now = hiddenOf(twins(3, 20), secret);
      expect(hiddenOf(twins(small, large), secret)).toEqual(now);
      expect(hiddenOf(twins(small, large, 401, 0), secret)).toEqual(now);
    });
    fc.assert(property, { numRuns: 300, seed: SEED });
  });

  it('do not depend on the order of cells', () => {
    const figure = twins(3, 20);
    const turned = { ...figure, cells: [...figure.cells].reverse() };
    const property = fc.property(fc.string(), (secret) => {
      expect(hiddenOf(turned, secret).sort()).toEqual(hiddenOf(figure, secret).sort());
    });
    fc.assert(property, { numRuns: 300, seed: SEED });
  });

  it('fall on each twin about as often over many keys, so the public order reveals nothing', () => {
    const taken = new Map<string, number>();
    for (let secret = 0; secret < 900; secret++) {
      const beside = hiddenOf(twins(3, 20), `key ${secret}`).filter((key) => key !== 'a');
      expect(beside).toHaveLength(1);
      taken.set(beside[0]!, (taken.get(beside[0]!) ?? 0) + 1);
    }
    expect([...taken.keys()].sort()).toEqual(['b', 'c', 'd']);
    for (const times of taken.values()) expect(Math.abs(times - 300)).toBeLessThan(75);
  });
});
