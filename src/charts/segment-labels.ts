import { Failure } from '../domain/failure.ts';
import type { Segment } from './segments.ts';
import type { MeasureText } from './text-metrics.ts';
import { TEXT_ROLES, type TextRoleName } from './theme.ts';

/** A segment with its label placed: x in points, lines counted upwards from the bar. */
export interface LabelledSegment extends Segment {
  /** `above` its own left end, `stepped` up beside a leader, or `keyed`, in a row of labels, each after a swatch. */
  readonly placed: 'above' | 'stepped' | 'keyed';
  /** 0 for `above` and `keyed`; 1, 2 or 3 for `stepped`. */
  readonly line: number;
  readonly nameX: number;
  readonly countX: number;
  readonly shareX: number;
  /** Null without a leader. */
  readonly leaderX: number | null;
}

/** The room for labels, in points. */
export interface LabelRoom {
  /** The length of the bar. */
  readonly width: number;
  /** The room that the section's head takes from the left, from the second stepped line up. */
  readonly headRoom: number;
}

const LINES = [1, 2, 3];
/** Points between two labels on a line. */
const BETWEEN = 8;
const FROM_LEADER = 4;
/** A swatch and the space after it. */
const SWATCH = 10;

interface Place {
  readonly placed: LabelledSegment['placed'];
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly leader: number | null;
}

/**
 * Places the labels of a stacked bar: name, count and share above the left end of their segment. A label that would
 * touch another moves up a line, beside a leader from its segment (right-aligned on its left if there is room,
 * otherwise on its right). A cell of zero has no leader, and its label is at the right end. Tries arrangements in that
 * order of preference, segment by segment from the left, and takes the first in which nothing touches. If there is
 * none, or no bar, the labels are in one row above the bar, each after a swatch.
 * @throws Failure TextTooLong if even that row is longer than the bar
 */
export function labelSegments(
  segments: readonly Segment[],
  room: LabelRoom,
  measure: MeasureText,
  place: string,
): LabelledSegment[] {
  const anyBar = segments.some((segment) => !segment.empty);
  const places = anyBar ? arrange(segments, room, measure) : null;
  return inPlace(segments, places ?? keyedRow(segments, room, measure, place), measure);
}

/**
 * Returns the first arrangement without a conflict, by backtracking over the few possible places of each segment; null
 * if there is none.
 */
function arrange(segments: readonly Segment[], room: LabelRoom, measure: MeasureText): Place[] | null {
  const extend = (taken: readonly Place[]): readonly Place[] | null => {
    const [next, ...later] = segments.slice(taken.length);
    if (!next) return taken;
    for (const place of possiblePlaces(next, later, room, measure)) {
      if (!fits(place, room) || taken.some((other) => conflict(place, other) || conflict(other, place))) continue;
      const all = extend([...taken, place]);
      if (all) return all;
    }
    return null;
  };
  return extend([])?.slice() ?? null;
}

/**
 * Returns a label's places in order of preference. The label of a long segment may start a little later, to let its
 * neighbour's leader pass.
 */
function possiblePlaces(segment: Segment, later: readonly Segment[], room: LabelRoom, measure: MeasureText): Place[] {
  const small = widthOf(segment, 'small-segment', measure);
  if (segment.empty) return placesOfZero(small, later, room, measure);
  const { start, end, middle } = segment;
  const big = widthOf(segment, 'segment', measure);
  const above = (from: number): Place => ({ placed: 'above', line: 0, from, to: from + big, leader: null });
  const nudged = start + FROM_LEADER + big <= end ? [above(start + FROM_LEADER)] : [];
  const stepped = LINES.flatMap((line): Place[] => [
    { placed: 'stepped', line, from: middle - FROM_LEADER - small, to: middle - FROM_LEADER, leader: middle },
    { placed: 'stepped', line, from: middle + FROM_LEADER, to: middle + FROM_LEADER + small, leader: middle },
  ]);
  return [above(start), ...nudged, ...stepped];
}

/**
 * Returns the places of a zero's label, at the right end: all zeros on the first line in their order, or one below
 * another.
 */
function placesOfZero(width: number, later: readonly Segment[], room: LabelRoom, measure: MeasureText): Place[] {
  const zeros = later.filter((segment) => segment.empty);
  const kept = zeros.reduce((sum, zero) => sum + BETWEEN + widthOf(zero, 'small-segment', measure), 0);
  const ending = (line: number, to: number): Place => ({
    placed: 'stepped',
    line,
    from: to - width,
    to,
    leader: null,
  });
  const lines = [...LINES.filter((line) => line > zeros.length), ...LINES.filter((line) => line <= zeros.length)];
  return [ending(1, room.width - kept), ...lines.map((line) => ending(line, room.width))];
}

const fits = ({ from, to, line, leader }: Place, room: LabelRoom): boolean =>
  from >= (line > 1 ? room.headRoom : 0) && to <= room.width && (line < 2 || (leader ?? from) >= room.headRoom);

/**
 * Whether a text touches another on its line (big labels overlap the first stepped line), or a leader runs through a
 * text.
 */
function conflict(one: Place, other: Place): boolean {
  const sameLine = Math.max(one.line, 1) === Math.max(other.line, 1);
  if (sameLine && one.from < other.to + BETWEEN && other.from < one.to + BETWEEN) return true;
  if (one.leader === null || one.line < other.line) return false;
  return one.leader > other.from - FROM_LEADER / 2 && one.leader < other.to + FROM_LEADER / 2;
}

function keyedRow(segments: readonly Segment[], room: LabelRoom, measure: MeasureText, place: string): Place[] {
  let at = 0;
  const places = segments.map((segment): Place => {
    const from = at + SWATCH;
    const to = from + widthOf(segment, 'small-segment', measure);
    at = to + BETWEEN * 2;
    return { placed: 'keyed', line: 0, from, to, leader: null };
  });
  if (at - BETWEEN * 2 <= room.width) return places;
  throw new Failure(
    'TextTooLong',
    `${place}: the segments' labels are longer than the bar; shorten the code list's labels`,
  );
}

type Size = 'segment' | 'small-segment';

/** Returns the width of name, count and share, with the spaces between them. */
function widthOf(segment: Segment, size: Size, measure: MeasureText): number {
  const { share, shareX } = offsets(segment, size, measure);
  return shareX + share;
}

function offsets(segment: Segment, size: Size, measure: MeasureText) {
  const run = (text: string, part: 'name' | 'count' | 'share') => {
    const name: TextRoleName = `${size}-${part}`;
    return measure(text, TEXT_ROLES[name].font, TEXT_ROLES[name].fontSize);
  };
  const em = TEXT_ROLES[`${size}-name`].fontSize;
  const countX = run(segment.label, 'name') + em * 0.4;
  const shareX = countX + run(segment.countText, 'count') + (segment.shareText === '' ? 0 : em * 0.3);
  return { countX, shareX, share: run(segment.shareText, 'share') };
}

function inPlace(segments: readonly Segment[], places: readonly Place[], measure: MeasureText): LabelledSegment[] {
  return segments.flatMap((segment, at) => {
    const found = places[at];
    if (!found) return [];
    const { countX, shareX } = offsets(segment, found.placed === 'above' ? 'segment' : 'small-segment', measure);
    const { placed, line, from, leader } = found;
    return [{ ...segment, placed, line, nameX: from, countX: from + countX, shareX: from + shareX, leaderX: leader }];
  });
}
