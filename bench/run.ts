// npm run bench: what the program costs, each row beside a limit measured in the same run on the same machine.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Measured } from './measured.ts';
import { generateMonth } from './victims-export.ts';

const RUNS = 3;
const run = promisify(execFile);
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

async function measured(script: string, ...parameters: readonly string[]): Promise<Measured> {
  const { stdout } = await run(process.execPath, ['--import', 'tsx', here(script), ...parameters], {
    maxBuffer: 1 << 26,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Measured;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** One line of the table: what was measured, its limit from the same run, and the target it is held against. */
interface Row {
  readonly name: string;
  readonly value: string;
  readonly limit: string;
  readonly ratio: string;
  readonly target: string;
  readonly met: boolean;
}

async function victimRows(): Promise<Row[]> {
  const { victims, cases } = await generateMonth(here('.cache/'));
  const scans: Measured[] = [];
  const reads: Measured[] = [];
  for (let turn = 0; turn < RUNS; turn++) {
    scans.push(await measured('scan-victims.ts', victims));
    reads.push(await measured('read-victims.ts', victims, cases));
  }
  const [scan, read] = [scans, reads].map((all) => median(all.map(({ milliseconds }) => milliseconds)));
  const peak = Math.max(...reads.map(({ peakMb }) => peakMb));
  if (scan === undefined || read === undefined) return [];
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
  ];
}

const rows = await victimRows();
console.log(`median of ${RUNS} runs each, in turn; node ${process.versions.node}, ${process.platform} ${process.arch}`);
console.table(Object.fromEntries(rows.map(({ name, ...row }) => [name, row])));
