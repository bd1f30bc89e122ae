import fc from 'fast-check';
import type { CountedFigure } from '../../src/domain/figure.ts';
import type { Month } from '../../src/domain/month.ts';
import type { Page } from '../../src/figures/pages-model.ts';
import { roundFigures } from '../../src/figures/round-figures.ts';
import { suppress } from '../../src/figures/suppress.ts';
import { tieKeyOf } from './generators.ts';

/** The records of a growing sheet: for each month, the number of cases of each of four kinds. */
type Records = readonly (readonly number[])[];

/** A correction between two editions: the month, the kind, and the difference. */
interface Correction {
  readonly month: number;
  readonly kind: number;
  readonly by: number;
}

/** A sheet's records by month, and for each edition the number of months before it and its corrections. */
export interface History {
  readonly k: number;
  readonly records: Records;
  readonly editions: readonly { readonly months: number; readonly corrections: readonly Correction[] }[];
  readonly secret: string;
}

const KINDS = ['labor', 'sex', 'sex-and-labor', 'other'];

const volume = (k: number): fc.Arbitrary<readonly number[]> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.tuple(fc.nat(2 * k), fc.nat(k), fc.nat(2), fc.nat(3)) },
    { weight: 2, arbitrary: fc.tuple(fc.nat(5 * k), fc.nat(3 * k), fc.nat(k), fc.nat(k)) },
    { weight: 1, arbitrary: fc.tuple(fc.nat(3), fc.nat(2), fc.constant(0), fc.nat(1)) },
    { weight: 1, arbitrary: fc.constant([0, 0, 0, 0]) },
  );

/**
 * Generates two or three editions, one to six months apart or of the same month, some with corrections of published
 * months.
 */
export const histories: fc.Arbitrary<History> = fc.integer({ min: 3, max: 11 }).chain((k) =>
  fc
    .record({
      records: fc.array(volume(k), { minLength: 18, maxLength: 18 }),
      first: fc.integer({ min: 1, max: 8 }),
      steps: fc.array(
        fc.record({
          months: fc.constantFrom(0, 1, 2, 3, 3, 3, 6),
          corrections: fc.oneof(
            { weight: 3, arbitrary: fc.constant([]) },
            {
              weight: 2,
              arbitrary: fc.array(
                fc.record({ month: fc.nat(17), kind: fc.nat(3), by: fc.constantFrom(-4, -2, -1, 1, 2, 5, 30) }),
                { minLength: 1, maxLength: 3 },
              ),
            },
          ),
        }),
        { minLength: 1, maxLength: 2 },
      ),
      secret: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    })
    .map(({ records, first, steps, secret }) => {
      let months = first;
      const editions = [{ months, corrections: [] as readonly Correction[] }];
      for (const step of steps) {
        months = Math.min(18, months + step.months);
        editions.push({ months, corrections: step.corrections });
      }
      return { k, records, editions, secret };
    }),
);

const monthOf = (at: number): Month =>
  `${2020 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}` as Month;
const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

/** Returns a total, a series and a figure by type, all of the same cases. */
function figuresOf(records: Records, months: number): CountedFigure[] {
  const rows = records.slice(0, months);
  const base = { counts: 'cases', multi: false, print: { as: 'counts' }, shares: false } as const;
  const total = sum(rows.map(sum));
  const byMonth = rows.map((row, at) => ({ key: monthOf(at), count: sum(row) }));
  const byType = KINDS.map((key, kind) => ({ key, count: sum(rows.map((row) => row[kind]!)) }));
  return [
    { ...base, id: 'cases', universe: 'cases', total, cells: [] },
    { ...base, id: 'by-month', by: 'month', universe: 'cases', total, cells: byMonth },
    { ...base, id: 'by-type', by: 'type', universe: 'cases', total, cells: byType },
  ];
}

function corrected(records: Records, corrections: readonly Correction[]): Records {
  return records.map((row, month) =>
    row.map((count, kind) => {
      const by = sum(corrections.filter((one) => one.month === month && one.kind === kind).map((one) => one.by));
      return Math.max(0, count + by);
    }),
  );
}

/**
 * Returns the pages of a history: each edition is suppressed with the earlier ones in mind, or rounded to 3, as if they
 * were all approved.
 * @param approves whether a page joins the approved ones; a page that does not is removed from the history
 */
export function pagesOf(
  { k, records, editions, secret }: History,
  by: 'memory' | 'nothing' | 'rounding',
  approves: (page: Page, approved: readonly Page[]) => boolean,
): Page[] {
  const approved: Page[] = [];
  let state = records;
  for (const [at, edition] of editions.entries()) {
    state = corrected(
      state,
      edition.corrections.filter(({ month }) => month < edition.months),
    );
    const counted = figuresOf(state, edition.months);
    const memory = by === 'memory' ? approved.map(({ figures }) => figures) : [];
    const policy = { threshold: k, tieKey: tieKeyOf(secret), month: monthOf(edition.months - 1), base: 3 };
    const printed =
      by === 'rounding' ? roundFigures(counted, policy) : suppress(counted, { ...policy, approved: memory });
    const figures = counted.map((figure, index) => ({ counted: figure, printed: printed[index]! }));
    const page: Page = { month: monthOf(edition.months - 1), revision: at + 1, threshold: k, figures };
    if (approves(page, approved)) approved.push(page);
  }
  return approved;
}
