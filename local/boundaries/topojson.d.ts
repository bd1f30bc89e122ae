/** Types for the parts of topojson's packages that the boundary script uses; the packages ship none. */
declare module 'topojson-client' {
  import type { FeatureCollection, MultiLineString } from 'geojson';

  export function feature(topology: Topology, object: TopologyObject): FeatureCollection;
  export function mesh(
    topology: Topology,
    object: TopologyObject,
    filter: (a: TopologyObject, b: TopologyObject) => boolean,
  ): MultiLineString;
  export function meshArcs(
    topology: Topology,
    object: TopologyObject,
    filter: (a: TopologyObject, b: TopologyObject) => boolean,
  ): TopologyObject;
  export function mergeArcs(topology: Topology, objects: readonly TopologyObject[]): TopologyObject;
  export function quantize(topology: Topology, resolution: number): Topology;

  export interface TopologyObject {
    type: string;
    id?: string;
    properties?: Record<string, unknown>;
    geometries?: TopologyObject[];
    arcs?: unknown[];
    coordinates?: unknown[];
  }
  export interface Topology {
    type: 'Topology';
    bbox?: number[];
    transform?: { scale: number[]; translate: number[] };
    arcs: unknown[];
    objects: Record<string, TopologyObject>;
  }
}

declare module 'topojson-server' {
  import type { GeoJSON } from 'geojson';
  import type { Topology } from 'topojson-client';

  export function topology(objects: Record<string, GeoJSON>): Topology;
}

declare module 'topojson-simplify' {
  import type { Topology } from 'topojson-client';

  /** Longitude, latitude, weight; the weight is infinite at the ends of an arc. */
  export type WeighedVertex = [number, number, number];
  export interface Weighed extends Topology {
    arcs: WeighedVertex[][];
  }
  export function presimplify(topology: Topology): Weighed;
  export function quantile(topology: Topology, p: number): number;
  export function simplify(topology: Topology, minWeight: number): Topology;
  export function filter(topology: Topology, keep: (ring: unknown, interior: boolean) => boolean): Topology;
  export function filterWeight(topology: Topology, minWeight: number): (ring: unknown, interior: boolean) => boolean;
}
