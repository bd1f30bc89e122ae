import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/domain/failure.ts';
import type { CountedFigure, PrintedFigure } from '../../src/domain/figure.ts';
import { publicStructure } from '../../src/figures/reader-variables.ts';
import { suppress } from '../../src/figures/suppress.ts';
import { attack, leaks } from './attacker.ts';
import { tieKeyOf } from './generators.ts';

const KEYS = 'abcdefghijklmnop';

/** A single-valued figure of its own universe, with cells named a, b, c..., overridden by `other`. */
const table = (id: string, counts: readonly number[], other: Partial<CountedFigure> = {}): CountedFigure => ({
  ...{ id, counts: 'victims', by: 'gender', multi: false, print: { as: 'counts' }, shares: true },
  universe: id,
  total: counts.reduce((all, count) => all + count, 0),
  cells: counts.map((count, at) => ({ key: KEYS[at]!, count })),
  ...other,
});

const printAll = (figures: readonly CountedFigure[], threshold = 10): PrintedFigure[] =>
  suppress(figures, { threshold, tieKey: tieKeyOf('secret') });

/** Formats a figure as a line: total, then cells; `‡` for a mark. */
function line({ total, known, withheld, cells }: PrintedFigure): string {
  const shown = cells.map(
    ({ key, count, class: within }) => `${key}=${within ? `${within.from}-${within.to ?? ''}` : (count ?? '‡')}`,
  );
  const places = known === undefined ? [] : [`known=${known ?? '‡'}`];
  return [total ?? '‡', ...places, ...(withheld ? ['withheld'] : shown)].join(' ');
}

const lines = (figures: readonly CountedFigure[], threshold?: number): string[] =>
  printAll(figures, threshold).map(line);

const ranges = (figures: readonly CountedFigure[], threshold = 10) =>
  attack({ printed: printAll(figures, threshold), structure: publicStructure(figures), threshold }, 'stated')?.map(
    ({ figure, part, cell, min, max }) => `${figure} ${cell ?? part} ${min}-${max}`,
  );

describe('the two published tables that leak by subtraction', () => {
  it('hides 4 beside 1 in 55 = 50 + 4 + 1', () => {
    expect(lines([table('t', [50, 4, 1])], 3)).toEqual(['55 a=50 b=‡ c=‡']);
    expect(ranges([table('t', [50, 4, 1])], 3)).toEqual(['t b 1-4', 't c 1-4']);
  });

  it('hides all of 55 = 50 + 4 + 1 but what is left under k = 10', () => {
    expect(lines([table('t', [50, 4, 1])])).toEqual(['55 a=‡ b=‡ c=‡']);
  });

  it('hides 22 beside 2 in 61 = 37 + 22 + 2', () => {
    expect(lines([table('t', [37, 22, 2])])).toEqual(['61 a=37 b=‡ c=‡']);
    expect(ranges([table('t', [37, 22, 2])])).toEqual(['t b 1-23', 't c 1-23']);
  });
});

describe('a total below k', () => {
  it('hides every cell but zeros, and every share', () => {
    expect(lines([table('t', [5, 0, 2])])).toEqual(['‡ b=0 a=‡ c=‡']);
    expect(printAll([table('t', [5, 0, 2])])[0]?.cells.some(({ share }) => typeof share === 'number')).toBe(false);
  });

  it('is hidden in every figure of its universe', () => {
    const figures = [
      table('t', [6, 3]),
      table('s', [9], { universe: 't' }),
      table('n', [], { universe: 't', total: 9 }),
    ];
    expect(lines(figures)).toEqual(['‡ a=‡ b=‡', '‡ a=‡', '‡']);
  });

  it('withholds a figure that its marks alone would reveal: nine marks under a total of at most nine', () => {
    expect(lines([table('t', [1, 1, 1, 1, 1, 1, 1, 1, 1, 0])])).toEqual(['‡ withheld']);
  });

  it('is printed as 0 when the total is 0, with all its zeros', () => {
    expect(lines([table('t', [0, 0])])).toEqual(['0 a=0 b=0']);
  });

  it('is printed from k on', () => {
    expect(lines([table('t', [10, 0])])).toEqual(['10 a=10 b=0']);
    expect(lines([table('t', [9, 1])])).toEqual(['10 a=‡ b=‡']);
  });
});

describe('cells that their sum gives away', () => {
  it('takes another cell when two hidden ones add up to 2', () => {
    expect(lines([table('t', [70, 30, 1, 1])])).toEqual(['102 a=70 b=‡ c=‡ d=‡']);
  });

  it('takes another cell when the hidden ones add up to k or more but are all ones', () => {
    const ones = Array.from({ length: 12 }, () => 1);
    expect(lines([table('t', [60, 30, ...ones])])).toEqual([
      `102 a=60 b=‡ ${ones.map((_, at) => `${KEYS[at + 2]}=‡`).join(' ')}`,
    ]);
    expect(lines([table('t', ones)])).toEqual(['12 withheld']);
  });

  it('never takes a zero', () => {
    expect(lines([table('t', [0, 3, 40, 0])])).toEqual(['43 a=0 d=0 b=‡ c=‡']);
  });
});

