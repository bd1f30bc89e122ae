/** The results of reading many files. */
export interface ReadingCounts {
  files: number;
  accepted: number;
  records: number;
  /** Rejected tables and objects by the code of their first problem. */
  readonly rejected: Map<string, number>;
  /** Rejections of files that the small reader accepts, by code: the program is more cautious. */
  readonly cautious: Map<string, number>;
  /** Readings that ended without a result, by their error; each should be examined. */
  readonly failed: Map<string, number>;
  slowestMs: number;
  /** The differences between the program and the small reader: the seed and index of the file, and how they differ. */
  readonly differences: string[];
}

export const noReadings = (): ReadingCounts => ({
  ...{ files: 0, accepted: 0, records: 0, slowestMs: 0, differences: [] },
  ...{ rejected: new Map(), cautious: new Map(), failed: new Map() },
});

export const add = (counts: Map<string, number>, name: string, count = 1): void => {
  counts.set(name, (counts.get(name) ?? 0) + count);
};

/** Adds two counts. */
export function mergedReadings(one: ReadingCounts, other: ReadingCounts): ReadingCounts {
  const merged = noReadings();
  for (const counts of [one, other]) {
    merged.files += counts.files;
    merged.accepted += counts.accepted;
    merged.records += counts.records;
    merged.slowestMs = Math.max(merged.slowestMs, counts.slowestMs);
    merged.differences.push(...counts.differences);
    for (const [name, count] of counts.rejected) add(merged.rejected, name, count);
    for (const [name, count] of counts.cautious) add(merged.cautious, name, count);
    for (const [name, count] of counts.failed) add(merged.failed, name, count);
  }
  return merged;
}

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((all, count) => all + count, 0);

const listed = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || 'none';

/** Formats the counts as a few lines of text. */
export const readingsSummary = (
  counts: ReadingCounts,
): string => `${counts.files} files: ${counts.accepted} tables accepted with ${counts.records} records, ${sum(counts.rejected)} rejections, ${sum(counts.failed)} failed, ${counts.differences.length} differences; slowest ${Math.round(counts.slowestMs)} ms
  rejected: ${listed(counts.rejected)}
  though the small reader reads it: ${listed(counts.cautious)}
  failed: ${listed(counts.failed)}`;

/** The share of files that may be rejected although the small reader reads them. */
const MOST_CAUTIOUS = 0.05;

/** Returns the failures of the program in the readings; empty if there are none. */
export function readingErrors(counts: ReadingCounts): string[] {
  const failed = [...counts.failed.keys()].map((how) => `failed: ${how}`);
  const isCautious = sum(counts.cautious) > Math.max(3, counts.files * MOST_CAUTIOUS);
  return [...counts.differences, ...failed, ...(isCautious ? [`too cautious: ${listed(counts.cautious)}`] : [])];
}
