import { type CellLabels, isSmallChange, type PrintedFigure } from '../../domain/figure.ts';
import { formatCount } from '../../domain/format.ts';
import type { Language } from '../../domain/languages.ts';
import type { MessageDefinition, MessageWording } from './message-wording.ts';

/** One number that changed, in words, both printed. */
export interface NumberChanged {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** What a correction notice says changed. */
export interface WhatChanged {
  readonly named: readonly NumberChanged[];
  /** More changed than is named. */
  readonly others: boolean;
}

/**
 * What changed between two revisions a stakeholder gets, from printed numbers alone: the headline totals and the chart's
 * cells. A number that either page hides is not named, nor is a change of 1..k-1, which would reveal facts about so few people; that
 * there are such changes is all that is said.
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

/** Every printed number by its place, `figure` or `figure cell`; null where the mark stands. */
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
