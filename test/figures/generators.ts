import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { CountedCell, CountedFigure } from '../../src/domain/figure.ts';

/** A sheet's counted figures, always consistent with some set of records, and their threshold. */
export interface CountedSheet {
  readonly figures: readonly CountedFigure[];
  readonly threshold: number;
}

/** Returns a keyed hash of figure and cell, like the one the program uses for ties. */
export const tieKeyOf =
  (secret: string) =>
  (figure: string, cell: string): string =>
    createHash('sha256').update(`${secret}\u0000${figure}\u0000${cell}`).digest('hex');

/** Counts at the edges of the rule, as offsets that scale with k: zeros, ones, k-1, k, k+1, twins and a huge one. */
const EDGES = [
  (): number => 0,
  (): number => 1,
  (): number => 2,
  (k: number): number => k - 1,
  (k: number): number => k,
  (k: number): number => k + 1,
  (k: number): number => 2 * k - 1,
  (k: number): number => 2 * k,
  (k: number): number => 3 * k + 1,
  (): number => 500,
] as const;

const amount = (k: number): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.nat(EDGES.length - 1).map((edge) => EDGES[edge]!(k)) },
    { weight: 2, arbitrary: fc.nat(2 * k) },
    { weight: 1, arbitrary: fc.nat(60) },
  );

/** Generates lists of counts: all equal, one huge count next to many ones, and free mixtures. */
export const amounts = (k: number, length: { minLength: number; maxLength: number }): fc.Arbitrary<number[]> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.array(amount(k), length) },
    { weight: 1, arbitrary: fc.array(fc.constant(k - 1), length) },
    { weight: 1, arbitrary: fc.array(fc.constant(1), length) },
    { weight: 1, arbitrary: fc.array(fc.constantFrom(1, 1, 1, 500), length) },
    { weight: 1, arbitrary: fc.array(fc.constantFrom(0, 1, k - 1, k), length) },
  );

const cellsOf = (counts: readonly number[]): CountedCell[] =>
  counts.map((count, at) => ({ key: `c${String(at).padStart(2, '0')}`, count }));

const byCount = (cells: readonly CountedCell[]): CountedCell[] => [...cells].sort((a, b) => b.count - a.count);

/** Splits `total` among the cells: each takes its amount while some is left, the last takes the rest. */
function parts(wanted: readonly number[], total: number, last: number): number[] {
  const counts = wanted.map(() => 0);
  let left = total;
  const order = wanted.map((_, at) => (at + last + 1) % wanted.length);
  for (const at of order) {
    counts[at] = at === last % wanted.length ? left : Math.min(wanted[at]!, left);
    left -= counts[at]!;
  }
  return counts;
}

/** The wanted shape of one figure; `figureOf` makes it agree with the total of its universe. */
interface Wish {
  readonly kind: 'single' | 'months' | 'multi' | 'map' | 'top' | 'total';
  readonly wanted: readonly number[];
  readonly last: number;
  readonly limit: number;
  readonly sorted: boolean;
}

const wish = (k: number, kinds: readonly Wish['kind'][], tiny: boolean): fc.Arbitrary<Wish> =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    wanted: tiny ? fc.array(fc.nat(2), { minLength: 1, maxLength: 3 }) : amounts(k, { minLength: 1, maxLength: 6 }),
    last: fc.nat(11),
    limit: fc.integer({ min: 1, max: 4 }),
    sorted: fc.boolean(),
  });

const base = (id: string, universe: string, total: number) =>
  ({ id, counts: 'victims', universe, total, multi: false, shares: false }) as const;

/**
 * Raises the mentions until they add up to at least the total, with each cell at most the total. Some set of records
 * then has exactly these mentions.
 */
function mentions(wanted: readonly number[], total: number): number[] {
  const counts = wanted.map((count) => Math.min(count, total));
  let missing = total - counts.reduce((all, count) => all + count, 0);
  return counts.map((count) => {
    const more = Math.max(0, Math.min(missing, total - count));
    missing -= more;
    return count + more;
  });
}

function classesOf(k: number): { from: number; to: number | null }[] {
  return [
    { from: 0, to: 0 },
    { from: 1, to: k - 1 },
    { from: k, to: 3 * k - 1 },
    { from: 3 * k, to: null },
  ];
}

