import type { CodeLists } from '../domain/codes.ts';
import { cellCodes, DIMENSION_SPECS } from '../domain/dimensions.ts';
import { type CellLabels, DIMENSIONS, type Dimension } from '../domain/figure.ts';
import type { FigureDefinition } from '../domain/sheet.ts';

/** Returns the labels of cells by dimension and key, including a sheet's merged codes. */
export function cellLabels(
  codes: CodeLists,
  figures: readonly FigureDefinition[],
): Partial<Record<Dimension, CellLabels>> {
  const entries = DIMENSIONS.flatMap((dimension) => {
    const list = DIMENSION_SPECS[dimension].codes;
    if (!list) return [];
    const merged = figures.filter(({ by }) => by === dimension).flatMap(({ merge }) => merge);
    const labels = [...codes[list].codes, ...merged].map(({ key, label }) => [key, label] as const);
    return [[dimension, Object.fromEntries(labels)] as const];
  });
  return Object.fromEntries(entries);
}

/** Returns the country of each state. */
export const stateCountries = (codes: CodeLists): Record<string, string> =>
  Object.fromEntries(codes.state.codes.map(({ key, group }) => [key, group ?? '']));

/** Returns the keys of the cells of each figure whose code list is printed completely, merged codes included. */
export const closedCells = (codes: CodeLists, figures: readonly FigureDefinition[]): Record<string, string[]> =>
  Object.fromEntries(
    figures.flatMap((figure) => {
      const { id, by, merge } = figure;
      if (!by || DIMENSION_SPECS[by].multi) return [];
      const merged = merge.flatMap((item) => item.codes);
      return [
        [id, [...cellCodes(figure, codes).filter((code) => !merged.includes(code)), ...merge.map(({ key }) => key)]],
      ];
    }),
  );
