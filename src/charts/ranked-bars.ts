import { Failure } from '../domain/failure.ts';
import type { FigureRow } from './figure-rows.ts';
import type { MeasureText } from './text-metrics.ts';
import { TEXT_ROLES } from './theme.ts';

/** Where a ranked list stands: points. */
export interface ListRoom {
  /** The whole list, from the rank to the end of the longest bar's count. */
  readonly width: number;
  /** What labels take at least; longer ones push the bars. */
  readonly labelRoom: number;
}

/** A row of a ranked list, placed: points from the list's left end. */
export interface RankedRow extends FigureRow {
  readonly rank: string;
  readonly labelX: number;
  readonly barStart: number;
  readonly barEnd: number;
  readonly countX: number;
}

/** A list to be drawn, beside others on the same scale. */
export interface RankedList {
  readonly rows: readonly FigureRow[];
  readonly room: ListRoom;
}

/** How long one record is in all lists that share a scale; `own` when it is not the whole bar's scale. */
export interface SharedScale {
  readonly pointsPerRecord: number;
  readonly own: boolean;
}

const LABEL_X = 12;
const AFTER_LABEL = 8;
const BEFORE_COUNT = 4;
/** Under this many points for the longest bar, a list shows nothing. */
const LEAST_BAR = 24;

/**
 * One scale for a stacked bar and its ranked lists: `whole.points` are `whole.total` records. If a list's longest bar and
 * its count would overflow the list, all lists shrink by one factor, and `own` says so (art direction, "Ranked lists").
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

/** What a row's bar may take; `TextTooLong` when the list's labels leave it nothing to speak of. */
function barRoom(row: FigureRow, rows: readonly FigureRow[], room: ListRoom, measure: MeasureText): number {
  const points = room.width - barStart(rows, room, measure) - countWidth(row, measure);
  if (points >= LEAST_BAR) return points;
  const labels = rows.map(({ label }) => `"${label}"`).join(', ');
  throw new Failure('TextTooLong', `a ranked list has no room for its bars beside ${labels}; shorten the labels`);
}

/** The rows of one list on a scale. Bars start in one line, after the longest label if it needs more than its room. */
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