function mapFigure(id: string, universe: string, total: number, { wanted, last }: Wish, k: number): CountedFigure {
  const known = Math.min(total, Math.max(0, total - [0, 0, 1, k - 1, k, 2 * k][last % 6]!));
  const cells = byCount(cellsOf(mentions(wanted, known)));
  const codeOrder = cells.map(({ key }) => key).sort();
  return {
    ...base(id, universe, total),
    ...{
      counts: 'cases',
      by: 'state',
      multi: true,
      known,
      cells,
      codeOrder,
      print: { as: 'classes', classes: classesOf(k) },
    },
  };
}

function figureOf(id: string, universe: string, total: number, one: Wish, k: number): CountedFigure {
  const { kind, wanted, last, limit, sorted } = one;
  const common = base(id, universe, total);
  const counts = { as: 'counts' } as const;
  if (kind === 'total') return { ...common, cells: [], print: counts };
  if (kind === 'single' || kind === 'months') {
    const cells = cellsOf(parts(wanted, total, last));
    return { ...common, by: kind === 'months' ? 'month' : 'gender', cells, print: counts, shares: kind === 'single' };
  }
  if (kind === 'map') return mapFigure(id, universe, total, one, k);
  const free = cellsOf(wanted.map((count) => Math.min(count, total)));
  const cells = sorted || kind === 'top' ? byCount(free) : free;
  const codeOrder = cells.map(({ key }) => key).sort();
  const print = kind === 'top' ? ({ as: 'top', limit } as const) : counts;
  return { ...common, by: 'nationality', multi: true, cells, codeOrder, print, shares: kind !== 'top' };
}

/** A figure whose population is a cell of an earlier figure that prints counts. */
interface Branch {
  readonly under: number;
  readonly cell: number;
  readonly wishes: readonly Wish[];
}

const KINDS = ['single', 'single', 'months', 'multi', 'multi', 'map', 'top', 'total'] as const;

function grow(figures: CountedFigure[], { under, cell, wishes }: Branch, k: number): void {
  const parents = figures.filter(({ print, cells }) => print.as === 'counts' && cells.length > 0);
  const parent = parents[under % Math.max(1, parents.length)];
  const part = parent?.cells[cell % parent.cells.length];
  if (!parent || !part) return;
  const universe = `${parent.id}/${part.key}`;
  for (const one of wishes) {
    const figure = figureOf(`f${figures.length}`, universe, part.count, one, k);
    figures.push({ ...figure, partOf: { figure: parent.id, cell: part.key } });
  }
}

/**
 * Generates sheets of one to five figures of one universe, and up to `branches` populations that are cells of others.
 */
export const sheets = (options: {
  kinds?: readonly Wish['kind'][];
  together?: number;
  branches?: number;
  thresholds?: { min: number; max: number };
  /** At most three cells of at most two, so that every number can be tried. */
  tiny?: boolean;
}): fc.Arbitrary<CountedSheet> =>
  fc.integer(options.thresholds ?? { min: 3, max: 15 }).chain((threshold) => {
    const kinds = options.kinds ?? KINDS;
    const branch = fc.record({
      under: fc.nat(3),
      cell: fc.nat(5),
      wishes: fc.array(wish(threshold, kinds, options.tiny ?? false), { minLength: 1, maxLength: 2 }),
    });
    return fc
      .record({
        wishes: fc.array(wish(threshold, kinds, options.tiny ?? false), {
          minLength: 1,
          maxLength: options.together ?? 1,
        }),
        branches: fc.array(branch, { maxLength: options.branches ?? 0 }),
      })
      .map(({ wishes, branches }) => {
        const total = wishes[0]!.wanted.reduce((all, count) => all + count, 0);
        const figures = wishes.map((one, at) => figureOf(`f${at}`, 'all', total, one, threshold));
        for (const one of branches) grow(figures, one, threshold);
        return { figures, threshold };
      });
  });

/** Every shape of sheet, by name, for testing an invariant. */
export const FAMILIES = {
  'one single-valued figure': sheets({ kinds: ['single'] }),
  'a monthly series': sheets({ kinds: ['months'] }),
  'multi-valued figures': sheets({ kinds: ['multi'], together: 2 }),
  'a map in classes': sheets({ kinds: ['map'], together: 2 }),
  'top lists': sheets({ kinds: ['top'], together: 2 }),
  'several figures of one universe': sheets({ together: 4 }),
  'single-valued figures, parts and parts of parts': sheets({ kinds: ['single', 'months'], together: 2, branches: 4 }),
  'everything at once': sheets({ together: 4, branches: 3 }),
} as const;

/** Generates a sheet of any family. */
export const anySheet: fc.Arbitrary<CountedSheet> = fc.oneof(...Object.values(FAMILIES));
