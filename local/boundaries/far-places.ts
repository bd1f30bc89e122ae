import { feature, type Topology } from 'topojson-client';

/** A place so many times as far from the middle as half of all places are makes a map small. */
const FAR = 5;

/**
 * Returns the ids of the places that are far from all others, such as islands in another ocean: with them, a map shows the
 * others small. Returns none if they are more than a quarter of all places.
 */
export function farPlaces(topology: Topology): string[] {
  const { states } = topology.objects;
  if (!states) return [];
  const shapes = feature(topology, states);
  const places = ('features' in shapes ? shapes.features : [shapes]).map(({ id, geometry }) => ({
    id: String(id),
    middle: middleOf(numbersIn('coordinates' in geometry ? geometry.coordinates : [])),
  }));
  const middle: Point = [median(places.map((one) => one.middle[0])), median(places.map((one) => one.middle[1]))];
  const distances = places.map((one) => ({ id: one.id, distance: distanceBetween(one.middle, middle) }));
  const usual = median(distances.map(({ distance }) => distance));
  const far = distances.filter(({ distance }) => distance > FAR * usual).map(({ id }) => id);
  return far.length * 4 > places.length ? [] : far;
}

type Point = readonly [longitude: number, latitude: number];

/** Returns the pairs of numbers in nested lists of coordinates. */
function numbersIn(coordinates: unknown): Point[] {
  if (!Array.isArray(coordinates)) return [];
  const [first, second] = coordinates;
  if (typeof first === 'number' && typeof second === 'number') return [[first, second]];
  return coordinates.flatMap(numbersIn);
}

const middleOf = (points: readonly Point[]): Point => [
  median(points.map(([longitude]) => longitude)),
  median(points.map(([, latitude]) => latitude)),
];

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** In degrees of latitude; exact enough to tell a country from its islands. */
const distanceBetween = ([x, y]: Point, [otherX, otherY]: Point): number =>
  Math.hypot((x - otherX) * Math.cos((((y + otherY) / 2) * Math.PI) / 180), y - otherY);
