import type { Feature, MultiPolygon, Point, Polygon, Position } from 'geojson';
import { feature, mergeArcs, meshArcs, quantize, type Topology, type TopologyObject } from 'topojson-client';
import { topology } from 'topojson-server';
import {
  filter,
  filterWeight,
  presimplify,
  quantile,
  simplify,
  type Weighed,
  type WeighedVertex,
} from 'topojson-simplify';
import { Failure } from '../../src/domain/failure.ts';
import { labelPoint } from './label-point.ts';
import type { Place, Places } from './places.ts';
import { countryShapes } from './source-shapes.ts';

/** Islets with less than four times the weight of the least retained vertex are dropped with the vertices. */
const ISLET_FACTOR = 4;
const GRID = 1e5;

type Area = Feature<Polygon | MultiPolygon, { name: string; country: string }> & { id: string };

/**
 * Returns the topology of the places of one or more countries: their shapes, simplified together so that borders are one
 * line, the land, the border between countries, and a point for the code of each place (boundaries/README.md).
 * @throws Failure DefinitionInvalid for a country without shapes, or a shape whose name the places lack
 */
export function buildTopology(places: Places): Topology {
  const areas = Object.entries(places.countries).flatMap(([country, list]) => areasOf(country, list, places.leftOut));
  const states = simplifyShapes(topology({ states: { type: 'FeatureCollection', features: areas } }), places);
  const { states: shapes } = states.objects;
  if (!shapes) throw new Error('no states');
  const collection = { ...shapes, geometries: joinShapes(states, shapes.geometries ?? []) };
  const labels = labelsOf(states, collection, Object.values(places.countries).flat());
  const all: Topology = {
    ...states,
    objects: {
      states: collection,
      ...(Object.keys(places.countries).length > 1 ? { border: borderOf(states, collection) } : {}),
      land: mergeArcs(states, collection.geometries),
      labels,
    },
  };
  return quantize(all, GRID);
}

/**
 * Returns the shapes of one country, joined by name. Drops source shapes without a name (a reef) and the parts listed
 * in `leftOut`.
 */
function areasOf(country: string, places: readonly Place[], leftOut: Places['leftOut']): Area[] {
  return countryShapes(country).flatMap((unit) => {
    const name: unknown = unit.properties?.name;
    if (!name) return [];
    const place = places.find((p) => (p.source ?? p.name) === name);
    if (!place) throw new Failure('DefinitionInvalid', `${country}: the places lack "${name}"; add it, with its id`);
    if (unit.geometry.type !== 'Polygon' && unit.geometry.type !== 'MultiPolygon') return [];
    const west = leftOut.find((rule) => rule.id === place.id)?.westOf ?? -Infinity;
    return [
      {
        type: 'Feature' as const,
        id: idOf(place),
        properties: { name: place.name, country: place.id?.slice(0, 2) ?? country },
        geometry: { type: 'MultiPolygon' as const, coordinates: partsEastOf(west, unit.geometry) },
      },
    ];
  });
}

/** The id of a place's shape; while the place has none it is not a code, so that no map can use it. */
const idOf = ({ id, name }: Place): string => id ?? `?${name}`;

/** Joins the shapes of one id, without the lines between them. */
function joinShapes(states: Topology, shapes: readonly TopologyObject[]): TopologyObject[] {
  const ids = new Set(shapes.map(({ id }) => id));
  if (ids.size === shapes.length) return [...shapes];
  return [...ids].flatMap((id) => {
    const [first, ...others] = shapes.filter((shape) => shape.id === id);
    if (!first || others.length === 0) return first ?? [];
    const { type, arcs } = mergeArcs(states, [first, ...others]);
    return { ...first, type, ...(arcs && { arcs }) };
  });
}

function partsEastOf(west: number, shape: Polygon | MultiPolygon): Position[][][] {
  const parts = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
  return parts
    .filter((part) => (part[0]?.[0]?.[0] ?? 0) > west)
    .map((part) => part.map((ring) => ring.map(roundPosition)));
}

/**
 * Rounding to three decimals (about 100 m) joins shared borders that the source's own quantization left slightly apart.
 */
function roundPosition([x = 0, y = 0]: Position): Position {
  return [Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000];
}

function simplifyShapes(full: Topology, { detail, enlarged }: Places): Topology {
  const weighed = presimplify(full);
  const least = quantile(weighed, detail);
  const slim = simplify(enlarged ? weighedMore(weighed, enlarged) : weighed, least);
  // all vertices, and so all islets: for countries of small islands
  if (detail === 1) return slim;
  return filter(slim, filterWeight(slim, least * ISLET_FACTOR));
}

function weighedMore(weighed: Weighed, { from, to, times }: NonNullable<Places['enlarged']>): Topology {
  const inside = (x: number, y: number): boolean => x > from[0] && x < to[0] && y > from[1] && y < to[1];
  const weigh = ([x, y, weight]: WeighedVertex): WeighedVertex => [x, y, inside(x, y) ? weight * times : weight];
  return { ...weighed, arcs: weighed.arcs.map((arc) => arc.map(weigh)) };
}

/** Returns the names of places whose shapes are too small for the detail, so that nothing of them is left. */
export const lostPlaces = ({ objects }: Topology): string[] =>
  (objects.states?.geometries ?? [])
    .filter(({ arcs }) => !arcs || arcs.length === 0)
    .map(({ id, properties }) => String(properties?.name ?? id));

/** Returns the line between countries, as arcs that the states on both sides share: one line, not two outlines. */
function borderOf(states: Topology, collection: TopologyObject): TopologyObject {
  return meshArcs(states, collection, (a, b) => a !== b && countryOf(a) !== countryOf(b));
}

function countryOf(object: TopologyObject): unknown {
  return object.properties?.country;
}

/** Returns one point per place for its code, from the places file or where the shape has the most space. */
function labelsOf(states: Topology, collection: TopologyObject, places: readonly Place[]): TopologyObject {
  const points = feature(states, collection).features.flatMap((area): Feature<Point>[] => {
    const place = places.find((p) => idOf(p) === area.id);
    if (!place || (area.geometry.type !== 'Polygon' && area.geometry.type !== 'MultiPolygon')) return [];
    const { at, room } = labelPoint(area.geometry);
    const { label } = place;
    const properties = {
      code: place.code,
      align: label?.align ?? 'center',
      frame: label?.frame ?? 'main',
      beside: label !== undefined && !label.inside,
      dot: label?.dot ?? null,
      room: Math.round(room * 100) / 100,
    };
    return [
      { type: 'Feature', id: idOf(place), properties, geometry: { type: 'Point', coordinates: label?.at ?? at } },
    ];
  });
  const made = topology({ labels: { type: 'FeatureCollection', features: points } }).objects.labels;
  if (!made) throw new Error('no labels');
  return made;
}
