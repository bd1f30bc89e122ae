import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CountClass, CountedFigure, PrintedCell, PrintedFigure } from '../../src/domain/figure.ts';
import { publicStructure } from '../../src/figures/reader-variables.ts';
import { suppress } from '../../src/figures/suppress.ts';
import { tries } from '../at-length.ts';
import { leaks } from './attacker.ts';
import { halfUp } from './attacker-naive.ts';
import { anySheet, type CountedSheet, FAMILIES, tieKeyOf } from './generators.ts';

const SEED = 20170731;
const print = ({ figures, threshold }: CountedSheet, secret = 'secret'): PrintedFigure[] =>
  suppress(figures, { threshold, tieKey: tieKeyOf(secret) });

/** One counted figure with its printed form. */
interface Pair {
  readonly counted: CountedFigure;
  readonly printed: PrintedFigure;
  readonly k: number;
}

const small = (count: number, k: number): boolean => count >= 1 && count < k;
const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
const marked = ({ cells }: PrintedFigure): PrintedCell[] => cells.filter(({ suppressed }) => suppressed);
const countOf = ({ cells }: CountedFigure, key: string): number => cells.find((cell) => cell.key === key)!.count;
/** Whether a figure prints a total and the cells that add up to it. */
const isGroup = ({ counted, printed }: Pair): boolean =>
  !counted.multi && counted.print.as === 'counts' && counted.cells.length > 0 && printed.total !== null;

const MAPS = fc.oneof(FAMILIES['a map in classes'], FAMILIES['everything at once']);

/** Checks an invariant for every figure of many random sheets. */
function always(law: (pair: Pair) => void, runs = tries(150, 1000), of: fc.Arbitrary<CountedSheet> = anySheet): void {
  const property = fc.property(of, (sheet) => {
    const printed = print(sheet);
    expect(printed.map(({ id }) => id)).toEqual(sheet.figures.map(({ id }) => id));
    for (const [at, counted] of sheet.figures.entries()) law({ counted, printed: printed[at]!, k: sheet.threshold });
  });
  fc.assert(property, { numRuns: runs, seed: SEED });
}

describe('a reader who combines everything printed', () => {
  it.each(Object.entries(FAMILIES))('never finds the one value of a hidden cell: %s', (_, family) => {
    const property = fc.property(family, (sheet) => {
      const attacked = { printed: print(sheet), structure: publicStructure(sheet.figures), threshold: sheet.threshold };
      expect(leaks(attacked, 'stated')).toEqual([]);
    });
    fc.assert(property, { numRuns: tries(400, 1500), seed: SEED });
  });

  it('finds no count, total, known or remainder of 1 to k-1 in print', () => {
    always((pair) => {
      const { printed, k } = pair;
      const { total, known, cells } = printed;
      const numbers = [total, known, ...cells.map(({ count }) => count)];
      if (typeof total === 'number' && typeof known === 'number') numbers.push(total - known);
      if (isGroup(pair)) numbers.push(printed.withheld ? 0 : total! - sum(cells.map(({ count }) => count ?? 0)));
      expect(numbers.filter((number) => typeof number === 'number' && small(number, k))).toEqual([]);
    });
  });

  it('finds that the hidden cells of a group add up to k or more', () => {
    always((pair) => {
      const hidden = marked(pair.printed).map(({ key }) => countOf(pair.counted, key));
      if (isGroup(pair) && hidden.length > 0) expect(sum(hidden)).toBeGreaterThanOrEqual(pair.k);
    });
  });
});

describe('a tie at the end of a top list', () => {
  const LISTS = fc.oneof(FAMILIES['top lists'], FAMILIES['everything at once']);

  it('is not cut: cells with equal counts are all named, or only counted', () => {
    let ties = 0;
    always(
      ({ counted, printed, k }) => {
        if (counted.print.as !== 'top' || printed.total === null || printed.withheld) return;
        const named = new Set(printed.cells.map(({ key }) => key));
        const least = Math.min(...printed.cells.map(({ count }) => count!));
        const unnamed = counted.cells.filter(({ key }) => !named.has(key)).map(({ count }) => count);
        if (printed.cells.length > 0) expect(unnamed.filter((count) => count >= least)).toEqual([]);
        if (!printed.tied)
          return expect(printed.cells).toHaveLength(
            Math.min(counted.print.limit, unnamed.length + named.size - unnamed.filter((count) => count < k).length),
          );
        ties++;
        const { cells, count, share } = printed.tied;
        expect(count).toBeGreaterThanOrEqual(k);
        expect(count).toBe(Math.max(...unnamed));
        expect(cells).toBe(unnamed.filter((other) => other === count).length);
        expect(named.size).toBeLessThan(counted.print.limit);
        expect(named.size + cells).toBeGreaterThan(counted.print.limit);
        expect(share).toBe(counted.shares ? halfUp(count, counted.total) : undefined);
      },
      tries(800, 3000),
      LISTS,
    );
    expect(ties).toBeGreaterThan(tries(15, 100));
  });

  it('reveals nothing hidden elsewhere, even to a reader who knows which cells are tied', () => {
    let ties = 0;
    const property = fc.property(LISTS, ({ figures, threshold }) => {
      const printed = print({ figures, threshold }).map((figure, at): PrintedFigure => {
        if (!figure.tied) return figure;
        ties++;
        const { count } = figure.tied;
        const tied = figures[at]!.cells.filter((cell) => cell.count === count);
        return { ...figure, cells: [...figure.cells, ...tied] };
      });
      expect(leaks({ printed, structure: publicStructure(figures), threshold }, 'stated')).toEqual([]);
    });
    fc.assert(property, { numRuns: tries(400, 1500), seed: SEED });
    expect(ties).toBeGreaterThan(tries(12, 50));
  });
});

