import { Failure } from '../domain/failure.ts';
import { type FigureDefinition, MOST_CLASS_BOUNDS } from '../domain/sheet.ts';

/**
 * The classes of any map, in the order of their fills: `0` for "none known", `1` for "fewer than k", one for each bound,
 * and `hidden`.
 */
export const MAP_CLASSES: readonly string[] = [
  ...Array.from({ length: MOST_CLASS_BOUNDS + 2 }, (_, rank) => String(rank)),
  'hidden',
];

/** What a chart's discrete scales are checked against. */
export interface DomainContext {
  /** The figures of the sheet as it declares them. */
  readonly definitions: readonly FigureDefinition[];
  /** The cells that a figure of a closed code list may have, by figure. */
  readonly cells: Readonly<Record<string, readonly string[]>>;
  /** The codes that a place may have. */
  readonly places: readonly string[];
}

/** The datasets whose rows a part of a spec draws, and where that part is (for messages). */
interface Scope {
  readonly datasets: readonly string[];
  readonly place: string;
}

/**
 * Returns a spec in which every scale of a map's classes has the domain of all classes, so that each class has its own
 * fill. Vega draws a value outside a scale's domain without a fill, and without a warning: a place of the highest class
 * would look like a hidden one. A domain that the spec itself gives must therefore be complete.
 * @throws Failure DefinitionInvalid with the file, the layer, and what is missing
 */
export function completeDomains(spec: object, context: DomainContext, file: string): object {
  return completeSpec(spec, { datasets: [], place: file }, context);
}

function completeSpec(spec: object, outer: Scope, context: DomainContext): object {
  const scope = { ...outer, datasets: [...datasetsOf(spec), ...outer.datasets] };
  assertDefaults(spec, scope, context);
  const whole: Record<string, unknown> = { ...spec };
  if ('layer' in spec && Array.isArray(spec.layer)) {
    whole.layer = spec.layer.map((layer, index) =>
      completeSpec(Object(layer), { ...scope, place: `${scope.place}, layer ${index + 1}` }, context),
    );
  }
  if ('encoding' in spec) {
    const channels = Object.entries(Object(spec.encoding));
    whole.encoding = Object.fromEntries(
      channels.map(([channel, value]) => [channel, completedChannel(channel, value, scope, context)]),
    );
  }
  return whole;
}

/** Returns the datasets that a spec's own data and lookups name. */
function datasetsOf(spec: object): string[] {
  const named = (data: unknown): string[] => {
    const name: unknown = Object(data).name;
    return typeof name === 'string' ? [name] : [];
  };
  return [...named(Object(spec).data), ...lookupsOf(spec).flatMap((lookup) => named(Object(lookup.from).data))];
}

interface Lookup {
  readonly from: object;
  readonly default?: unknown;
}

function lookupsOf(spec: object): Lookup[] {
  const transforms: unknown[] = 'transform' in spec && Array.isArray(spec.transform) ? spec.transform : [];
  return transforms.map(Object).filter((transform) => 'lookup' in transform && 'from' in transform);
}

const isMap = (id: string, { definitions }: DomainContext): boolean =>
  definitions.some((figure) => figure.id === id && figure.classes !== undefined);

/** A place without a cell has no class: without a default, its shape would not be drawn. */
function assertDefaults(spec: object, { place }: Scope, context: DomainContext): void {
  for (const lookup of lookupsOf(spec)) {
    const id = String(Object(Object(lookup.from).data).name);
    const fields: unknown = Object(lookup.from).fields;
    if (!isMap(id, context) || !Array.isArray(fields) || !fields.includes('class') || lookup.default === '0') continue;
    throw new Failure(
      'DefinitionInvalid',
      `${place}: the lookup of "class" in "${id}" needs "default": "0"; places that have no cell would not be drawn`,
    );
  }
}

const DISCRETE: readonly unknown[] = ['ordinal', 'nominal'];

function completedChannel(channel: string, value: unknown, scope: Scope, context: DomainContext): unknown {
  const field: unknown = Object(value).field;
  const scale: unknown = Object(value).scale;
  if (typeof value !== 'object' || value === null || scale === null || !DISCRETE.includes(Object(value).type))
    return value;
  const place = `${scope.place}: ${channel}`;
  if (field === 'class' && scope.datasets.some((id) => isMap(id, context)))
    return { ...value, scale: classScale(Object(scale), place) };
  if (field === 'key') assertCells(Object(scale).domain, { ...scope, place }, context);
  return value;
}

/** Returns the scale of a map's classes with its domain. */
function classScale(scale: object, place: string): object {
  const { domain = MAP_CLASSES, range }: { domain?: unknown; range?: unknown } = scale;
  const whole = JSON.stringify(MAP_CLASSES);
  if (JSON.stringify(domain) !== whole)
    throw new Failure(
      'DefinitionInvalid',
      `${place}: the domain of a map's classes is ${whole}, each class in the place of its fill; write that, or delete "domain"`,
    );
  if (Array.isArray(range) && range.length < MAP_CLASSES.length)
    throw new Failure(
      'DefinitionInvalid',
      `${place}: the range has ${range.length} values for ${MAP_CLASSES.length} classes; give one for each, or delete "range"`,
    );
  return { ...scale, domain };
}

/** Rejects a domain of keys that lacks one that the rows may have. */
function assertCells(domain: unknown, { datasets, place }: Scope, { cells }: DomainContext): void {
  if (!Array.isArray(domain)) return;
  const possible = datasets.flatMap((dataset) => {
    const [, segments, figure = ''] = /^(segments:)?(.*)$/u.exec(dataset) ?? [];
    return [...(cells[figure] ?? []), ...(segments ? ['hidden'] : [])];
  });
  const missing = [...new Set(possible)].filter((key) => !domain.includes(key));
  if (missing.length === 0) return;
  const keys = missing.map((key) => `"${key}"`).join(', ');
  throw new Failure(
    'DefinitionInvalid',
    `${place}: the domain lacks ${keys}; give every key that ${datasets.join(', ')} may have, or delete "domain"`,
  );
}

/**
 * Rejects shapes whose id is not the code of a place: no case can have it, so the shape would say "none known" forever.
 * @throws Failure DefinitionInvalid with the chart, the dataset and the ids
 */
export function assertKnownPlaces(
  dataset: string,
  features: readonly object[],
  { places, file }: { readonly places: readonly string[]; readonly file: string },
): void {
  const ids = features.flatMap((feature): string[] => ('id' in feature ? [String(feature.id)] : []));
  const unknown = ids.filter((id) => !places.includes(id));
  if (unknown.length === 0) return;
  const named = unknown.slice(0, 5).join(', ') + (unknown.length > 5 ? ' ...' : '');
  throw new Failure(
    'DefinitionInvalid',
    `${file}: ${dataset} has ${named}, which codes/state.json lacks, so no case can be there; add the codes, or correct the ids`,
  );
}
