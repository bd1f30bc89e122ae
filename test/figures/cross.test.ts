import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossErrors } from '../../src/definitions/cross-errors.ts';
import type { FigureJson, SheetJson } from '../../src/definitions/sheet-schema.ts';
import type { Code } from '../../src/domain/codes.ts';
import { crossKey, splitCrossKey } from '../../src/domain/cross.ts';
import type { CountedFigure, PrintedFigure } from '../../src/domain/figure.ts';
import type { Day, Month } from '../../src/domain/month.ts';
import { crossCells } from '../../src/figures/count-cross.ts';
import { countFigures } from '../../src/figures/count-figures.ts';
import { jointAttack } from '../../src/figures/joint-attack.ts';
import type { Page } from '../../src/figures/pages-model.ts';
import { gatherPopulation } from '../../src/figures/population.ts';
import { suppress } from '../../src/figures/suppress.ts';
import { CODES } from '../current-codes.ts';
import { withFacts } from '../facts/facts-in-engine.ts';
import { parse, sheetJson } from './sheets.ts';

const K = 4;
const POLICY = { threshold: K, tieKey: (by: string, cell: string) => `${by}${cell}` };

/** Returns a cross of these counts, and the figure by its first dimension. */
function figuresOf(table: readonly (readonly number[])[]): CountedFigure[] {
  const codes = (count: number, name: string): string[] => Array.from({ length: count }, (_, at) => `${name}${at}`);
  const [rows, columns] = [codes(table.length, 'r'), codes(table[0]?.length ?? 0, 'c')];
  const pairs = rows.flatMap((first, r) => columns.map((second, c) => ({ first, second, count: table[r]?.[c] ?? 0 })));
  const cells = crossCells(pairs, { rows, columns, optional: new Set() });
  const total = pairs.reduce((sum, { count }) => sum + count, 0);
  const own = { counts: 'victims', multi: false, total, shares: false, universe: 'victims' } as const;
  const margins = cells.flatMap(({ key, count }) => (key.endsWith('/') ? [{ key: key.slice(0, -1), count }] : []));
  return [
    { ...own, id: 'x', by: 'gender', cross: 'age', cells, print: { as: 'counts' } },
    { ...own, id: 'g', by: 'gender', cells: margins, print: { as: 'counts' } },
  ];
}

/** Lists every table that a reader of a page with a printed total cannot exclude, as its inner counts by key. */
function* possibleTables(page: readonly PrintedFigure[], inner: readonly string[]): Generator<Map<string, number>> {
  const printed = new Map(page[0]?.cells.map(({ key, count }) => [key, count ?? null]));
  const total = page[0]?.total ?? 0;
  const counts = new Map<string, number>();
  const sumOf = (test: (key: ReturnType<typeof splitCrossKey>) => boolean): number =>
    inner.reduce((sum, key) => sum + (test(splitCrossKey(key)) ? (counts.get(key) ?? 0) : 0), 0);
  const fits = (key: string): boolean => {
    const { row, column } = splitCrossKey(key);
    const count = sumOf((cell) => (row === '' || cell.row === row) && (column === '' || cell.column === column));
    const shown = printed.get(key);
    return shown === null || shown === undefined ? count >= 1 : count === shown;
  };
  const margins = [...printed.keys()].filter((key) => !inner.includes(key));
  function* fill(at: number, left: number): Generator<Map<string, number>> {
    const key = inner[at];
    if (key === undefined) {
      const hidden = [...printed].flatMap(([cell, count]) => (count === null ? [cell] : []));
      const all = new Map(counts);
      for (const margin of margins) {
        const { row, column } = splitCrossKey(margin);
        all.set(
          margin,
          sumOf((cell) => (row === '' || cell.row === row) && (column === '' || cell.column === column)),
        );
      }
      const hasSmall = hidden.some((cell) => (all.get(cell) ?? 0) < K);
      if (left === 0 && margins.every(fits) && hasSmall) yield all;
      return;
    }
    const shown = printed.get(key);
    const { row } = splitCrossKey(key);
    const rowTotal = printed.get(crossKey({ row, column: '' }));
    const most = typeof rowTotal === 'number' ? rowTotal - sumOf((cell) => cell.row === row) : left;
    const [low, high] = typeof shown === 'number' ? [shown, shown] : [1, left];
    for (let count = low; count <= Math.min(high, left, most); count++) {
      counts.set(key, count);
      yield* fill(at + 1, left - count);
    }
    counts.delete(key);
  }
  yield* fill(0, total);
}

