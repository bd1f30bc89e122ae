import { createHash } from 'node:crypto';
import { transforms } from 'vega';
import { aheadKey } from '../domain/made-ahead.ts';
import { PAGES_AHEAD } from '../domain/pages-ahead.ts';

/** A shape of a map as it is drawn: an SVG path in hundredths of a point, and the box around it (none of nothing). */
interface Outline {
  readonly d: string;
  readonly box: readonly [left: number, top: number, right: number, bottom: number] | null;
}

/** The outlines of one projection: those of this process by geometry, and all that are known by the geometry's name. */
interface KeptOutlines {
  readonly drawn: WeakMap<object, Outline>;
  readonly known: Map<string, Outline>;
}

/** What Vega makes a shape with: given a context to draw into, or null for an SVG path, a function of the item. */
interface ShapeGenerator {
  (item: unknown): unknown;
  context(context: PathContext | null): (item: unknown) => unknown;
}

interface PathContext {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  closePath(): void;
}

/** Outlines by projection and geometry. Geometries are kept as long as their topology is. */
const KEPT = new Map<string, KeptOutlines>();

/** An editor's preview tries projections; a sheet has a handful. */
const REMEMBERED = 40;

let keeping = false;

/**
 * Lets Vega project each shape of a map once a process. States do not move between editions and languages, only their fill
 * changes; projecting them, once for their bounds and once for their paths, was half of what a chart costs. Vega keeps its
 * transforms for the whole process, and has no other place to say this: asking again changes nothing.
 */
export function keepOutlines(): void {
  if (keeping) return;
  keeping = true;
  const prototype: object = Object(Reflect.get(Object(transforms.geoshape), 'prototype'));
  const transform: unknown = Reflect.get(prototype, 'transform');
  if (typeof transform !== 'function') return;
  const seen = new WeakSet<ShapeGenerator>();
  const keptTransform = function (
    this: { value: ShapeGenerator },
    parameters: ShapeParameters,
    pulse: unknown,
  ): unknown {
    const result: unknown = transform.call(this, parameters, pulse);
    if (parameters.pointRadius === undefined && !seen.has(this.value)) {
      keep(this.value, keptFor(projectionKey(parameters.projection)));
      seen.add(this.value);
    }
    return result;
  };
  Reflect.set(prototype, 'transform', keptTransform);
}

interface ShapeParameters {
  readonly projection?: unknown;
  readonly pointRadius?: unknown;
}

/** Makes a generator hand out what it made before of the same geometry. */
function keep(generator: ShapeGenerator, kept: KeptOutlines): void {
  const project = generator.context.bind(generator);
  generator.context = (context) => (item) => {
    const geometry = geometryOf(item);
    if (!geometry) return project(context)(item);
    const outline = kept.drawn.get(geometry) ?? known(kept, geometry, (recorder) => project(recorder)(item));
    kept.drawn.set(geometry, outline);
    if (context === null) return outline.d;
    if (outline.box) {
      context.moveTo(outline.box[0], outline.box[1]);
      context.lineTo(outline.box[2], outline.box[3]);
    }
    return undefined;
  };
}

function known({ known }: KeptOutlines, geometry: object, draw: (recorder: PathContext) => unknown): Outline {
  const name = NAMES.get(geometry) ?? contentHash(geometry);
  const outline = known.get(name) ?? outlineOf(draw);
  known.set(name, outline);
  return outline;
}

/** Names of geometries that come of a topology: hashing thousands of points takes as long as all else of a map. */
const NAMES = new WeakMap<object, string>();

/** Says that a geometry is what `name` names, in every process; any other is known by the hash of its points. */
export const nameGeometry = (geometry: object, name: string): void => {
  NAMES.set(geometry, name);
};

/** A hash of a value's JSON. */
export const contentHash = (value: object): string =>
  createHash('sha1').update(JSON.stringify(value)).digest('base64url');

function keptFor(key: string): KeptOutlines {
  const kept = KEPT.get(key);
  if (kept) return kept;
  if (KEPT.size >= REMEMBERED) KEPT.clear();
  const ahead: Record<string, Outline> = JSON.parse(PAGES_AHEAD[aheadKey('outlines', [key])]?.() ?? '{}');
  const known = new Map(Object.entries(ahead));
  const made = { drawn: new WeakMap<object, Outline>(), known };
  KEPT.set(key, made);
  return made;
}

/** Every outline drawn in this process, as JSON text by its key among what is made ahead. */
export const outlinesDrawn = (): Map<string, string> =>
  new Map(
    [...KEPT].map(([key, { known }]) => [aheadKey('outlines', [key]), JSON.stringify(Object.fromEntries(known))]),
  );

const PROPERTIES = ['scale', 'translate', 'rotate', 'center', 'parallels', 'clipAngle', 'clipExtent', 'precision'];

function projectionKey(projection: unknown): string {
  const of: Record<string, unknown> = Object(projection);
  const values = PROPERTIES.map((name) => {
    const property = Reflect.get(of, name);
    return typeof property === 'function' ? property.call(of) : null;
  });
  return JSON.stringify([Reflect.get(of, 'type'), ...values]);
}

const AREAS_AND_LINES = ['Polygon', 'MultiPolygon', 'LineString', 'MultiLineString'];

/** The geometry an item draws, if it is one of lines: a point's outline depends on more than its projection. */
function geometryOf(item: unknown): object | null {
  const geometry: unknown = Object(Object(item).datum).geometry;
  if (typeof geometry !== 'object' || geometry === null || !('type' in geometry)) return null;
  return AREAS_AND_LINES.includes(String(geometry.type)) ? geometry : null;
}

/** Records what is drawn; points that fall on the hundredth before them are left out. */
function outlineOf(draw: (recorder: PathContext) => unknown): Outline {
  let d = '';
  let last = '';
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const at = (command: string, x: number, y: number): void => {
    const [roundX, roundY] = [Math.round(x * 100) / 100, Math.round(y * 100) / 100];
    [left, top, right, bottom] = [
      Math.min(left, roundX),
      Math.min(top, roundY),
      Math.max(right, roundX),
      Math.max(bottom, roundY),
    ];
    const place = `${roundX},${roundY}`;
    if (command === 'L' && place === last) return;
    d += command + place;
    last = place;
  };
  draw({
    moveTo: (x, y) => at('M', x, y),
    lineTo: (x, y) => at('L', x, y),
    closePath: () => {
      d += 'Z';
    },
  });
  return { d, box: d === '' ? null : [left, top, right, bottom] };
}
