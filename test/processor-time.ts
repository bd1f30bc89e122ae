import { readFileSync } from 'node:fs';
import { afterAll } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** Processor milliseconds that a test file used, with the processes that it started; on the object of the file. */
    processorMs?: number;
  }
}

/** Test files that share a process follow each other: the last one leaves here what the process had used at its end. */
const shared: typeof globalThis & { processorMs?: number } = globalThis;

// biome-ignore lint/correctness/noEmptyPattern: vitest accepts nothing else in this place
afterAll(({}, file) => {
  const ms = ownMs() + childrenMs();
  file.meta.processorMs = ms - (shared.processorMs ?? 0);
  shared.processorMs = ms;
});

function ownMs(): number {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  return (userCPUTime + systemCPUTime) / 1000;
}

/** Returns the processor time of ended child processes, which Node does not report: fields 16 and 17 of stat, in 10 ms. */
function childrenMs(): number {
  if (process.platform !== 'linux') return 0;
  const fields = readFileSync('/proc/self/stat', 'latin1').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[13]) + Number(fields[14])) * 10;
}
