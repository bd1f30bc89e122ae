import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What a measured process tells its parent: the time of the work alone, and the most memory the process ever held. */
export interface Measured {
  readonly milliseconds: number;
  /** Processor time of the whole process so far, its start and all threads included. */
  readonly cpuMilliseconds: number;
  readonly peakMb: number;
  /** Something that shows the work was done, compared between runs. */
  readonly result: string;
  /** Milliseconds of the work's parts by name, where it tells them. */
  readonly parts?: Readonly<Record<string, number>>;
}

/** Times some work in this process and prints what it took as JSON on the last line. */
export async function measure(work: () => Promise<string>, parts?: ReadonlyMap<string, number>): Promise<void> {
  const start = performance.now();
  const result = await work();
  report(performance.now() - start, result, parts);
}

/** Prints what a work took, timed by itself, as JSON on the last line. */
export function report(milliseconds: number, result: string, parts?: ReadonlyMap<string, number>): void {
  const { user, system } = process.cpuUsage();
  const peakMb = process.resourceUsage().maxRSS / 1024;
  const measured: Measured = {
    milliseconds,
    cpuMilliseconds: (user + system) / 1000,
    peakMb,
    result,
    ...(parts && { parts: Object.fromEntries(parts) }),
  };
  process.stdout.write(`${JSON.stringify(measured)}\n`);
}

/** A measured process, and how long it lived as its parent saw it. */
export interface MeasuredProcess extends Measured {
  readonly lifeMilliseconds: number;
}

const run = promisify(execFile);

/** Runs node with the given arguments and reads what it measured. */
export async function measureProcess(parameters: readonly string[]): Promise<MeasuredProcess> {
  const start = performance.now();
  const { stdout } = await run(process.execPath, parameters, { maxBuffer: 1 << 26 });
  const lifeMilliseconds = performance.now() - start;
  const measured: Measured = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  return { ...measured, lifeMilliseconds };
}
