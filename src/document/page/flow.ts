/** A part with its height, before it is placed. Sizes are in points. */
export interface MeasuredPart {
  readonly height: number;
  /** The space above the part; undefined takes a share of the room that the page has left. */
  readonly space?: number | undefined;
}

/** The parts that fit on a page. */
export interface FilledPage {
  /** The tops of the parts that fit, in order, in points from the top of the page. */
  readonly tops: readonly number[];
  /** The room that the first part that does not fit lacks; 0 if all fit. */
  readonly lacks: number;
}

/** The least space between two parts. */
const LEAST_SPACE = 5;
/** The most space that a part gets if its definition does not say how much. */
const MOST_SPACE = 24;

/**
 * Places parts from the top of a page, as many as fit: the spaces that the definition asks for become narrower before a
 * part is left out. The other spaces share the room that is left, the one below the last part included.
 * @param parts in order; there is no space above the first one unless it says so
 * @param room the height of the page above its foot
 */
export function fillPage(parts: readonly MeasuredPart[], room: number): FilledPage {
  const least = parts.map(({ space }, index) =>
    Math.min(space ?? LEAST_SPACE, index === 0 ? (space ?? 0) : LEAST_SPACE),
  );
  let needed = 0;
  let count = 0;
  for (const [index, { height }] of parts.entries()) {
    needed += height + (least[index] ?? 0);
    if (needed > room) break;
    count += 1;
  }
  const lacks = count === parts.length ? 0 : needed - room;
  return { tops: topsOf(parts.slice(0, count), least.slice(0, count), room), lacks };
}

function topsOf(parts: readonly MeasuredPart[], least: readonly number[], room: number): number[] {
  const spaces = spacesOf(parts, least, room);
  const tops: number[] = [];
  let bottom = 0;
  for (const [index, { height }] of parts.entries()) {
    const top = bottom + (spaces[index] ?? 0);
    tops.push(top);
    bottom = top + height;
  }
  return tops;
}

function spacesOf(parts: readonly MeasuredPart[], least: readonly number[], room: number): number[] {
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  const isShared = parts.map(({ space }, index) => space === undefined && index > 0);
  const left = room - sum(parts.map(({ height }) => height));
  const asked = parts.map(({ space }, index) => (isShared[index] ? (least[index] ?? 0) : (space ?? 0)));
  const shared = isShared.filter(Boolean).length;
  const share = (left - sum(asked.filter((_, index) => !isShared[index]))) / (shared + 1);
  const wanted = asked.map((space, index) => (isShared[index] ? Math.min(Math.max(share, space), MOST_SPACE) : space));
  const spare = sum(wanted) - sum(least);
  if (sum(wanted) <= left || spare === 0) return wanted;
  const part = (left - sum(least)) / spare;
  return wanted.map((space, index) => {
    const smallest = least[index] ?? 0;
    return smallest + (space - smallest) * part;
  });
}