describe('what is printed', () => {
  it('is true: every total, known and count is the counted one', () => {
    always(({ counted, printed }) => {
      expect([counted.total, null]).toContain(printed.total);
      expect(counted.known === undefined ? [undefined] : [counted.known, null]).toContain(printed.known);
      for (const { key, count } of printed.cells) expect([countOf(counted, key), null, undefined]).toContain(count);
    });
  });

  it('puts every place into the class of its count', () => {
    const lies = (count: number, { from, to }: CountClass): boolean => count >= from && count <= (to ?? count);
    always(
      ({ counted, printed }) => {
        const places = printed.cells.filter((cell) => cell.class !== undefined);
        expect(places.filter((cell) => !lies(countOf(counted, cell.key), cell.class!))).toEqual([]);
      },
      tries(300, 1000),
      MAPS,
    );
  });

  it('holds every cell once, a list those of its top, a withheld figure none', () => {
    always(({ counted, printed }) => {
      const keys = printed.cells.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      if (printed.withheld) expect(keys).toEqual([]);
      else if (counted.print.as !== 'top') expect(keys).toHaveLength(counted.cells.length);
    });
  });

  it('says zero as 0, never as a mark', () => {
    always(({ counted, printed }) => {
      if (counted.total === 0) expect(printed.total).toBe(0);
      expect(marked(printed).filter(({ key }) => countOf(counted, key) === 0)).toEqual([]);
    });
  });

  it('holds no cell but zeros and no share where the total is hidden', () => {
    always(({ printed }) => {
      if (printed.total !== null) return;
      expect(printed.cells.filter(({ count }) => typeof count === 'number' && count > 0)).toEqual([]);
      expect(printed.cells.filter(({ share }) => typeof share === 'number')).toEqual([]);
      expect(printed.cells.filter(({ class: within }) => within && within.to !== 0)).toEqual([]);
      expect(printed.known ?? 0).toBe(0);
    });
  });

  it('rounds shares half up in integers, and hides count and share together', () => {
    always(({ counted, printed }) => {
      for (const { key, count, share, suppressed, class: within } of printed.cells) {
        expect(suppressed === true).toBe(typeof count !== 'number' && within === undefined);
        if (suppressed) expect([undefined, null]).toContain(share);
        const hasShare = counted.shares && printed.total !== null && typeof count === 'number';
        expect(typeof share === 'number').toBe(hasShare);
        if (hasShare) expect(share).toBe(halfUp(countOf(counted, key), counted.total));
      }
    });
  });

  it('puts hidden cells after printed ones in code order, printed ones in their own; months stay in time', () => {
    always(({ counted, printed }) => {
      if (counted.print.as === 'classes') return;
      const own = counted.cells.map(({ key }) => key);
      const codes = counted.codeOrder ?? own;
      const shown = printed.cells.map(({ key }) => key);
      const hidden = new Set(marked(printed).map(({ key }) => key));
      const listed = own.filter((key) => shown.includes(key));
      const later = codes.filter((key) => hidden.has(key));
      expect(shown).toEqual(counted.by === 'month' ? listed : [...listed.filter((key) => !hidden.has(key)), ...later]);
    });
  });

  it('orders places by class and then by code, for their order by count would rank those of one class', () => {
    always(
      ({ counted, printed }) => {
        if (counted.print.as !== 'classes') return;
        const rank = ({ class: within, key }: PrintedCell): [number, number] => [
          -(within?.from ?? -1),
          counted.codeOrder!.indexOf(key),
        ];
        const ranks = printed.cells.map(rank);
        expect(ranks).toEqual([...ranks].sort((one, other) => one[0] - other[0] || one[1] - other[1]));
      },
      tries(300, 1000),
      MAPS,
    );
  });

  it('lists in a top list only printed cells, the first ones, and no mark', () => {
    always(({ counted, printed }) => {
      if (counted.print.as !== 'top') return;
      const first = counted.cells.slice(0, counted.print.limit).map(({ key }) => key);
      expect(marked(printed)).toEqual([]);
      expect(printed.cells.every(({ key, count }) => first.includes(key) && typeof count === 'number')).toBe(true);
    });
  });

  it('holds no count in a map of classes', () => {
    always(
      ({ counted, printed }) => {
        if (counted.print.as !== 'classes') return;
        expect(printed.cells.filter((cell) => 'count' in cell || 'share' in cell)).toEqual([]);
      },
      tries(300, 1000),
      MAPS,
    );
  });
});

describe('what is printed does not depend on', () => {
  it('the order in which the figures come', () => {
    const shuffled = anySheet.chain((sheet) =>
      fc.tuple(fc.constant(sheet), fc.shuffledSubarray([...sheet.figures], { minLength: sheet.figures.length })),
    );
    const property = fc.property(shuffled, ([{ figures, threshold }, other]) => {
      const byId = (all: PrintedFigure[]): unknown[] => all.sort((a, b) => a.id.localeCompare(b.id));
      expect(byId(print({ figures: other, threshold }))).toEqual(byId(print({ figures, threshold })));
    });
    fc.assert(property, { numRuns: tries(300, 1000), seed: SEED });
  });

  it('the run: the same figures print the same twice', () => {
    const property = fc.property(anySheet, (sheet) => {
      expect(print(sheet)).toEqual(print(sheet));
    });
    fc.assert(property, { numRuns: tries(150, 300), seed: SEED });
  });
});
