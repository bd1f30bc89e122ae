import { fileURLToPath } from 'node:url';
import { type MeasuredProcess, measureProcess } from './measured.ts';
import { median, type Row } from './row.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Numbers of members: each row is compared with the one before it. The states of the United States and Mexico are 83. */
const MEMBERS = [1, 10, 83, 830];
const STATES = 83;
const LANGUAGES = 2;
/** The most seconds for the states in both languages, on two cores, after their figures. */
const MOST_SECONDS = 10;
/** By how much the time of a page may grow with ten times as many members. */
const MOST_GROWTH = 1.2;

/**
 * Measures the pages of a family on two threads: seconds for a number of members in both languages, each with its draft
 * copy, and how the time and memory of one grow with their number.
 */
export async function familyRows(runs: number): Promise<Row[]> {
  const all: (readonly MeasuredProcess[])[] = [];
  for (const count of MEMBERS) {
    const measured: MeasuredProcess[] = [];
    // the longest is long enough to be measured once
    for (let turn = 0; turn < (count > STATES ? 1 : runs); turn++) measured.push(await draw(count));
    all.push(measured);
  }
  return MEMBERS.map((count, index) =>
    row(count, all[index] ?? [], { count: MEMBERS[index - 1], runs: all[index - 1] }),
  );
}

const draw = (count: number): Promise<MeasuredProcess> =>
  measureProcess(['--import', './scripts/typescript.mjs', here('draw-family.ts'), String(count)]);

const timeOf = (runs: readonly MeasuredProcess[]): number => median(runs.map(({ milliseconds }) => milliseconds));

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

function row(
  count: number,
  runs: readonly MeasuredProcess[],
  before: { readonly count: number | undefined; readonly runs: readonly MeasuredProcess[] | undefined },
): Row {
  const milliseconds = timeOf(runs);
  const each = milliseconds / count;
  const eachBefore = before.runs && before.count ? timeOf(before.runs) / before.count : each;
  const growth = each / eachBefore;
  const peak = Math.max(...runs.map(({ peakMb }) => peakMb));
  const cpu = median(runs.map(({ cpuMilliseconds }) => cpuMilliseconds));
  const isFast = count !== STATES || milliseconds <= MOST_SECONDS * 1000;
  return {
    name: `${count * LANGUAGES} editions of ${count} member(s), two threads`,
    value: `${seconds(milliseconds)} (${seconds(cpu)} of processors, with the start), ${Math.round(peak)} MB`,
    limit: `${Math.round(each / LANGUAGES)} ms an edition (${Math.round(eachBefore / LANGUAGES)} ms in the row before)`,
    ratio: growth.toFixed(2),
    target: count === STATES ? `at most ${MOST_SECONDS} s and ${MOST_GROWTH}` : `at most ${MOST_GROWTH}`,
    met: isFast && growth <= MOST_GROWTH,
  };
}
