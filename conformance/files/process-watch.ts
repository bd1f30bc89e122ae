import { readdirSync, readFileSync } from 'node:fs';

/** What the reader processes that this one started have taken. */
export interface Taken {
  /** The most resident memory of one of them, in MB. */
  peakMb: number;
  /** Processor time of the one that took most, in seconds. */
  processorSeconds: number;
}

const EVERY_MS = 20;
/** Clock ticks in a second: `getconf CLK_TCK` is 100 on every Linux. */
const TICKS = 100;

/** Watches the reader processes from /proc (Linux) until `stop`; what a process took in its last hundredth of a second is not seen. */
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

/** The reader processes that this one started. */
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
    return []; // no Linux: nothing is measured
  }
};

/** A file that may be gone, for processes end. */
function text(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
