import { Failure } from '../domain/failure.ts';
import type { PrintedFigure } from '../domain/figure.ts';
import type { Language } from '../domain/languages.ts';
import type { FigureDefinition } from '../domain/sheet.ts';
import type { ChartFrame } from './chart-spec.ts';
import type { ChartWords } from './chart-words.ts';
import { type FigureRow, figureRows, type Labels } from './figure-rows.ts';
import { rankedRows, type SharedScale, sharedScale } from './ranked-bars.ts';
import { labelSegments } from './segment-labels.ts';
import { segmentsOf } from './segments.ts';
import type { MeasureText } from './text-metrics.ts';

/** The source of a chart's named datasets. */
export interface ChartSource {
  readonly lang: Language;
  /** The locale in which numbers are formatted: a BCP 47 tag. */
  readonly locale: string;
  readonly figures: readonly PrintedFigure[];
  /** The sheet's definitions of those figures, for the class bounds of a map. */
  readonly definitions: readonly FigureDefinition[];
  readonly labels: Labels;
  readonly words: ChartWords;
  readonly measure: MeasureText;
  /** The code of the member that the sheet is of; undefined for the main sheet. */
  readonly member?: string | undefined;
}

/** The source of a chart's named datasets, and the chart's file, which failures name. */
export interface NamedSource extends ChartSource {
  readonly file: string;
}

/**
 * Returns the values of a dataset that a spec names: for `<figure id>`, the figure's rows; for `segments:<figure id>`,
 * its stacked bar with labels placed; for `ranked:<figure id>`, its ranked list placed on the shared scale.
 */
export function namedData(name: string, frame: ChartFrame, source: NamedSource): readonly object[] {
  const [, kind, subject = name] = PREFIXED.exec(name) ?? [];
  if (kind === 'segments') return segmentRows(subject, frame, source);
  if (kind === 'ranked') return rankedList(subject, frame, source);
  return rowsOfFigure(subject, source);
}

const PREFIXED = /^(segments|ranked):(.*)$/u;

/** Returns the figure that a dataset shows. */
export const figureNamed = (name: string, source: NamedSource): PrintedFigure =>
  figureOf(PREFIXED.exec(name)?.[2] ?? name, source);

function figureOf(id: string, { figures, file }: NamedSource): PrintedFigure {
  const figure = figures.find((known) => known.id === id);
  if (figure) return figure;
  const known = figures.map((each) => each.id).join(', ');
  throw new Failure('FigureUnknown', `${file}: dataset "${id}" is not a figure of the sheet; its figures are ${known}`);
}

/** Returns the rows of a figure. */
export function rowsOfFigure(id: string, source: NamedSource): FigureRow[] {
  const { labels, words, lang, locale, file: place } = source;
  const classBounds = source.definitions.find((definition) => definition.id === id)?.classes ?? [];
  return figureRows(figureOf(id, source), { labels, words, lang, locale, classBounds, place });
}

function segmentRows(id: string, { width, layout }: ChartFrame, source: NamedSource) {
  const segments = segmentsOf(rowsOfFigure(id, source), figureOf(id, source).total, width);
  return labelSegments(segments, { width, headRoom: layout.headRoom ?? 0 }, source.measure, source.file);
}

function rankedList(id: string, frame: ChartFrame, source: NamedSource) {
  const room = frame.layout.scale?.lists.find((list) => list.figure === id);
  const scale = scaleOf(frame, source);
  if (!room || !scale)
    throw new Failure('DefinitionInvalid', `${source.file}: add "${id}" to the lists of usermeta.layout.scale`);
  return rankedRows({ rows: rowsOfFigure(id, source), room }, scale, source.measure);
}

/** Returns the scale of a chart's ranked lists; null if its spec has none. */
export function scaleOf({ layout }: ChartFrame, source: NamedSource): SharedScale | null {
  if (!layout.scale) return null;
  const { whole, points, lists } = layout.scale;
  const ranked = lists.map((room) => ({ rows: rowsOfFigure(room.figure, source), room }));
  return sharedScale({ total: figureOf(whole, source).total, points }, ranked, source.measure);
}
