import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CountedFigure } from '../../src/domain/figure.ts';
import type { Knowledge } from '../../src/figures/reader-model.ts';
import { publicStructure } from '../../src/figures/reader-variables.ts';
import { tries } from '../at-length.ts';
import { attack, type Interval, leaks, type Sheet } from './attacker.ts';
import { attackByTrying } from './attacker-brute.ts';
import { type AlsoHidden, primaryOnly } from './attacker-naive.ts';
import { sheets, tieKeyOf } from './generators.ts';

const sheetOf = (figures: readonly CountedFigure[], threshold: number, also?: AlsoHidden): Sheet => ({
  printed: primaryOnly(figures, threshold, also),
  structure: publicStructure(figures),
  threshold,
});

/** A single-valued figure of its own universe, with cells named a, b, c... */
const table = (id: string, ...counts: number[]): CountedFigure => ({
  ...{ id, counts: 'victims', by: 'gender', multi: false, print: { as: 'counts' }, shares: true },
  universe: id,
  total: counts.reduce((all, count) => all + count, 0),
  cells: counts.map((count, at) => ({ key: 'abcdefghijklmnop'[at]!, count })),
});

const bounds = (sheet: Sheet, knowledge: Knowledge = 'stated') =>
  attack(sheet, knowledge)?.map(({ figure, part, cell, min, max }) => [figure, cell ?? part, min, max]);

describe('the attacker breaks tables that hide only what is below k', () => {
  it('takes 50 and 4 from 55 and is left with 1', () => {
    const sheet = sheetOf([table('t', 50, 4, 1)], 3);
    expect(bounds(sheet)).toEqual([['t', 'c', 1, 1]]);
    expect(leaks(sheet, 'stated')).toEqual([{ figure: 't', part: 'cell', cell: 'c', shown: 'mark', value: 1 }]);
  });

  it('takes 37 and 22 from 61 and is left with 2', () => {
    expect(bounds(sheetOf([table('t', 37, 22, 2)], 10))).toEqual([['t', 'c', 2, 2]]);
  });

  it('knows two hidden ones from what two hidden cells add up to', () => {
    expect(bounds(sheetOf([table('t', 40, 1, 1)], 10))).toEqual([
      ['t', 'b', 1, 1],
      ['t', 'c', 1, 1],
    ]);
  });

  it('uses that one of two hidden cells is below k', () => {
    const sheet = sheetOf([table('t', 40, 9, 11)], 10, (_, cell) => cell === 'c');
    expect(bounds(sheet)).toEqual([
      ['t', 'b', 1, 19],
      ['t', 'c', 1, 19],
    ]);
    expect(leaks(sheet, 'stated')).toEqual([]);
  });

  it('sees twelve hidden months that add up to twelve', () => {
    const months = table('t', ...Array.from({ length: 12 }, () => 1));
    expect(leaks(sheetOf([months], 10), 'stated')).toHaveLength(12);
  });

  it('joins figures through their common total', () => {
    const tiny = { ...table('t', 20, 3), universe: 'u' };
    const bare: CountedFigure = { ...table('n', 23), cells: [], universe: 'u' };
    const hidesTotal: AlsoHidden = (figure, cell) => figure === 't' && cell === 'total';
    expect(bounds(sheetOf([tiny], 10, (_, cell) => cell === 'a'))).toContainEqual(['t', 'b', 1, 22]);
    expect(bounds(sheetOf([tiny, bare], 10, hidesTotal))).toContainEqual(['t', 'total', 23, 23]);
  });

  it('reads a hidden cell off the figure that is part of it', () => {
    const parent = table('t', 100, 14, 6);
    const child: CountedFigure = { ...table('s', 8, 6), partOf: { figure: 't', cell: 'b' } };
    const sheet = sheetOf([parent, child], 10, (figure, cell) => figure === 't' && cell === 'b');
    expect(bounds(sheet)).toContainEqual(['t', 'c', 6, 6]);
  });

  it('bounds a multi-valued cell by the total', () => {
    const several: CountedFigure = { ...table('t', 30, 4), total: 30, multi: true };
    expect(bounds(sheetOf([several], 10))).toEqual([['t', 'b', 1, 30]]);
  });

  it('finds that nine marks under a hidden total are nine ones', () => {
    const ones = table('t', ...Array.from({ length: 9 }, () => 1));
    expect(leaks(sheetOf([ones], 10), 'stated')).toEqual([]);
    expect(leaks(sheetOf([ones], 10), 'thorough')).toHaveLength(10);
  });

  it('pins two places of a map whose first class must be full', () => {
    const map: CountedFigure = {
      ...table('t', 9, 9),
      ...{ total: 30, known: 18, multi: true, shares: false },
      print: {
        as: 'classes',
        classes: [
          { from: 0, to: 0 },
          { from: 1, to: 9 },
          { from: 10, to: null },
        ],
      }, // as in sheets
    };
    expect(leaks(sheetOf([map], 10), 'thorough')).toHaveLength(2);
  });

  it('says that tables which contradict themselves have no solution', () => {
    const { printed, ...rest } = sheetOf([table('t', 20, 20)], 10);
    expect(attack({ ...rest, printed: printed.map((one) => ({ ...one, total: 39 })) }, 'stated')).toBeNull();
  });

  it('says so too when a total is printed in one figure and must be small in another', () => {
    const [one, other] = [table('t', 5), { ...table('n', 5), universe: 't' }];
    expect(
      attack(
        sheetOf([one, other], 3, (id, cell) => id === 'n' && cell === 'total'),
        'thorough',
      ),
    ).toBeNull();
  });

  it('breaks about a quarter of random sheets', () => {
    const drawn = fc.sample(sheets({ together: 3, branches: 2 }), { numRuns: 500, seed: 20170731 });
    const broken = drawn.filter(({ figures, threshold }) => leaks(sheetOf(figures, threshold), 'stated')?.length !== 0);
    expect(broken.length).toBeGreaterThan(100);
  });
});

describe('the solver and the trying of every number agree', () => {
  const CAP = 6;
  const tiny = sheets({ together: 2, branches: 1, thresholds: { min: 3, max: 4 }, tiny: true });
  const nameOf = ({ figure, part, cell }: Interval): string => [figure, part, ...(cell ? [cell] : [])].join(' ');

  /** Compares both attackers on one sheet and returns the width of each hidden number's interval. */
  function widths(sheet: Sheet, knowledge: Knowledge): number[] {
    const solved = attack(sheet, knowledge, CAP);
    if (solved && solved.length > 8) return []; // trying takes too long
    const tried = attackByTrying(sheet, knowledge, CAP);
    expect(solved === null).toBe(tried === null);
    return (solved ?? []).map((interval) => {
      expect({ min: interval.min, max: interval.max }).toEqual(tried?.get(nameOf(interval)));
      return interval.max - interval.min;
    });
  }

  it.each(['stated', 'thorough'] as const)('over thousands of tiny sheets for a %s reader', (knowledge) => {
    const compared: number[] = [];
    const property = fc.property(tiny, fc.nat(), ({ figures, threshold }, secret) => {
      const draw = tieKeyOf(String(secret));
      const someMore: AlsoHidden = (figure, cell) => draw(figure, cell).startsWith('0');
      compared.push(...widths(sheetOf(figures, threshold, someMore), knowledge));
    });
    fc.assert(property, { numRuns: tries(800, 3000), seed: knowledge.length });
    expect(compared.length).toBeGreaterThan(tries(800, 3000));
    expect(compared.filter((width) => width === 0).length).toBeGreaterThan(tries(80, 300));
  });
});
