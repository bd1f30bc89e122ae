import type { CodeLists } from '../domain/codes.ts';
import { dimensionNames, findDimension } from '../domain/dimensions.ts';
import { isSeries } from '../domain/time-series.ts';
import { type Breakdowns, breakdowns } from './breakdowns.ts';
import type { FigureJson, SheetJson } from './sheet-schema.ts';

/** Lists the errors of a figure by two dimensions: one sentence each, with what is allowed. */
export function crossErrors(figure: FigureJson, sheet: SheetJson, codes: CodeLists): string[] {
  const { by, cross, counts } = figure;
  if (cross === undefined) return [];
  if (by === undefined) return ['cross: needs "by" too, for example "by": "gender", "cross": "age"'];
  const allowed = dimensionNames(codes).filter((name) => isCrossable(name, counts, codes));
  const wrong = [by, cross].filter((name) => !allowed.includes(name));
  const idle = (['groups', 'top', 'classes', 'merge', 'partOf'] as const).filter((key) => figure[key] !== undefined);
  return [
    ...wrong.map((name) => `cross: ${counts} cannot be crossed by ${name}; allowed are ${allowed.join(', ')}`),
    ...(by === cross ? ['cross: must be another dimension than "by"'] : []),
    ...idle.map((key) => `${key}: a cross prints all pairs of its codes; remove it`),
    ...neighbourErrors(figure, sheet),
    ...bandErrors(figure, sheet, breakdowns(codes)),
  ];
}

/** Whether every record has exactly one value of a dimension. */
function isCrossable(name: string, counts: FigureJson['counts'], codes: CodeLists): boolean {
  const spec = findDimension(name, codes);
  return spec !== undefined && !spec.multi && !isSeries(name) && spec.tables.includes(counts);
}

/**
 * A cross prints the totals of its rows and columns, so other figures of the same people must have the same cells, and
 * none may print a cell of the cross as its total, or the sum of some of them.
 */
function neighbourErrors(figure: FigureJson, sheet: SheetJson): string[] {
  const dimensions = [figure.by, figure.cross];
  const others = sheet.figures.filter((other) => other !== figure && other.counts === figure.counts);
  const alike = others.filter(({ by }) => dimensions.includes(by));
  const part = (other: FigureJson): FigureJson | undefined =>
    sheet.figures.find(({ id }) => id === other.partOf?.figure);
  return [
    ...others
      .filter((other) => other.cross !== undefined)
      .map(({ id }) => `cross: "${id}" is another cross of the same people; a sheet has one of each table`),
    ...alike
      .filter(({ merge }) => merge !== undefined)
      .map(({ id }) => `cross: "${id}" merges codes of the same people: their difference would be readable`),
    ...others
      .filter((other) => other.cross === undefined && other.partOf && overlaps(other, part(other), dimensions))
      .map(({ id }) => `cross: "${id}" counts a part of the same people: remove one of the two`),
  ];
}

/** Bands of ages add up to minors and adults: the totals of a cross and another figure's cells could be subtracted. */
function bandErrors({ by, cross, counts }: FigureJson, sheet: SheetJson, breakdownOf: Breakdowns): string[] {
  const isOther = (other: FigureJson, name: string | undefined): boolean =>
    other.by !== name && breakdownOf(other) === breakdownOf({ by: name });
  return sheet.figures
    .filter((other) => other.counts === counts && other.by !== undefined)
    .filter((other) => [by, cross].some((name) => isOther(other, name) || isOther({ ...other, by: other.cross }, name)))
    .map(
      ({ id }) => `cross: "${id}" counts ages of the same people in other bands: their difference would be readable`,
    );
}

/** Whether a figure counts by a dimension of the cross, of a part of its people, or of a part of a part. */
const overlaps = (figure: FigureJson, whole: FigureJson | undefined, pair: readonly (string | undefined)[]): boolean =>
  whole?.cross !== undefined || whole?.partOf !== undefined || pair.includes(figure.by);
