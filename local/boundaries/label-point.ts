import type { MultiPolygon, Polygon, Position } from 'geojson';

/**
 * The ratio of width to height of a place's code: the free space around a label point is measured as such an ellipse.
 */
const CODE_ASPECT = 2;
const STEPS = 48;

/**
 * Returns the point inside a shape (degrees) with the most free space for a short code: of a fixed grid over the
 * shape's largest part, the point farthest from every edge, where a degree of latitude counts double. `room` is half
 * the free width in degrees of latitude.
 */
export function labelPoint(shape: Polygon | MultiPolygon): { at: Position; room: number } {
  const rings = largestPart(shape).map(flatten);
  const [west, south, east, north] = bounds(rings);
  let best = { at: [0, 0], room: -Infinity };
  for (let i = 1; i < STEPS; i++) {
    for (let j = 1; j < STEPS; j++) {
      const at: Position = [west + ((east - west) * i) / STEPS, south + ((north - south) * j) / STEPS];
      const room = freeRoom(at, rings);
      if (room > best.room) best = { at, room };
    }
  }
  const scale = Math.cos(radians(middleLatitude(shape)));
  return { at: [(best.at[0] ?? 0) / scale, (best.at[1] ?? 0) / CODE_ASPECT], room: best.room };

  function flatten(ring: readonly Position[]): Position[] {
    const shrink = Math.cos(radians(middleLatitude(shape)));
    return ring.map(([x = 0, y = 0]) => [x * shrink, y * CODE_ASPECT]);
  }
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

function largestPart(shape: Polygon | MultiPolygon): Position[][] {
  const parts = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
  return parts.reduce((best, part) => (area(part[0] ?? []) > area(best[0] ?? []) ? part : best));
}

function middleLatitude(shape: Polygon | MultiPolygon): number {
  const [, south, , north] = bounds(largestPart(shape));
  return (south + north) / 2;
}

function bounds(rings: readonly (readonly Position[])[]): [number, number, number, number] {
  const xs = rings.flatMap((ring) => ring.map((p) => p[0] ?? 0));
  const ys = rings.flatMap((ring) => ring.map((p) => p[1] ?? 0));
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function* edges(ring: readonly Position[]): Generator<readonly [number, number, number, number]> {
  for (let i = 1; i < ring.length; i++) {
    const [x1 = 0, y1 = 0] = ring[i - 1] ?? [];
    const [x2 = 0, y2 = 0] = ring[i] ?? [];
    yield [x1, y1, x2, y2];
  }
}

function area(ring: readonly Position[]): number {
  let sum = 0;
  for (const [x1, y1, x2, y2] of edges(ring)) sum += x1 * y2 - x2 * y1;
  return Math.abs(sum / 2);
}

/** Returns the distance to the nearest edge: positive inside, negative outside. */
function freeRoom([x = 0, y = 0]: Position, rings: readonly (readonly Position[])[]): number {
  let inside = false;
  let nearest = Infinity;
  for (const ring of rings) {
    for (const [x1, y1, x2, y2] of edges(ring)) {
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
      nearest = Math.min(nearest, distance(x, y, x1, y1, x2, y2));
    }
  }
  return inside ? nearest : -nearest;
}

function distance(x: number, y: number, x1: number, y1: number, x2: number, y2: number): number {
  const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
  const along = length === 0 ? 0 : ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length;
  const at = Math.max(0, Math.min(1, along));
  return Math.hypot(x - x1 - at * (x2 - x1), y - y1 - at * (y2 - y1));
}
