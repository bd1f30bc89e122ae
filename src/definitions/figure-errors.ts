import { type CodeLists, codesOf } from '../domain/codes.ts';
import { repeatErrors } from '../domain/definition-errors.ts';
import { cellCodes, dimensionNames, findDimension } from '../domain/dimensions.ts';
import { firstOfSeries, monthOf, parseDay, parseMonth } from '../domain/month.ts';
import { isSeries } from '../domain/time-series.ts';
import { type Breakdowns, breakdowns } from './breakdowns.ts';
import { crossErrors } from './cross-errors.ts';
import type { FigureJson, SheetJson } from './sheet-schema.ts';

/**
 * Lists the errors in a sheet's figures that a schema cannot detect: one sentence each, with place and allowed values.
 */
export function figureErrors(sheet: SheetJson, codes: CodeLists): string[] {
  return [
    ...repeatErrors(
      'figures',
      sheet.figures.map(({ id }) => id),
    ),
    ...sheet.figures.flatMap((figure) =>
      [
        ...dimensionErrors(figure, codes),
        ...classErrors(figure, sheet.threshold),
        ...codeErrors(figure, codes),
        ...partErrors(figure, sheet, codes),
        ...overlapErrors(figure, sheet, breakdowns(codes)),
        ...crossingErrors(figure, sheet, breakdowns(codes)),
        ...crossErrors(figure, sheet, codes),
      ].map((error) => `figures.${figure.id}: ${error}`),
    ),
  ];
}

function dimensionErrors({ by, counts, top, classes, merge, groups, shares }: FigureJson, codes: CodeLists): string[] {
  const all = dimensionNames(codes);
  if (!by) {
    const idle = Object.entries({ top, classes, merge, groups, shares }).filter(([, value]) => value !== undefined);
    return idle.map(([key]) => `${key} needs "by"; allowed are ${all.join(', ')}`);
  }
  const spec = findDimension(by, codes);
  if (!spec) return [`by: no "${by}"; there are ${all.join(', ')}`];
  const allowed = all.filter((name) => findDimension(name, codes)?.tables.includes(counts));
  return [
    ...(spec.tables.includes(counts) ? [] : [`${counts} do not have ${by}; allowed are ${allowed.join(', ')}`]),
    ...(top !== undefined && !spec.multi
      ? [`top: ${by} is printed completely; only venue, nationality and state have a top`]
      : []),
    ...(top !== undefined && classes ? ['top and classes exclude each other'] : []),
    ...(groups && by !== 'venue' && by !== 'state' ? [`groups: only venues and states have groups`] : []),
    ...(merge && !spec.codes ? ['merge: periods are not merged'] : []),
    ...(shares && (by === 'venue' || isSeries(by) || classes)
      ? ['shares: venues, periods and maps do not print shares']
      : []),
  ];
}

function classErrors({ by, counts, classes }: FigureJson, threshold: number): string[] {
  if (!classes)
    return by === 'state' && counts !== 'signals'
      ? ['a figure by state prints classes, never counts: give "classes"']
      : [];
  const ascending = classes.every((bound, index) => index === 0 || bound > (classes[index - 1] ?? 0));
  return [
    ...(by === 'state' ? [] : ['classes: only a figure by state prints classes']),
    ...(ascending ? [] : ['classes: the bounds must ascend']),
    ...(classes[0] === threshold ? [] : [`classes: the first bound must be the threshold, ${threshold}`]),
  ];
}

function codeErrors(figure: FigureJson, codes: CodeLists): string[] {
  const known = cellCodes(figure, codes);
  const name = figure.by === undefined ? null : findDimension(figure.by, codes)?.codes;
  const groups = new Set(name ? codesOf(codes, name).flatMap(({ group }) => group ?? []) : []);
  const merged = figure.merge?.flatMap((merge) => merge.codes) ?? [];
  const keys = figure.merge?.map(({ key }) => key) ?? [];
  return [
    ...(figure.groups ?? [])
      .filter((group) => !groups.has(group))
      .map((group) => `groups: no "${group}"; there are ${[...groups].join(', ')}`),
    ...merged
      .filter((code) => !known.includes(code))
      .map((code) => `merge: no code "${code}"; there are ${known.join(', ')}`),
    ...merged.filter((code, index) => merged.indexOf(code) !== index).map((code) => `merge: "${code}" is merged twice`),
    ...keys
      .filter((key, index) => known.includes(key) || keys.indexOf(key) !== index)
      .map((key) => `merge: the key "${key}" is taken`),
  ];
}

