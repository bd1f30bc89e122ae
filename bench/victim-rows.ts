import { fileURLToPath } from 'node:url';
import { type Measured, measureProcess } from './measured.ts';
import { median, type Row } from './row.ts';
import { generateMonth } from './victims-export.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const measured = (script: string, ...files: readonly string[]): Promise<Measured> =>
  measureProcess(['--import', './scripts/typescript.mjs', here(script), ...files]);

/** Measures the program reading a million victims, against a bare scan of the same file. */
export async function victimRows(runs: number): Promise<Row[]> {
  const { victims, cases } = await generateMonth(here('.cache/'));
  const scans: Measured[] = [];
  const hashes: Measured[] = [];
  const reads: Measured[] = [];
  for (let turn = 0; turn < runs; turn++) {
    scans.push(await measured('scan-victims.ts', victims));
    hashes.push(await measured('hash-ids.ts'));
    reads.push(await measured('read-victims.ts', victims, cases));
  }
  const time = (all: readonly Measured[]): number => median(all.map(({ milliseconds }) => milliseconds));
  const [scan, hash, read] = [time(scans), time(hashes), time(reads)];
  const peak = Math.max(...reads.map(({ peakMb }) => peakMb));
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
  return [
    {
      name: '1,000,000 victims read, checked, coded, hashed, stored, counted',
      value: seconds(read),
      limit: `${seconds(scan)} (DuckDB scan and group)`,
      ratio: (read / scan).toFixed(1),
      target: 'at most 8',
      met: read / scan <= 8,
    },
    {
      name: 'its peak memory (whole process)',
      value: `${Math.round(peak)} MB`,
      limit: '1,000 MB',
      ratio: (peak / 1000).toFixed(2),
      target: 'at most 1',
      met: peak <= 1000,
    },
    {
      name: '1,300,000 keyed hashes by DuckDB alone',
      value: seconds(hash),
      limit: `${seconds(scan)} (DuckDB scan and group)`,
      ratio: (hash / scan).toFixed(1),
      target: 'a part of it',
      met: true,
    },
    ...partRows(reads, seconds),
  ];
}

/** Returns one row for each part of a reading's time. The time outside the engine's statements is Node's. */
function partRows(reads: readonly Measured[], seconds: (ms: number) => string): Row[] {
  const names = [...new Set(reads.flatMap(({ parts }) => Object.keys(parts ?? {})))];
  const whole = median(reads.map(({ milliseconds }) => milliseconds));
  const times = names.map((name) => [name, median(reads.map(({ parts }) => parts?.[name] ?? 0))] as const);
  const inEngine = times.reduce((sum, [, time]) => sum + time, 0);
  return [...times, ['text decoded, quotes looked at (Node)', Math.max(0, whole - inEngine)] as const].map(
    ([name, time]) => ({
      name: `  ${name}`,
      value: seconds(time),
      limit: seconds(whole),
      ratio: (time / whole).toFixed(2),
      target: 'a part of it',
      met: true,
    }),
  );
}
