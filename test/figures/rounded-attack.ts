import fc from 'fast-check';
import { Failure } from '../../src/domain/failure.ts';
import type { CountedFigure, PrintedFigure } from '../../src/domain/figure.ts';
import type { Month } from '../../src/domain/month.ts';
import { printRounded, RoundingPlan } from '../../src/figures/print-rounded.ts';
import { readerModel } from '../../src/figures/reader-model.ts';
import { publicStructure } from '../../src/figures/reader-variables.ts';
import { roundFigures } from '../../src/figures/round-figures.ts';
import { roundCount } from '../../src/figures/rounding.ts';
import { twoValued } from './attacker-ranges.ts';
import { anySheet, type CountedSheet, tieKeyOf } from './generators.ts';

/**
 * Returns the numbers of 1..base-1 of a rounded page that have only one value, found by an attack that is independent
 * of the program's method. The reader knows only what is printed, not the truth.
 */
function determinedSmall(
  counted: readonly CountedFigure[],
  printed: readonly PrintedFigure[],
  threshold: number,
): { readonly small: number; readonly determined: string[] } {
  const { constraints, hidden } = readerModel({
    printed,
    structure: publicStructure(counted),
    k: threshold,
    knowledge: 'stated',
  });
  const base = printed[0]?.rounded ?? threshold;
  const exact = (figure: string, part: string, cell?: string): number => {
    const found = counted.find(({ id }) => id === figure);
    if (part === 'total') return found?.total ?? 0;
    return part === 'known' ? (found?.known ?? 0) : (found?.cells.find(({ key }) => key === cell)?.count ?? 0);
  };
  const small = hidden.filter(({ figure, part, cell }) => {
    const value = exact(figure, part, cell);
    return value > 0 && value < base;
  });
  const open = twoValued(
    constraints,
    small.map(({ variable }) => variable),
  );
  const determined = small.filter(({ variable }) => open?.get(variable) !== true);
  return {
    small: small.length,
    determined: determined.map(({ figure, part, cell }) => `${figure} ${part} ${cell ?? ''}`),
  };
}

/**
 * Attacks random sheets, rounded to 3, 4, 5 or 10. Counts the small numbers that rounding alone would reveal, and those
 * that are still revealed.
 */
export function attackRounded(runs: number, seed: number) {
  const counts = { sheets: 0, refused: 0, small: 0, hidden: 0, withheld: 0, plainly: 0, determined: 0 };
  const samples = fc.sample(fc.tuple(anySheet, fc.constantFrom(3, 4, 5, 10)), { numRuns: runs, seed });
  const failures = samples.flatMap(([sheet, wanted]) => {
    const base = Math.min(wanted, sheet.threshold);
    counts.sheets++;
    const plan = new RoundingPlan(base);
    const plain = sheet.figures.map((figure) => printRounded(figure, plan));
    counts.plainly += determinedSmall(sheet.figures, plain, sheet.threshold).determined.length;
    const printed = roundedOrRefused(sheet, base);
    if (!printed) {
      counts.refused++;
      return [];
    }
    counts.withheld += printed.filter(({ withheld }) => withheld).length;
    counts.hidden += printed.flatMap(({ cells }) => cells).filter(({ suppressed }) => suppressed).length;
    const found = determinedSmall(sheet.figures, printed, sheet.threshold);
    counts.small += found.small;
    counts.determined += found.determined.length;
    return [...found.determined, ...untrue(sheet.figures, printed, base)].map(
      (name) => `${name}, base ${base}: ${JSON.stringify(sheet)}`,
    );
  });
  return { counts, failures };
}

/** Rounds a sheet; returns null if its totals alone reveal a small number, because such a page is refused. */
function roundedOrRefused({ figures, threshold }: CountedSheet, base: number): PrintedFigure[] | null {
  try {
    return roundFigures(figures, { base, threshold, month: '2020-12' as Month, tieKey: tieKeyOf('a') });
  } catch (error) {
    if (error instanceof Failure && error.name === 'SuppressionImpossible') return null;
    throw error;
  }
}

/** Returns the places where the printed number is not the rounded one. */
function untrue(counted: readonly CountedFigure[], printed: readonly PrintedFigure[], base: number): string[] {
  return printed.flatMap((figure, at) => {
    const exact = new Map(counted[at]?.cells.map(({ key, count }) => [key, count]));
    const wrong = figure.cells.filter(({ key, count, fewerThan, suppressed }) => {
      const value = exact.get(key) ?? 0;
      if (suppressed) return value === 0;
      if (fewerThan) return value === 0 || value >= base;
      return typeof count === 'number' && count !== roundCount(value, base);
    });
    const total = figure.total === roundCount(counted[at]?.total ?? 0, base) ? [] : [`${figure.id} total`];
    return [...total, ...wrong.map(({ key }) => `${figure.id} ${key}`)].map((name) => `${name} is not as rounded`);
  });
}
