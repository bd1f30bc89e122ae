import { type CodeLists, codesOf } from '../domain/codes.ts';
import { cellCodes, dimensionNames, findDimension, specOf } from '../domain/dimensions.ts';
import type { CellLabels, Dimension } from '../domain/figure.ts';
import type { Words } from '../domain/languages.ts';
import type { FigureDefinition } from '../domain/sheet.ts';

/** Returns the labels of cells by dimension and key, including a sheet's merged codes. */
export function cellLabels(codes: CodeLists, figures: readonly FigureDefinition[]): Record<Dimension, CellLabels> {
  const entries = dimensionNames(codes).flatMap((dimension) => {
    const list = findDimension(dimension, codes)?.codes;
    if (!list) return [];
    const merged = figures.filter(({ by }) => by === dimension).flatMap(({ merge }) => merge);
    const labels = [...codesOf(codes, list), ...merged].map(({ key, label }) => [key, label] as const);
    return [[dimension, Object.fromEntries(labels)] as const];
  });
  return Object.fromEntries(entries);
}

/** Returns what each dimension of an added list is called. */
export const dimensionLabels = ({ own = [] }: CodeLists): Record<Dimension, Words> =>
  Object.fromEntries(own.map(({ name, label }) => [name, label]));

/** Returns the country of each state. */
export const stateCountries = (codes: CodeLists): Record<string, string> =>
  Object.fromEntries(codes.state.codes.map(({ key, group }) => [key, group ?? '']));

/** Returns the keys of the cells of each figure whose code list is printed completely, merged codes included. */
export const cellsOfClosedLists = (codes: CodeLists, figures: readonly FigureDefinition[]): Record<string, string[]> =>
  Object.fromEntries(
    figures.flatMap((figure) => {
      const { id, merge } = figure;
      const spec = specOf(figure);
      if (!spec || spec.multi) return [];
      const merged = merge.flatMap((item) => item.codes);
      return [
        [id, [...cellCodes(figure, codes).filter((code) => !merged.includes(code)), ...merge.map(({ key }) => key)]],
      ];
    }),
  );
