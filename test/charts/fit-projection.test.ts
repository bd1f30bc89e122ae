import { describe, expect, it } from 'vitest';
import { boundaryFeatures } from '../../src/charts/boundary-features.ts';
import { fitProjections } from '../../src/charts/fit-projection.ts';
import { boundaries, chart, drawSpec } from './chart-fixtures.ts';

const FRAME = { width: 310, height: 270, layout: {} };
const MARGIN = 6;

/** A map in its shortest form: no projection, no scale, no domain. */
const map = (name: string, projection?: object) => ({
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  width: FRAME.width,
  height: FRAME.height,
  ...(projection ? { projection } : {}),
  layer: [{ data: { name }, mark: { type: 'geoshape', style: 'state', clip: false } }],
});

/** Returns the bounds of all points of an SVG's paths. */
function boundsOf(svg: string) {
  const points = [...svg.matchAll(/ d="([^"]*)"/gu)].flatMap(([, d = '']) =>
    [...d.matchAll(/(-?[\d.]+),(-?[\d.]+)/gu)].map(([, x, y]) => [Number(x), Number(y)] as const),
  );
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

const drawn = async (name: string, projection?: object) =>
  boundsOf(await drawSpec({ ...chart('linea-145/charts/map'), spec: map(name, projection) }));

describe('a map without a scale', () => {
  it.each([
    ['boundaries:ar/states', undefined],
    ['boundaries:ar/land', { type: 'mercator' }],
    ['boundaries:us-mx/states', { type: 'albersUsa' }],
    ['boundaries:us-mx/states', undefined],
  ])('fills its chart with %s in %j', async (name, projection) => {
    const { left, right, top, bottom } = await drawn(name, projection);
    expect(left).toBeGreaterThanOrEqual(MARGIN - 0.1);
    expect(right).toBeLessThanOrEqual(FRAME.width - MARGIN + 0.1);
    expect(top).toBeGreaterThanOrEqual(MARGIN - 0.1);
    expect(bottom).toBeLessThanOrEqual(FRAME.height - MARGIN + 0.1);
    const spare = Math.min(FRAME.width - (right - left), FRAME.height - (bottom - top));
    expect(spare).toBeCloseTo(2 * MARGIN, 0);
  });

  it('is in one piece across the line of 180 degrees', () => {
    const point = (longitude: number, latitude: number) => ({ type: 'Point', coordinates: [longitude, latitude] });
    const feature = (id: string, longitude: number) => ({ type: 'Feature', id, geometry: point(longitude, -17) });
    const features = [feature('FJ-W', 177), feature('FJ-E', -179)];
    const objects = { states: { type: 'GeometryCollection', geometries: [] } };
    expect(boundaryFeatures('boundaries:fj/states', { fj: { type: 'Topology', arcs: [], objects } }, 'x')).toEqual([]);
    const topology = {
      type: 'Topology',
      arcs: [],
      objects: {
        states: { type: 'GeometryCollection', geometries: features.map(({ id, geometry }) => ({ id, ...geometry })) },
      },
    };
    const spec = fitProjections(map('boundaries:fj/states'), { fj: topology }, FRAME, 'map.vl.json');
    expect(JSON.stringify(spec)).toContain('"rotate":[-179,0]');
  });

  it('and a map that has its own scale and translation are drawn as they say', () => {
    const own = { type: 'mercator', scale: 100, translate: [10, 10] };
    const input = chart('us-mexico-border/charts/map').spec;
    expect(fitProjections(Object(input), boundaries, FRAME, 'x')).toEqual(input);
    const spec = map('boundaries:ar/states', own);
    expect(fitProjections(spec, boundaries, FRAME, 'x')).toEqual(spec);
  });
});