describe('figures that are parts of others', () => {
  it('hides the total of a part whose cell is hidden', () => {
    const part = table('s', [4, 2], { partOf: { figure: 't', cell: 'c' } });
    expect(lines([table('t', [80, 20, 6]), part])).toEqual(['106 a=80 b=‡ c=‡', '‡ a=‡ b=‡']);
  });

  it('hides the total of a part whose cell is hidden for the sake of another', () => {
    const part = table('s', [12, 10], { partOf: { figure: 't', cell: 'b' } });
    const figures = [table('t', [80, 22, 6]), part];
    expect(printAll(figures).map(({ total }) => total)).toEqual([108, null]);
    expect(leaks({ printed: printAll(figures), structure: publicStructure(figures), threshold: 10 }, 'stated')).toEqual(
      [],
    );
  });

  it('holds through parts of parts and through common totals', () => {
    const figures = [
      table('all', [400, 15, 9]),
      table('series', [200, 215, 9], { universe: 'all', by: 'month', shares: false }),
      table('part', [8, 7], { partOf: { figure: 'all', cell: 'b' } }),
      table('part-of-part', [5, 3], { partOf: { figure: 'part', cell: 'a' } }),
    ];
    const printed = printAll(figures);
    expect(leaks({ printed, structure: publicStructure(figures), threshold: 10 }, 'stated')).toEqual([]);
    expect(printed.slice(2).map(({ total }) => total)).toEqual([null, null]);
  });
});

describe('multi-valued figures', () => {
  it('prints the largest cell beside a hidden one that nothing pins', () => {
    expect(lines([table('t', [40, 9], { total: 41, multi: true })])).toEqual(['41 a=40 b=‡']);
  });

  it('ends a top list early rather than mark it', () => {
    const top = table('t', [40, 30, 9], { total: 60, multi: true, shares: false, print: { as: 'top', limit: 3 } });
    expect(lines([top])).toEqual(['60 a=40 b=30']);
  });

  it.each([
    ['names all where they fit', [40, 13, 13], ['a', 'b', 'c'], undefined],
    ['names none of those that do not', [40, 13, 13, 13], ['a'], { cells: 3, count: 13 }],
    ['names none where all are tied', [13, 13, 13, 13], [], { cells: 4, count: 13 }],
    ['says nothing of a tie of small cells', [40, 9, 9, 9], ['a'], undefined],
    ['says nothing of a tie below the end', [40, 30, 20, 13, 13], ['a', 'b', 'c'], undefined],
  ])(
    'ends a top list of three before cells of equal counts that code order would cut: %s',
    (_, counts, named, tied) => {
      const [list] = printAll([
        table('t', counts, { total: 60, multi: true, shares: false, print: { as: 'top', limit: 3 } }),
      ]);
      expect(list?.cells.map(({ key }) => key)).toEqual(named);
      expect(list?.tied).toEqual(tied);
    },
  );
});

describe('maps', () => {
  const classes = [
    { from: 0, to: 0 },
    { from: 1, to: 9 },
    { from: 10, to: 29 },
    { from: 30, to: null },
  ];
  const map = (counts: readonly number[], known: number, total: number): CountedFigure =>
    table('m', counts, { multi: true, known, total, shares: false, by: 'state', print: { as: 'classes', classes } });

  it('prints a class for each place and how many records have one', () => {
    expect(lines([map([40, 12, 5, 0], 45, 60)])).toEqual(['60 known=45 a=30- b=10-29 c=1-9 d=0-0']);
  });

  it('hides how many have a place when those without one are fewer than k', () => {
    expect(lines([map([40, 12, 5, 0], 57, 60)])[0]).toContain('60 known=‡');
  });

  it('withholds a map whose first class must be full', () => {
    expect(lines([map([9, 9, 0], 18, 50)])).toEqual(['50 known=‡ withheld']);
  });

  it('prints no class but "none known" where the total is hidden', () => {
    expect(lines([map([5, 0], 5, 9)])).toEqual(['‡ known=‡ b=0-0 a=‡']);
  });
});

describe('growth by one', () => {
  const grown = (counts: readonly number[]): string[] => lines([table('t', counts)]);

  it('turns a hidden 9 into a printed 10, which is why editions are months apart and changes are shown', () => {
    expect(grown([9, 40, 60])).toEqual(['109 c=60 a=‡ b=‡']);
    expect(grown([10, 40, 60])).toEqual(['110 a=10 b=40 c=60']);
  });

  it('never prints a first case of a new cell, and hides a second cell with it', () => {
    expect(grown([30, 40, 0])).toEqual(['70 a=30 b=40 c=0']);
    expect(grown([30, 40, 1])).toEqual(['71 b=40 a=‡ c=‡']);
  });

  it('keeps the same cells hidden while the small one grows up to k-1', () => {
    const marks = [1, 2, 8, 9].map((count) => grown([30, 40, count])[0]?.replace(/^\d+ /u, ''));
    expect(new Set(marks)).toEqual(new Set(['b=40 a=‡ c=‡']));
  });
});

it('refuses a threshold of 2, under which every mark would say 1', () => {
  expect(() => printAll([table('t', [1, 40])], 2)).toThrow(Failure);
});
