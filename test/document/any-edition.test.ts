import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut } from '../../src/document/page/lay-out.ts';
import type { PublishedEdition } from '../../src/domain/edition.ts';
import type { PrintedCell, PrintedFigure } from '../../src/domain/figure.ts';
import type { Language } from '../../src/domain/languages.ts';
import { type Day, lastDay, type Month, monthOf, monthsThrough } from '../../src/domain/month.ts';
import { tries } from '../at-length.ts';
import { CODES } from '../current-codes.ts';
import { figuresOfSheet, pageInput } from './page-input.ts';
import { LINEA_145, PUBLISHED } from './published-edition.ts';
import { withRealCharts } from './real-charts.ts';
import { SHIPPED_LANGUAGES } from './shipped-languages.ts';

/** Invariant: data never stop a publication. Pages can be laid out for any figures of an edition. */

const CLASSES = (id: string, sheet: string): readonly number[] => [
  1,
  ...(figuresOfSheet(sheet).find((figure) => figure.id === id)?.classes ?? []),
];

const count = fc.oneof(fc.constant(0), fc.integer({ min: 10, max: 99 }), fc.integer({ min: 10, max: 9_999_999 }));

const cell = (key: string, shares: boolean): fc.Arbitrary<PrintedCell> =>
  fc
    .oneof(
      { weight: 4, arbitrary: fc.record({ count, share: fc.integer({ min: 0, max: 100 }) }) },
      { weight: 1, arbitrary: fc.constant({ count: null, share: null, suppressed: true as const }) },
    )
    .map(({ share, ...rest }) => ({ key, ...rest, ...(shares && { share }) }));

function place(key: string, bounds: readonly number[]): fc.Arbitrary<PrintedCell> {
  const classes = [{ from: 0, to: 0 }, ...bounds.map((from, at) => ({ from, to: (bounds[at + 1] ?? 0) - 1 || null }))];
  const closed = classes.map(({ from, to }) => ({ from, to: to === -1 ? null : to }));
  return fc.constantFrom(...closed).map((own) => ({ key, class: own }));
}

const STATES = (sheet: string): string[] =>
  CODES.state.codes
    .filter(({ group }) => (sheet === 'linea-145' ? group === 'AR' : group !== 'AR'))
    .map(({ key }) => key);
const COUNTRIES = CODES.country.codes.map(({ key }) => key).filter((key) => key !== 'unknown');

function cellsOf(figure: PrintedFigure, sheet: string, months: readonly Month[]): fc.Arbitrary<readonly PrintedCell[]> {
  const all = (keys: readonly string[]) =>
    fc.tuple(...keys.map((key) => cell(key, figure.by !== 'month' && figure.by !== 'venue')));
  if (figure.by === undefined) return fc.constant([]);
  if (figure.by === 'month') return all(months);
  if (figure.by === 'state') return fc.tuple(...STATES(sheet).map((key) => place(key, CLASSES(figure.id, sheet))));
  if (figure.by === 'nationality') return fc.subarray(COUNTRIES, { maxLength: 4 }).chain(all);
  if (figure.by === 'venue') {
    const venues = CODES.venue.codes.filter(({ group }) => figure.id.includes(group ?? '')).map(({ key }) => key);
    return fc
      .subarray(venues, { maxLength: 3 })
      .chain((keys) => fc.tuple(...keys.map((key) => cell(key, false).filter((one) => (one.count ?? 0) > 0))));
  }
  return all(figure.cells.map(({ key }) => key));
}

const editions = (like: PublishedEdition): fc.Arbitrary<PublishedEdition> =>
  fc.tuple(fc.integer({ min: 0, max: 150 }), fc.boolean(), fc.boolean()).chain(([length, complete, corrects]) => {
    const first = monthOf(like.from);
    const year = Number(first.slice(0, 4)) + Math.floor((Number(first.slice(5)) + length - 1) / 12);
    const last = `${year}-${String(((Number(first.slice(5)) + length - 1) % 12) + 1).padStart(2, '0')}` as Month;
    const months = monthsThrough(first, last);
    const figures = like.figures.map((figure) =>
      fc
        .tuple(
          cellsOf(figure, like.sheet, months),
          fc.oneof({ weight: 6, arbitrary: count }, { weight: 1, arbitrary: fc.constant(null) }),
          fc.integer({ min: 0, max: 9 }),
        )
        .map(([cells, total, chance]): PrintedFigure => {
          if (chance === 0) return { ...figure, total, cells: [], withheld: true };
          return {
            ...figure,
            total: figure.by ? 9_999_999 : total,
            ...(figure.known !== undefined && { known: chance === 1 ? null : 469 }),
            cells,
          };
        }),
    );
    const missing = months
      .slice(0, 3)
      .map((month) => ({ hotline: like.generatedFrom[0]?.hotline ?? 'nhth', month, table: 'cases' }));
    return fc.tuple(...figures).map((made) => ({
      ...like,
      month: last,
      through: lastDay(last),
      complete,
      missing: complete ? [] : missing,
      figures: made,
      ...(corrects && { corrects: { revision: 1, approvedOn: '2017-09-30' as Day } }),
    }));
  });

describe.each([
  ['us-mexico-border', PUBLISHED],
  ['linea-145', LINEA_145],
] as const)('%s', (_, like) => {
  it.each(SHIPPED_LANGUAGES)('lays out whatever its figures are: %s', async (language: Language) => {
    const runs = tries(3, 15);
    await fc.assert(
      fc.asyncProperty(editions(like), async (edition) => {
        const document = layOut(await withRealCharts(pageInput(language, edition)));
        expect(document.content).toHaveLength(2);
      }),
      { numRuns: runs, seed: 11, endOnFailure: true },
    );
  });
});
