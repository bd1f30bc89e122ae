import { type CellLabels, isSmallChange, type PrintedFigure } from '../../domain/figure.ts';
import { formatCount } from '../../domain/format.ts';
import type { Language } from '../../domain/languages.ts';
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

/**
 * Returns what changed between two revisions that a stakeholder gets, from printed numbers alone: the headline totals
 * and the chart's cells. It does not name a number that either page hides, or a change of 1..k-1, which would reveal
 * facts about so few people; for these it reports only that there are such changes.
 */
export function whatChanged(
  before: readonly PrintedFigure[],
  now: readonly PrintedFigure[],
  threshold: number,
  definition: MessageDefinition,
  { words, language, locale }: MessageWording,
  labels: CellLabels,
): WhatChanged {
  const was = numbersOf(before);
  const is = numbersOf(now);
  const changed = [...new Set([...is.keys(), ...was.keys()])].filter((place) => was.get(place) !== is.get(place));
  const named = changed.flatMap((place): NumberChanged[] => {
    const [old, next] = [was.get(place) ?? null, is.get(place) ?? null];
    const what = nameOf(place, definition, words, labels, language);
    if (what === null || old === null || next === null || isSmallChange(old, next, threshold)) return [];
    return [{ what, before: formatCount(old, locale), after: formatCount(next, locale) }];
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
  { headline, chart }: MessageDefinition,
  words: MessageWording['words'],
  labels: CellLabels,
  language: Language,
): string | null {
  if (headline.includes(place)) return words[`${place}.label`] ?? null;
  const [figure, cell] = place.split(' ');
  if (figure !== chart || cell === undefined) return null;
  return `${words['chart.title']}, ${labels[cell]?.[language] ?? cell}`;
}