function partErrors(figure: FigureJson, sheet: SheetJson, codes: CodeLists): string[] {
  if (!figure.partOf) return [];
  const whole = sheet.figures.find(({ id }) => id === figure.partOf?.figure);
  const others = sheet.figures.filter(({ by, counts }) => by && counts === figure.counts).map(({ id }) => id);
  if (!whole?.by || whole.counts !== figure.counts)
    return [
      `partOf.figure: no figure "${figure.partOf.figure}" of ${figure.counts} by something; there are ${others.join(', ')}`,
    ];
  if (whole.classes) return ['partOf: a map prints classes, and this figure would print the count of one'];
  if (ancestors(figure, sheet).includes(figure.id)) return ['partOf: the figures are parts of each other'];
  if (whole.by === 'month') return monthPartErrors(figure.partOf.cell, sheet);
  if (isSeries(whole.by)) return [`partOf: the cells of a figure by ${whole.by} have no parts; use one by month`];
  const cells = [...cellCodes(whole, codes), ...(whole.merge ?? []).map(({ key }) => key)];
  const merged = whole.merge?.some((merge) => merge.codes.includes(figure.partOf?.cell ?? '')) ?? false;
  return cells.includes(figure.partOf.cell) && !merged
    ? []
    : [`partOf.cell: ${whole.id} has no cell "${figure.partOf.cell}"`];
}

/** The first, partial month of a period is not a cell: the next month includes it. */
function monthPartErrors(cell: string, { period }: SheetJson): string[] {
  const from = parseDay(period.from);
  if (!from) return [];
  const first = firstOfSeries(from);
  if (cell === monthOf(from) && cell !== first)
    return [`partOf.cell: ${cell} begins on ${from} and is counted with ${first}; use that one`];
  const month = parseMonth(cell);
  return month && month >= first
    ? []
    : [`partOf.cell: "${cell}" is not a month that the sheet counts; write it like "${first}"`];
}

function ancestors(figure: FigureJson, sheet: SheetJson): string[] {
  const matches: string[] = [];
  for (let at: FigureJson | undefined = figure; at?.partOf; ) {
    const next: string = at.partOf.figure;
    if (matches.includes(next)) break;
    matches.push(next);
    at = sheet.figures.find(({ id }) => id === next);
  }
  return matches;
}

/**
 * Two figures over the same codes could be subtracted from each other if one counts the population of the other or a
 * part of it: one merges what the other prints separately, one lists the top of what the other hides, or the rest of
 * the population is their difference. The disclosure test does not follow such differences, so the pair is refused.
 */
function overlapErrors(figure: FigureJson, sheet: SheetJson, breakdownOf: Breakdowns): string[] {
  const index = sheet.figures.indexOf(figure);
  const meets = (other: FigureJson, place: number): boolean =>
    other !== figure &&
    other.cross === undefined &&
    figure.cross === undefined &&
    other.counts === figure.counts &&
    breakdownOf(other) === breakdownOf(figure) &&
    sharesCodes(other, figure) &&
    (samePopulation(other, figure)
      ? place < index
      : enclosingPopulations(figure, sheet).includes(ownPopulation(other)));
  return sheet.figures
    .filter((other, place) => figure.by !== undefined && meets(other, place))
    .map(
      ({ id }) =>
        `counts ${figure.counts} by ${figure.by} as "${id}" does, of the same people: their difference would be readable`,
    );
}

const ownPopulation = ({ partOf }: FigureJson): string => JSON.stringify(partOf ?? null);
const samePopulation = (a: FigureJson, b: FigureJson): boolean => ownPopulation(a) === ownPopulation(b);
const sharesCodes = (a: FigureJson, b: FigureJson): boolean =>
  !a.groups || !b.groups || a.groups.some((group) => b.groups?.includes(group));

/** The populations that include a figure's own. */
const enclosingPopulations = (figure: FigureJson, sheet: SheetJson): string[] =>
  ancestors(figure, sheet).flatMap((id) => {
    const whole = sheet.figures.find((item) => item.id === id);
    return whole ? [ownPopulation(whole)] : [];
  });

/** Ages of men and genders of minors share a cell, the boys, that one could print while the other hides it. */
function crossingErrors(figure: FigureJson, sheet: SheetJson, breakdownOf: Breakdowns): string[] {
  const dimensions = (figureJson: FigureJson): (string | undefined)[] =>
    ancestors(figureJson, sheet).map((id) => {
      const whole = sheet.figures.find((item) => item.id === id);
      return whole && breakdownOf(whole);
    });
  const before = sheet.figures.slice(0, sheet.figures.indexOf(figure)).filter(({ counts }) => counts === figure.counts);
  return before
    .filter(
      (other) =>
        figure.by && dimensions(other).includes(breakdownOf(figure)) && dimensions(figure).includes(breakdownOf(other)),
    )
    .map(
      ({ id }) =>
        `overlaps "${id}": each counts by what the other is part of, so one could print a cell that the other hides`,
    );
}