/** Lists the small hidden counts that a reader can work out, or confine within 1..k-1. */
function learned(figures: readonly CountedFigure[], page: readonly PrintedFigure[]): string[] {
  const truth = new Map(figures[0]?.cells.map(({ key, count }) => [key, count]));
  const hidden = page[0]?.cells.flatMap(({ key, suppressed }) => (suppressed ? [key] : [])) ?? [];
  const small = hidden.filter((key) => (truth.get(key) ?? 0) < K);
  const values = new Map(small.map((key) => [key, new Set<number>()]));
  const inner = [...truth.keys()].filter((key) => !key.startsWith('/') && !key.endsWith('/'));
  for (const table of possibleTables(page, inner)) for (const key of small) values.get(key)?.add(table.get(key) ?? 0);
  return small.filter((key) => {
    const possible = [...(values.get(key) ?? [])];
    return Math.max(...possible) < K && !(possible.length === K - 1);
  });
}

const hiddenIn = (figure: PrintedFigure | undefined): string[] =>
  figure?.cells.flatMap(({ key, suppressed }) => (suppressed ? [key] : [])) ?? [];

describe('a cross of two dimensions', () => {
  it('counts pairs, and the totals of rows and columns', async () => {
    const figures = [{ id: 'x', counts: 'victims', by: 'gender', cross: 'age' }];
    const sheet = parse(sheetJson({ figures }));
    const person = (victim_id: string, gender: string, age_group: string) => ({
      ...{ victim_id, case_id: 'a', gender, age_group },
    });
    const victims = [person('1', 'female', 'minor'), person('2', 'female', 'adult'), person('3', 'male', 'minor')];
    const [figure] = await withFacts({ cases: [{ case_id: 'a' }], victims }, async (engine) => {
      await gatherPopulation(engine, sheet, '2016-12-31' as Day);
      return countFigures(engine, { sheet, through: '2016-12-31' as Day, codes: CODES });
    });
    expect(figure).toMatchObject({ by: 'gender', cross: 'age', total: 3, multi: false });
    expect(figure?.cells.flatMap(({ key, count }) => (count > 0 ? [`${key} ${count}`] : []))).toEqual([
      ...['male/minor 1', 'male/ 1', 'female/adult 1', 'female/minor 1', 'female/ 2', '/adult 1', '/minor 2'],
    ]);
    expect(figure?.cells).toHaveLength(4 * 3 + 4 + 3);
  });

  it('hides more than each row and column needs alone', () => {
    const figures = figuresOf([
      [1, 9, 20],
      [9, 30, 40],
      [20, 40, 50],
    ]);
    const page = suppress(figures, POLICY);
    expect(hiddenIn(page[0])).toEqual(['r0/c0', 'r0/c1', 'r1/c0', 'r1/c1']);
    expect(learned(figures, page)).toEqual([]);
  });

  it('hides a total of a row in the figure by that dimension too', () => {
    const page = suppress(
      figuresOf([
        [1, 1],
        [9, 20],
        [30, 40],
      ]),
      POLICY,
    );
    expect(hiddenIn(page[1])).toEqual(['r0', 'r1']);
    expect(hiddenIn(page[0]).filter((key) => key.endsWith('/'))).toEqual(['r0/', 'r1/']);
  });

  it('reveals no small number to an attacker who tries every table', () => {
    const count = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5 }));
    const table = fc
      .tuple(fc.integer({ min: 2, max: 3 }), fc.integer({ min: 2, max: 3 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(count, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
      );
    let printed = 0;
    fc.assert(
      fc.property(table, (counts) => {
        const figures = figuresOf(counts);
        const page = suppress(figures, POLICY);
        if ((page[0]?.cells.length ?? 0) > 0) printed++;
        expect(learned(figures, page)).toEqual([]);
        for (const { count: shown } of page[0]?.cells ?? []) expect([1, 2, 3]).not.toContain(shown);
      }),
      { numRuns: 30, seed: 1 },
    );
    expect(printed).toBeGreaterThan(10);
    expect(crossKey(splitCrossKey('a/'))).toBe('a/');
  });

  it('is attacked together with the approved pages', () => {
    const page = (month: string, counts: number[][], shown?: PrintedFigure[]): Page => {
      const figures = figuresOf(counts);
      const printed = shown ?? suppress(figures, POLICY);
      const both = figures.flatMap((counted, at) => (printed[at] ? [{ counted, printed: printed[at] }] : []));
      return { month: month as Month, revision: 1, threshold: K, figures: both };
    };
    const counts = [
      [1, 9, 20],
      [9, 30, 40],
      [20, 40, 50],
    ];
    const first = page('2016-01', counts);
    expect(jointAttack(page('2016-02', counts), [first])).toEqual([]);
    const bare = figuresOf(counts).map(
      ({ print: _, universe: __, ...figure }): PrintedFigure => ({
        ...figure,
        cells: figure.cells.map((cell) => (cell.count < K ? { key: cell.key, count: null, suppressed: true } : cell)),
      }),
    );
    const exposed = jointAttack(page('2016-01', counts, bare), [{ ...first, revision: 2 }]);
    expect(exposed.map(({ cell, least, most }) => [cell, least, most])).toContainEqual(['r0/c0', 1, 1]);
  });

  it.each([
    [{ by: 'venue' }, 'cross: victims cannot be crossed by venue; allowed are type, gender, age'],
    [{ cross: 'year' }, 'cross: victims cannot be crossed by year'],
    [{ cross: 'gender' }, 'cross: must be another dimension than "by"'],
    [{ top: 2 }, 'top: a cross prints all pairs of its codes; remove it'],
  ])('is refused with %j', (changes, message) => {
    const figure = { id: 'x', counts: 'victims', by: 'gender', cross: 'age', ...changes };
    expect(() => parse(sheetJson({ figures: [figure] }))).toThrow(message);
  });

  it.each([
    [{ by: 'gender', cross: 'type' }, 'cross: "y" is another cross of the same people'],
    [
      { by: 'age', merge: [{ key: 'm', codes: ['adult', 'unknown'], label: { en: 'x', es: 'x' } }] },
      '"y" merges codes',
    ],
    [{ by: 'gender', partOf: { figure: 'a', cell: 'minor' } }, 'cross: "y" counts a part of the same people'],
  ])('is refused beside %j', (other, message) => {
    const figures = [
      { id: 'x', counts: 'victims', by: 'gender', cross: 'age' },
      { id: 'a', counts: 'victims', by: 'age' },
      { id: 'y', counts: 'victims', ...other },
    ];
    expect(() => parse(sheetJson({ figures }))).toThrow(message);
  });

  it('is refused beside ages of the same people in other bands', () => {
    const label = { en: 'x', es: 'x' };
    const codes: Code[] = [
      { key: 'young', label, aliases: [], ages: { from: 0, to: 24 } },
      { key: 'unknown', label, aliases: [] },
    ];
    const lists = { ...CODES, own: [{ name: 'bands', label, tables: ['victims' as const], multi: false, codes }] };
    const errorsBeside = (cross: string, by: string): string[] => {
      const figures = [
        { id: 'x', counts: 'victims', by: 'gender', cross },
        { id: 'y', counts: 'victims', by },
      ];
      return crossErrors(figures[0] as FigureJson, sheetJson({ figures }) as unknown as SheetJson, lists);
    };
    expect(errorsBeside('bands', 'age').join()).toMatch(/"y" counts ages of the same people in other bands/u);
    expect(errorsBeside('age', 'bands').join()).toMatch(/"y" counts ages of the same people in other bands/u);
    expect(errorsBeside('bands', 'bands')).toEqual([]);
    expect(errorsBeside('age', 'age')).toEqual([]);
  });
});
