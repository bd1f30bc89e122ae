import { Failure } from '../domain/failure.ts';
import type { FigureRow } from './figure-rows.ts';
import type { MeasureText } from './text-metrics.ts';
import { TEXT_ROLES } from './theme.ts';

/** The size of a ranked list, in points. */
export interface ListRoom {
  /** The entire list, from the rank to the end of the longest bar's count. */
  readonly width: number;
  /** The minimum width of the labels; longer labels move the bars to the right. */
  readonly labelRoom: number;
}

/** A row of a ranked list with its positions, in points from the list's left end. */
export interface RankedRow extends FigureRow {
  readonly rank: string;
  readonly labelX: number;
  readonly barStart: number;
  readonly barEnd: number;
  readonly countX: number;
}

/** A list to draw beside others on the same scale. */
export interface RankedList {
  readonly rows: readonly FigureRow[];
  readonly room: ListRoom;
}

/** The length of one record in all lists that share a scale; `own` if the stacked bar has a different scale. */
export interface SharedScale {
  readonly pointsPerRecord: number;
  readonly own: boolean;
}

const LABEL_X = 12;
const AFTER_LABEL = 8;
const BEFORE_COUNT = 4;
/** Minimum length of the longest bar, in points: a list with less shows nothing. */
const LEAST_BAR = 24;

/**
 * Returns one scale for a stacked bar and its ranked lists: `whole.points` represent `whole.total` records. If a list's
 * longest bar and its count would overflow the list, all lists shrink by the same factor, and `own` is true (art
 * direction, "Ranked lists").
 */
export function sharedScale(
  whole: { total: number | null; points: number },
  lists: readonly RankedList[],
  measure: MeasureText,
): SharedScale {
  const common = whole.points / Math.max(whole.total ?? 1, 1);
  const possible = lists.flatMap(({ rows, room }) =>
    rows.flatMap((row) => (row.count ? [barRoom(row, rows, room, measure) / row.count] : [])),
  );
  const pointsPerRecord = Math.min(common, ...possible);
  return { pointsPerRecord, own: pointsPerRecord < common };
}

/**
 * Returns the points that a row's bar may take.
 * @throws Failure TextTooLong if the list's labels leave too little room for its bars
 */
function barRoom(row: FigureRow, rows: readonly FigureRow[], room: ListRoom, measure: MeasureText): number {
  const points = room.width - barStart(rows, room, measure) - countWidth(row, measure);
  if (points >= LEAST_BAR) return points;
  const labels = rows.map(({ label }) => `"${label}"`).join(', ');
  throw new Failure('TextTooLong', `a ranked list has no room for its bars beside ${labels}; shorten the labels`);
}

/**
 * Places the rows of one list on a scale. All bars start at the same x, after the longest label if it needs more than
 * its room.
 */
export function rankedRows({ rows, room }: RankedList, scale: SharedScale, measure: MeasureText): RankedRow[] {
  const start = barStart(rows, room, measure);
  return rows.map((row) => {
    const barEnd = start + (row.count ?? 0) * scale.pointsPerRecord;
    return {
      ...row,
      rank: String(row.order + 1),
      labelX: LABEL_X,
      barStart: start,
      barEnd,
      countX: barEnd + BEFORE_COUNT,
    };
  });
}

function barStart(rows: readonly FigureRow[], { labelRoom }: ListRoom, measure: MeasureText): number {
  const { font, fontSize } = TEXT_ROLES['row-label'];
  const longest = rows.map((row) => measure(row.label, font, fontSize) + AFTER_LABEL);
  return LABEL_X + Math.max(labelRoom, ...longest);
}

function countWidth(row: FigureRow, measure: MeasureText): number {
  const { font, fontSize } = TEXT_ROLES['row-count'];
  return BEFORE_COUNT + measure(row.countText, font, fontSize);
}
