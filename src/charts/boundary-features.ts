import { read } from 'vega';
import { Failure } from '../domain/failure.ts';

/** Topologies by name: `us-mx` is `boundaries/us-mx.topo.json`, parsed. */
export type Boundaries = Readonly<Record<string, unknown>>;

const DATASET = /^boundaries:([^/]*)\/(.*)$/u;

/**
 * Returns the features of a dataset `boundaries:<name>/<object>`, in the topology's order; null for any other dataset.
 * @throws Failure FigureUnknown with the file and the datasets that exist
 */
export function boundaryFeatures(dataset: string, boundaries: Boundaries, file: string): readonly object[] | null {
  if (!dataset.startsWith('boundaries:')) return null;
  const [, name = '', object = ''] = DATASET.exec(dataset) ?? [];
  const topology = Object.hasOwn(boundaries, name) ? boundaries[name] : undefined;
  if (objectNames(topology).includes(object)) return read(Object(topology), { type: 'topojson', feature: object });
  const known = Object.entries(boundaries).flatMap(([other, value]) =>
    objectNames(value).map((each) => `boundaries:${other}/${each}`),
  );
  throw new Failure(
    'FigureUnknown',
    `${file}: there is no dataset "${dataset}"; there are ${known.join(', ') || 'no boundaries'}`,
  );
}

function objectNames(topology: unknown): string[] {
  if (typeof topology !== 'object' || topology === null || !('objects' in topology)) return [];
  return typeof topology.objects === 'object' && topology.objects !== null ? Object.keys(topology.objects) : [];
}
