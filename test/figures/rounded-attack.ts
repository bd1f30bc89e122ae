import type { CountedFigure, PrintedFigure } from '../../src/domain/figure.ts';
import { readerModel } from '../../src/figures/reader-model.ts';
import { publicStructure } from '../../src/figures/reader-variables.ts';
import { twoValued } from './attacker-ranges.ts';

/**
 * The numbers of 1..base-1 of a rounded page that an attack apart from the program's own way of asking finds to have one value. The
 * reader is not told what is true: only what is printed.
 */
export function determinedSmall(
  counted: readonly CountedFigure[],
  printed: readonly PrintedFigure[],
  threshold: number,
): { readonly small: number; readonly determined: string[] } {
  const { constraints, hidden } = readerModel(printed, publicStructure(counted), threshold, 'stated');
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
