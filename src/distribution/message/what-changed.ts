import { type CellLabels, isSmallChange, type PrintedFigure } from '../../domain/figure.ts';
import { formatCount } from '../../domain/format.ts';
import type { MessageDefinition, MessageWording } from './message-wording.ts';

/** A number that changed, in words; both values are printed. */
export interface NumberChanged {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** The changes that a correction notice reports. */
export interface WhatChanged {
  readonly named: readonly NumberChanged[];
  /** Whether more numbers changed than are named. */
  readonly others: boolean;
}

/** Which changes a correction notice names, and in which words. */
export interface Naming {
  readonly threshold: number;
  readonly definition: MessageDefinition;
  readonly wording: MessageWording;
  readonly labels: CellLabels;
}

/**
 * Returns what changed between two revisions that a stakeholder gets, from printed numbers alone: the headline totals
 * and the chart's cells. It does not name a number that either page hides, or a change of 1..k-1, which would reveal
 * facts about so few people; for these it reports only that there are such changes.
 */
export function whatChanged(
  before: readonly PrintedFigure[],
  now: readonly PrintedFigure[],
  naming: Naming,
): WhatChanged {
  const { threshold, wording } = naming;
  const was = numbersOf(before);
  const is = numbersOf(now);
  const changed = [...new Set([...is.keys(), ...was.keys()])].filter((place) => was.get(place) !== is.get(place));
  const named = changed.flatMap((place): NumberChanged[] => {
    const [old, next] = [was.get(place) ?? null, is.get(place) ?? null];
    const what = nameOf(place, naming);
    if (what === null || old === null || next === null || isSmallChange(old, next, threshold)) return [];
    return [{ what, before: formatCount(old, wording.locale), after: formatCount(next, wording.locale) }];
  });
  return { named, others: named.length < changed.length };
}

/** Returns every printed number by its place, `figure` or `figure cell`; null where the mark is printed. */
function numbersOf(figures: readonly PrintedFigure[]): Map<string, number | null> {
  return new Map(
    figures.flatMap(({ id, total, cells }) => [
      [id, total] as const,
      ...cells.map(({ key, count }) => [`${id} ${key}`, count ?? null] as const),
    ]),
  );
}

function nameOf(
  place: string,
  { definition: { headline, chart }, wording: { words, language }, labels }: Naming,
): string | null {
  if (headline.includes(place)) return words[`${place}.label`] ?? null;
  const [figure, cell] = place.split(' ');
  if (figure !== chart || cell === undefined) return null;
  return `${words['chart.title']}, ${labels[cell]?.[language] ?? cell}`;
}
