import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CountedFigure } from '../../src/domain/figure.ts';
import type { Month } from '../../src/domain/month.ts';
import { jointAttack } from '../../src/figures/joint-attack.ts';
import { type Page, pagesModel } from '../../src/figures/pages-model.ts';
import { holds } from '../../src/figures/reader-solver.ts';
import { suppress } from '../../src/figures/suppress.ts';
import { twoValued } from './attacker-ranges.ts';
import { tieKeyOf } from './generators.ts';
import { histories, pagesOf } from './histories.ts';

const SEED = 20260101;
/** How many histories are tried: `HISTORIES=2000` tries as many as the requirement names. */
const HISTORIES = Number(process.env.HISTORIES ?? 500);

/** The small numbers that an attack on these pages at once, apart from the program's way of asking, finds to have one value. */
function determined(pages: readonly Page[]): string[] {
  const { constraints, hidden, truth } = pagesModel(pages);
  expect(holds(constraints, truth)).toBe(true);
  const small = hidden.filter(({ value, page }) => value > 0 && value < page.threshold);
  const open = twoValued(
    constraints,
    small.map(({ variable }) => variable),
  );
  return small
    .filter(({ variable }) => open?.get(variable) === false)
    .map(({ page, figure, cell }) => `${page.month} r${page.revision} ${figure} ${cell}`);
}

/**
 * What plain subtraction tells of the months of some pages, written apart from the program: a month that one page prints is known on
 * every page of the same count; a page's total less what is known is the one month that is not.
 */
function subtracted(pages: readonly Page[]): string[] {
  const series = pages.map(({ figures }) => figures.find(({ counted }) => counted.id === 'by-month')!);
  const nameOf = (key: string, count: number): string => `${key} ${count}`;
  const known = new Set(
    series.flatMap(({ printed }) =>
      printed.cells.flatMap(({ key, count }) => (count === null ? [] : nameOf(key, count!))),
    ),
  );
  const told: string[] = [];
  const groups = series
    .filter(({ printed }) => printed.total !== null)
    .map(({ counted }) => counted.cells.map(({ key, count }) => nameOf(key, count)));
  const differences = groups.flatMap((one) =>
    groups
      .filter((other) => one !== other && one.every((name) => other.includes(name)))
      .map((other) => other.filter((name) => !one.includes(name))),
  );
  for (let found = true; found; ) {
    found = false;
    for (const group of [...groups, ...differences]) {
      const open = group.filter((name) => !known.has(name) && !name.endsWith(' 0'));
      if (open.length !== 1) continue;
      found = true;
      known.add(open[0]!);
      told.push(open[0]!);
    }
  }
  return told.filter((name) => Number(name.split(' ')[1]) < pages[0]!.threshold);
}

/** An edition of months that are over, printed with those before it in mind, or without. */
function edition(month: string, counts: readonly number[], ...approved: Page[]): Page {
  const counted: CountedFigure = {
    ...{
      id: 'by-month',
      counts: 'cases',
      by: 'month',
      multi: false,
      print: { as: 'counts' },
      shares: false,
      exhaustive: false,
    },
    universe: 'cases',
    total: counts.reduce((sum, count) => sum + count, 0),
    cells: counts.map((count, at) => ({ key: `2020-${String(at + 1).padStart(2, '0')}`, count })),
  };
  const policy = { threshold: 10, tieKey: tieKeyOf('secret'), approved: approved.map(({ figures }) => figures) };
  const [printed] = suppress([counted], policy);
  return { month: month as Month, revision: 1, threshold: 10, figures: [{ counted, printed: printed! }] };
}

describe('the joint attack', () => {
  const june = edition('2020-06', [31, 5, 20, 32, 33, 34]);

  it('finds the month that two editions undo together, on both pages', () => {
    const september = edition('2020-09', [31, 5, 20, 32, 33, 34, 15, 40, 41]);
    const found = { revision: 1, figure: 'by-month', cell: '2020-02', value: 5, least: 5, most: 5, undecided: false };
    expect(jointAttack(september, [june])).toEqual([
      { month: '2020-06', ...found },
      { month: '2020-09', ...found },
    ]);
    expect(jointAttack(edition('2020-09', [31, 5, 20, 32, 33, 34, 15, 40, 41], june), [june])).toEqual([]);
  });

  it('finds a lone new month that has to wait, and lets it out with the next ones', () => {
    expect(jointAttack(edition('2020-07', [31, 5, 20, 32, 33, 34, 4], june), [june])).toMatchObject([
      { cell: '2020-07', value: 4 },
    ]);
    expect(jointAttack(edition('2020-08', [31, 5, 20, 32, 33, 34, 4, 15], june), [june])).toEqual([]);
  });

  it('does not blame a draft for what approved revisions tell already', () => {
    const careless = edition('2020-09', [31, 5, 20, 32, 33, 34, 15, 40, 41]);
    const december = edition('2020-12', [31, 5, 20, 32, 33, 34, 15, 40, 41, 50, 51, 52], june, careless);
    expect(jointAttack(december, [june, careless]).filter(({ month }) => month !== '2020-12')).toEqual([]);
  });

  it('finds nothing in a first edition, or in one beside itself', () => {
    expect(jointAttack(june, [])).toEqual([]);
    expect(jointAttack(june, [june])).toEqual([]);
  });

  it('takes for known what it has no steps left to decide, the same on every run', () => {
    const september = edition('2020-09', [31, 5, 20, 32, 33, 34, 15, 40, 41], june);
    const undecided = jointAttack(september, [june], 10);
    expect(undecided.length).toBeGreaterThan(0);
    expect(undecided.every((one) => one.undecided)).toBe(true);
    expect(jointAttack(september, [june], 10)).toEqual(undecided);
  });
});

describe('pairs and triples of approved editions, with corrections', () => {
  it('determine no hidden number of 1..k-1 when the joint attack lets them be approved', () => {
    const counts = { histories: 0, pages: 0, refused: 0, small: 0, determined: 0 };
    const property = fc.property(histories, (history) => {
      counts.histories++;
      const pages = pagesOf(history, true, (page, approved) => {
        const refused = jointAttack(page, approved).length > 0;
        if (refused) counts.refused++;
        return !refused;
      });
      counts.pages += pages.length;
      counts.small += pagesModel(pages).hidden.filter(({ value, page }) => value > 0 && value < page.threshold).length;
      const alone = new Set(pages.flatMap((page) => determined([page])));
      const told = determined(pages).filter((name) => !alone.has(name));
      expect(subtracted(pages)).toEqual([]);
      counts.determined += told.length;
      expect(told).toEqual([]);
    });
    fc.assert(property, { numRuns: HISTORIES, seed: SEED });
    console.log(`with memory and attack: ${JSON.stringify(counts)}`);
  });

  it('are undone without either, and mostly not with memory alone', () => {
    const undone = { plain: 0, remembering: 0 };
    const property = fc.property(histories, (history) => {
      const told = (remembers: boolean): number =>
        new Set(subtracted(pagesOf(history, remembers, () => true))).size > 0 ? 1 : 0;
      undone.plain += told(false);
      undone.remembering += told(true);
    });
    fc.assert(property, { numRuns: HISTORIES, seed: SEED });
    console.log(`histories of ${HISTORIES} undone by plain subtraction: ${JSON.stringify(undone)}`);
    expect(undone.plain).toBeGreaterThan(HISTORIES / 20);
    expect(undone.remembering).toBeLessThan(undone.plain / 2);
  });
});
