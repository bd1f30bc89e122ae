import { feature, type Topology } from 'topojson-client';
import { describe, expect, it } from 'vitest';
import { boundaries } from './chart-fixtures.ts';

const ids = (topology: Topology, object = 'states') =>
  feature(topology, topology.objects[object] ?? { type: 'none' }).features.map((shape) => String(shape.id));

describe('the boundaries of the United States and Mexico', () => {
  const topology: Topology = boundaries['us-mx'];

  it('are 51 and 32 places with their ISO 3166-2 codes and names', () => {
    const places = feature(topology, topology.objects.states ?? { type: 'none' }).features;
    expect(places).toHaveLength(83);
    expect(new Set(ids(topology)).size).toBe(83);
    expect(ids(topology).filter((id) => /^US-[A-Z]{2}$/u.test(id))).toHaveLength(51);
    expect(ids(topology).filter((id) => /^MX-[A-Z]{3}$/u.test(id))).toHaveLength(32);
    const names = Object.fromEntries(places.map((place) => [place.id, place.properties?.name]));
    expect(names).toMatchObject({ 'MX-CHP': 'Chiapas', 'MX-CMX': 'Ciudad de México', 'US-DC': 'District of Columbia' });
  });

  it('share the border as one line from the Pacific to the Gulf', () => {
    const border = feature(topology, {
      type: 'GeometryCollection',
      geometries: [topology.objects.border ?? { type: 'none' }],
    });
    const lines = border.features.flatMap((line) =>
      line.geometry.type === 'MultiLineString' ? line.geometry.coordinates : [],
    );
    expect(lines).toHaveLength(1);
    const ends = [lines[0]?.[0]?.[0] ?? 0, lines[0]?.at(-1)?.[0] ?? 0].toSorted((a, b) => a - b);
    expect(ends[0]).toBeCloseTo(-117.1, 0);
    expect(ends[1]).toBeCloseTo(-97.1, 0);
  });

  it('leave out Colima’s far islands, which would lie under the insets', () => {
    const colima = feature(topology, topology.objects.states ?? { type: 'none' }).features.find(
      (each) => each.id === 'MX-COL',
    );
    const longitudes =
      colima?.geometry.type === 'MultiPolygon' ? colima.geometry.coordinates.flat(2).map(([x = 0]) => x) : [];
    expect(Math.min(...longitudes)).toBeGreaterThan(-105);
  });

  it('have one label point per place', () => {
    expect(ids(topology, 'labels').toSorted()).toEqual(ids(topology).toSorted());
  });
});

describe('the boundaries of Argentina', () => {
  it('are 24 provinces with their ISO 3166-2 codes', () => {
    const topology: Topology = boundaries.ar;
    expect(ids(topology).toSorted()).toEqual([...'ABCDEFGHJKLMNPQRSTUVWXYZ'].map((letter) => `AR-${letter}`));
    expect(Object.keys(topology.objects)).toEqual(['states', 'land', 'labels']);
  });
});
