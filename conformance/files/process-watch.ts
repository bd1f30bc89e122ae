import { readdirSync, readFileSync } from 'node:fs';

/** The resources that reader processes of this process used. */
export interface Taken {
  /** The highest resident memory of any of them, in MB. */
  peakMb: number;
  /** The highest processor time of any of them, in seconds. */
  processorSeconds: number;
}

const EVERY_MS = 20;
/** Clock ticks per second: `getconf CLK_TCK` is 100 on every Linux. */
const TICKS = 100;

/**
 * Watches the reader processes through /proc (Linux) until `stop`. Does not see what a process used in its last
 * hundredth of a second.
 */
export function watchChildren(): { stop(): Taken } {
  const taken: Taken = { peakMb: 0, processorSeconds: 0 };
  const timer = setInterval(() => look(taken), EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      look(taken);
      return taken;
    },
  };
}

function look(taken: Taken): void {
  for (const id of children()) {
    const peak = /VmHWM:\s*(\d+)/u.exec(text(`/proc/${id}/status`))?.[1];
    const fields = text(`/proc/${id}/stat`)
      .replace(/^.*\) /u, '')
      .split(' ');
    taken.peakMb = Math.max(taken.peakMb, Number(peak ?? 0) / 1024);
    taken.processorSeconds = Math.max(
      taken.processorSeconds,
      (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS,
    );
  }
}

/** Returns the ids of reader processes that this process started. */
const children = (): string[] =>
  ids().filter((id) => {
    const parent = text(`/proc/${id}/stat`)
      .replace(/^.*\) /u, '')
      .split(' ')[1];
    return parent === String(process.pid) && text(`/proc/${id}/cmdline`).includes('reader.mjs');
  });

const ids = (): string[] => {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/u.test(name));
  } catch {
    return []; // not Linux: nothing is measured
  }
};

/** Reads a file that may no longer exist, because processes end. */
function text(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
