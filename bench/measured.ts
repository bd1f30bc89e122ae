import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The output of a measured process: the time of the work alone, and the peak memory of the process. */
export interface Measured {
  readonly milliseconds: number;
  /** Processor time of the entire process so far, including its start and all threads. */
  readonly cpuMilliseconds: number;
  readonly peakMb: number;
  /** A value that shows that the work was done, for comparing runs. */
  readonly result: string;
  /** Milliseconds of the parts of the work by name, if it reports them. */
  readonly parts?: Readonly<Record<string, number>>;
}

/** Times some work in this process and prints the result as JSON on the last line. */
export async function measure(work: () => Promise<string>, parts?: ReadonlyMap<string, number>): Promise<void> {
  const start = performance.now();
  const result = await work();
  report(performance.now() - start, result, parts);
}

/** Prints the cost of some work that timed itself, as JSON on the last line. */
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

/** A measured process, and its lifetime as its parent measured it. */
export interface MeasuredProcess extends Measured {
  readonly lifeMilliseconds: number;
}

const run = promisify(execFile);

/** Runs node with the given arguments and reads its measurements. */
export async function measureProcess(parameters: readonly string[]): Promise<MeasuredProcess> {
  const start = performance.now();
  const { stdout } = await run(process.execPath, parameters, { maxBuffer: 1 << 26 });
  const lifeMilliseconds = performance.now() - start;
  const measured: Measured = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  return { ...measured, lifeMilliseconds };
}
