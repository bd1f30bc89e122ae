import { read } from 'vega';
import { Failure } from '../domain/failure.ts';
import type { PrintedFigure } from '../domain/figure.ts';
import type { Language } from '../domain/languages.ts';
import type { FigureDefinition } from '../domain/sheet.ts';
import type { ChartFrame } from './chart-spec.ts';
import type { ChartWords } from './chart-words.ts';
import { type FigureRow, figureRows, type Labels } from './figure-rows.ts';
import { contentHash, nameGeometry } from './kept-outlines.ts';
import { rankedRows, type SharedScale, sharedScale } from './ranked-bars.ts';
import { labelSegments } from './segment-labels.ts';
import { segmentsOf } from './segments.ts';
import type { MeasureText } from './text-metrics.ts';

/** What a chart's named datasets are made from. */
export interface ChartSource {
  /** The spec's file, as failures name it. */
  readonly file: string;
  readonly lang: Language;
  /** How numbers are written: a BCP 47 tag. */
  readonly locale: string;
  readonly figures: readonly PrintedFigure[];
  /** The sheet's definitions of those figures: a map's class bounds. */
  readonly definitions: readonly FigureDefinition[];
  readonly labels: Labels;
  readonly words: ChartWords;
  /** Topologies by name: `us-mx` is `boundaries/us-mx.topo.json`, parsed. */
  readonly boundaries: Readonly<Record<string, unknown>>;
  readonly measure: MeasureText;
}

/** A dataset's values. */
export interface NamedData {
  readonly values: readonly object[];
}

/**
 * The data a spec means by a name:
 * `<figure id>` its rows; `segments:<figure id>` its stacked bar with labels placed; `ranked:<figure id>` its ranked list
 * placed on the shared scale; `boundaries:<name>/<object>` the features of a topology's object.
 */
export function namedData(name: string, frame: ChartFrame, source: ChartSource): NamedData {
  const [, kind = '', subject = name] = /^(segments|ranked|boundaries):(.*)$/u.exec(name) ?? [];
  if (kind === 'boundaries') return boundaryData(subject, source);
  if (kind === 'segments') return { values: segmentRows(subject, frame, source) };
  if (kind === 'ranked') return { values: rankedList(subject, frame, source) };
  return { values: rowsOf(subject, source) };
}

/** The figure a dataset shows; null for boundaries. */
export function figureNamed(name: string, source: ChartSource): PrintedFigure | null {
  if (name.startsWith('boundaries:')) return null;
  return figureOf(name.replace(/^(segments|ranked):/u, ''), source);
}

function figureOf(id: string, { figures, file }: ChartSource): PrintedFigure {
  const figure = figures.find((known) => known.id === id);
  if (figure) return figure;
  const known = figures.map((each) => each.id).join(', ');
  throw new Failure('FigureUnknown', `${file}: dataset "${id}" is not a figure of the sheet; its figures are ${known}`);
}

function rowsOf(id: string, source: ChartSource): FigureRow[] {
  const { labels, words, lang, locale, file: place } = source;
  const classBounds = source.definitions.find((definition) => definition.id === id)?.classes ?? [];
  return figureRows(figureOf(id, source), { labels, words, lang, locale, classBounds, place });
}

function segmentRows(id: string, { width, layout }: ChartFrame, source: ChartSource) {
  const segments = segmentsOf(rowsOf(id, source), figureOf(id, source).total, width);
  return labelSegments(segments, { width, headRoom: layout.headRoom ?? 0 }, source.measure, source.file);
}

function rankedList(id: string, frame: ChartFrame, source: ChartSource) {
  const room = frame.layout.scale?.lists.find((list) => list.figure === id);
  const scale = scaleOf(frame, source);
  if (!room || !scale)
    throw new Failure('DefinitionInvalid', `${source.file}: add "${id}" to the lists of usermeta.layout.scale`);
  return rankedRows({ rows: rowsOf(id, source), room }, scale, source.measure);
}

/** The scale of a chart's ranked lists; null when its spec has none. */
export function scaleOf({ layout }: ChartFrame, source: ChartSource): SharedScale | null {
  if (!layout.scale) return null;
  const { whole, points, lists } = layout.scale;
  const ranked = lists.map((room) => ({ rows: rowsOf(room.figure, source), room }));
  return sharedScale({ total: figureOf(whole, source).total, points }, ranked, source.measure);
}

function boundaryData(subject: string, { boundaries, file }: ChartSource): NamedData {
  const [name = '', object = ''] = subject.split('/');
  const topology = Object.hasOwn(boundaries, name) ? boundaries[name] : undefined;
  const objects = Object.entries(boundaries).flatMap(([known, value]) =>
    objectNames(value).map((each) => `boundaries:${known}/${each}`),
  );
  if (typeof topology === 'object' && topology !== null && objectNames(topology).includes(object))
    return { values: featuresOf(topology, object) };
  throw new Failure(
    'FigureUnknown',
    `${file}: there is no dataset "boundaries:${subject}"; there are ${objects.join(', ') || 'no boundaries'}`,
  );
}

/** The features of topologies by object, read once for as long as a topology is kept. */
const READ = new WeakMap<object, Map<string, readonly object[]>>();

/** Copies of an object's features, since Vega writes into what it is given; they share their geometries. */
function featuresOf(topology: object, object: string): object[] {
  const known = READ.get(topology) ?? new Map<string, readonly object[]>();
  READ.set(topology, known);
  const features: readonly object[] = known.get(object) ?? namedFeatures(topology, object);
  known.set(object, features);
  return features.map((feature) => ({ ...feature }));
}

/** Features whose geometries are named by their place in their topology, which says what they are. */
function namedFeatures(topology: object, object: string): object[] {
  const features: object[] = read(Object(topology), { type: 'topojson', feature: object });
  const of = contentHash(topology);
  for (const [at, feature] of features.entries()) {
    if ('geometry' in feature && typeof feature.geometry === 'object' && feature.geometry !== null)
      nameGeometry(feature.geometry, `${of} ${object} ${at}`);
  }
  return features;
}

function objectNames(topology: unknown): string[] {
  if (typeof topology !== 'object' || topology === null || !('objects' in topology)) return [];
  return typeof topology.objects === 'object' && topology.objects !== null ? Object.keys(topology.objects) : [];
}
