/** What a measured process tells its parent: the time of the work alone, and the most memory the process ever held. */
export interface Measured {
  readonly milliseconds: number;
  readonly peakMb: number;
  /** Something that shows the work was done, compared between runs. */
  readonly result: string;
}

/** Times some work in this process and prints what it took as JSON on the last line. */
export async function measure(work: () => Promise<string>): Promise<void> {
  const start = performance.now();
  const result = await work();
  const milliseconds = performance.now() - start;
  const measured: Measured = { milliseconds, peakMb: process.resourceUsage().maxRSS / 1024, result };
  process.stdout.write(`${JSON.stringify(measured)}\n`);
}
