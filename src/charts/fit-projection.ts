import { projection } from 'vega';
import { type Boundaries, boundaryFeatures } from './boundary-features.ts';
import type { ChartFrame } from './chart-spec.ts';

/** Space between the shapes and the edges of the chart, in points: room for the codes of places on a coast. */
const MARGIN = 6;
/** The type of a projection that a spec leaves out: areas keep their ratio, which a map in classes needs. */
const EQUAL_AREA = 'conicEqualArea';
/** These place several areas themselves, so they cannot be turned. */
const COMPOSITE = 'albersUsa';

/** A place in degrees: longitude, latitude. */
type Degrees = readonly [longitude: number, latitude: number];

/**
 * Fits the maps of a spec to its frame: a projection without a scale and a translation gets those with which all shapes
 * that are drawn so fill the chart. Without a type it is an equal-area projection of the shapes' own latitudes and
 * longitudes. Other projections are left as they are: an inset's, for example.
 * @throws Failure FigureUnknown with the file and the datasets that exist
 */
export function fitProjections(spec: object, boundaries: Boundaries, frame: ChartFrame, file: string): object {
  const features = datasetsToFit(spec, false).flatMap((name) => boundaryFeatures(name, boundaries, file) ?? []);
  if (features.length === 0) return spec;
  return fitNode(spec, false, (written) => fittedTo(features, written, frame));
}

const isFitted = (written: unknown): boolean =>
  ['scale', 'translate', 'fit', 'size', 'extent'].some((parameter) => parameter in Object(written));

/** Whether a node's shapes are drawn with a projection that has to be fitted, its own or the default one. */
const needsFit = (node: object, isInside: boolean): boolean =>
  'projection' in node ? !isFitted(node.projection) : !isInside && boundariesIn(node).length > 0;

const boundariesIn = (node: object): string[] => {
  const name: unknown = Object(Object(node).data).name;
  return typeof name === 'string' && name.startsWith('boundaries:') ? [name] : [];
};

const layersOf = (node: object): object[] =>
  'layer' in node && Array.isArray(node.layer) ? node.layer.map((layer) => Object(layer)) : [];

/** Returns the datasets of boundaries below the nodes whose projection has to be fitted. */
function datasetsToFit(node: object, isInside: boolean): string[] {
  if (needsFit(node, isInside)) return datasetsBelow(node);
  return layersOf(node).flatMap((layer) => datasetsToFit(layer, isInside || 'projection' in node));
}

const datasetsBelow = (node: object): string[] => [
  ...boundariesIn(node),
  ...layersOf(node)
    .filter((layer) => !('projection' in layer && isFitted(layer.projection)))
    .flatMap(datasetsBelow),
];

function fitNode(node: object, isInside: boolean, place: (written: object) => object): object {
  const fits = needsFit(node, isInside);
  const within = isInside || fits || 'projection' in node;
  const layers = layersOf(node).map((layer) => fitNode(layer, within, place));
  return {
    ...node,
    ...(fits ? { projection: place(Object(Object(node).projection)) } : {}),
    ...(layers.length > 0 ? { layer: layers } : {}),
  };
}

/** Returns a projection's parameters, with those that fit features to a frame. */
function fittedTo(features: readonly object[], written: object, { width, height }: ChartFrame): object {
  const { type = EQUAL_AREA }: { type?: unknown } = written;
  const parameters = { type, ...(type === COMPOSITE ? {} : turnedTo(pointsIn(features), type)), ...written };
  const projected = projection(String(type).toLowerCase())?.();
  if (!projected) return written;
  for (const [parameter, value] of Object.entries(parameters)) {
    const set = projected[parameter];
    if (typeof set === 'function') set(value);
  }
  const room = [
    [MARGIN, MARGIN],
    [width - MARGIN, height - MARGIN],
  ];
  const { fitExtent, scale, translate } = projected;
  if (typeof fitExtent !== 'function' || typeof scale !== 'function' || typeof translate !== 'function') return written;
  fitExtent(room, { type: 'FeatureCollection', features });
  return { ...parameters, scale: hundredth(scale()), translate: [...translate()].map(hundredth) };
}

/** The rotation, and for conic projections the parallels, that distort an area least. */
function turnedTo(points: readonly Degrees[], type: unknown): object {
  const latitudes = points.map(([, latitude]) => latitude);
  const south = latitudes.reduce((least, latitude) => Math.min(least, latitude), 90);
  const north = latitudes.reduce((most, latitude) => Math.max(most, latitude), -90);
  const sixth = (north - south) / 6;
  return {
    ...(String(type).startsWith('conic') ? { parallels: [hundredth(south + sixth), hundredth(north - sixth)] } : {}),
    rotate: [-hundredth(middleLongitude(points.map(([longitude]) => longitude))), 0],
  };
}

/** Returns the middle of longitudes: opposite the widest gap between them, so also across the line of 180 degrees. */
function middleLongitude(longitudes: readonly number[]): number {
  const sorted = longitudes.toSorted((a, b) => a - b);
  const first = sorted[0] ?? 0;
  let gap = 0;
  let start = first;
  for (const [index, longitude] of sorted.entries()) {
    const next = sorted[index + 1] ?? first + 360;
    if (next - longitude <= gap) continue;
    gap = next - longitude;
    start = next;
  }
  const middle = start + (360 - gap) / 2;
  return ((middle + 540) % 360) - 180;
}

/** Returns all positions of features. */
const pointsIn = (features: readonly object[]): Degrees[] =>
  features.flatMap((feature) => positions(Object(Object(feature).geometry).coordinates));

function positions(coordinates: unknown): Degrees[] {
  if (!Array.isArray(coordinates)) return [];
  const [longitude, latitude] = coordinates;
  if (typeof longitude === 'number' && typeof latitude === 'number') return [[longitude, latitude]];
  return coordinates.flatMap(positions);
}

const hundredth = (value: number): number => Math.round(value * 100) / 100;
