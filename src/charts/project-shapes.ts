import {
  type Data,
  type GeoProjection,
  type Mark,
  type PathContext,
  type Projection,
  projection,
  type Spec,
} from 'vega';

/** The features of boundaries by dataset, as chart data. */
export type Features = Readonly<Record<string, readonly object[]>>;

/** A Vega spec whose shapes are paths, and the features with those paths. */
export interface ProjectedSpec {
  readonly vega: Spec;
  /** A projected feature has its SVG path, rounded to hundredths of a point, as `outlines.<projection>`. */
  readonly features: Features;
}

/**
 * Projects the boundary areas and lines that a chart draws. States do not move between editions: only their fill
 * changes. Projecting them, once for their bounds and once for their paths, is half the cost of drawing a map.
 *
 * A shape becomes a path only if its projection is written out in the spec and its data come from boundaries unchanged.
 * Vega projects any other shape each time it draws it.
 */
export function projectShapes(vega: Spec, features: Features): ProjectedSpec {
  const outlined = new Map(Object.entries(features));
  const marks = (vega.marks ?? []).map((mark) => {
    const used = fixedProjection(mark, vega);
    const project = used && projectionOf(used);
    const dataset = boundariesOf(mark, vega.data ?? [], outlined);
    if (!project || dataset === null) return mark;
    outlined.set(dataset, withOutlines(outlined.get(dataset) ?? [], used.name, project));
    return pathMark(mark, used.name);
  });
  return { vega: { ...vega, marks }, features: Object.fromEntries(outlined) };
}

/** Returns the projection of a mark of shapes if the spec alone determines it; null otherwise. */
function fixedProjection(mark: Mark, { projections = [] }: Spec): Projection | null {
  const [transform, ...others] = mark.transform ?? [];
  if (mark.type !== 'shape' || transform?.type !== 'geoshape' || others.length > 0) return null;
  const { type: _, projection: name, ...more } = transform;
  const found = projections.find((one) => one.name === name);
  const isFixed = found && !/"(?:signal|fit)":/u.test(JSON.stringify(found));
  return isFixed && Object.keys(more).length === 0 ? found : null;
}

/**
 * Returns the dataset of areas and lines that a mark draws, directly or through transforms that do not change their
 * geometries; null if it draws anything else.
 */
function boundariesOf(
  mark: Mark,
  data: readonly Data[],
  features: ReadonlyMap<string, readonly object[]>,
): string | null {
  let name: unknown = mark.from && 'data' in mark.from ? mark.from.data : undefined;
  for (;;) {
    const dataset = data.find((one) => one.name === name);
    if (JSON.stringify(dataset?.transform ?? []).includes('"geometry"')) return null;
    if (!dataset || !('source' in dataset)) break;
    name = dataset.source;
  }
  const drawn = features.get(String(name));
  return drawn?.every(isAreaOrLine) ? String(name) : null;
}

const AREAS_AND_LINES = ['Polygon', 'MultiPolygon', 'LineString', 'MultiLineString'];

const isAreaOrLine = (feature: object): boolean =>
  'geometry' in feature && AREAS_AND_LINES.includes(String(Object(feature.geometry).type));

const pathMark = (mark: Mark, projectionName: string): Mark => {
  const { transform: _, encode, ...others } = mark;
  const path = { field: `outlines.${projectionName}` };
  return { ...others, type: 'path', encode: { ...encode, update: { ...encode?.update, path } } };
};

/** Returns a projection with its parameters set, as Vega sets them; null if there is no projection of that type. */
function projectionOf({ name: _, type = 'mercator', ...parameters }: Projection): GeoProjection | null {
  const created = projection(String(type).toLowerCase())?.() ?? null;
  for (const [parameter, value] of Object.entries(parameters)) {
    const set = created?.[parameter];
    if (typeof set === 'function') set(value);
  }
  return created;
}

const withOutlines = (features: readonly object[], name: string, { path }: GeoProjection): object[] =>
  features.map((feature) => {
    const before: object = 'outlines' in feature ? Object(feature.outlines) : {};
    const outline = outlineOf((context) => path.context(context)(feature));
    return { ...feature, outlines: { ...before, [name]: outline } };
  });

/** Records what is drawn as an SVG path; omits points that round to the same hundredth as the point before them. */
function outlineOf(draw: (context: PathContext) => unknown): string {
  let d = '';
  let last = '';
  const add = (command: string, x: number, y: number): void => {
    const place = `${Math.round(x * 100) / 100},${Math.round(y * 100) / 100}`;
    if (command === 'L' && place === last) return;
    d += command + place;
    last = place;
  };
  draw({
    moveTo: (x, y) => add('M', x, y),
    lineTo: (x, y) => add('L', x, y),
    closePath: () => {
      d += 'Z';
    },
  });
  return d;
}
