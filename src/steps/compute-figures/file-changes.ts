import type { Day } from '../../domain/month.ts';
import { type ActiveFile, type CountedFile, fileId, type RunningCount } from '../../domain/running-count.ts';

/** Files to be counted, and files that are counted and have to be subtracted, in one step. */
export interface FileChanges {
  readonly removed: readonly CountedFile[];
  readonly added: readonly ActiveFile[];
  /** The last day that the counts of this step include. */
  readonly through: Day;
}

/** How many rows files have. */
export const rowsOf = (files: readonly ActiveFile[]): number =>
  files.reduce((sum, { recorded }) => sum + recorded.rows, 0);

/**
 * Returns the steps from a count to the count of the active files through a day.
 *
 * The last day decides only about records after it. So a file with records after the last day of the count or of the
 * edition is subtracted first, with the last day of the count, and added afterwards, with that of the edition. All other
 * records count the same either way.
 * @param most how many rows one step may change; a file is never divided
 */
export function stepsTo(
  { files, through: before }: Pick<RunningCount, 'files' | 'through'>,
  active: readonly ActiveFile[],
  through: Day,
  most: number,
): FileChanges[] {
  const wanted = new Set(active.map(fileId));
  const earlier = before < through ? before : through;
  const isMoved = ({ lastDay }: CountedFile): boolean => before !== through && lastDay !== null && lastDay > earlier;
  const removed: CountedFile[] = [];
  const kept = new Set<string>();
  for (const file of files) {
    const id = fileId(file);
    if (!wanted.has(id) || isMoved(file)) removed.push(file);
    else kept.add(id);
  }
  const added = active.filter((file) => !kept.has(fileId(file)));
  if (!files.some(isMoved) && rowsOf(removed) + rowsOf(added) <= most)
    return removed.length + added.length > 0 ? [{ removed, added, through }] : [];
  return [
    ...inSteps(removed, most).map((some) => ({ removed: some, added: [], through: before })),
    ...inSteps(added, most).map((some) => ({ removed: [], added: some, through })),
  ];
}

/** Divides files into runs of at most this many rows, in the order of months: their records are mostly connected. */
function inSteps<File extends ActiveFile>(files: readonly File[], most: number): File[][] {
  const steps: File[][] = [];
  let rows = Number.POSITIVE_INFINITY;
  for (const file of files.toSorted((a, b) => (a.of.month < b.of.month ? -1 : a.of.month > b.of.month ? 1 : 0))) {
    if (rows + file.recorded.rows > most) {
      steps.push([]);
      rows = 0;
    }
    steps.at(-1)?.push(file);
    rows += file.recorded.rows;
  }
  return steps;
}
