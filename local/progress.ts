import { Presets, SingleBar } from 'cli-progress';
import { formatCount } from '../src/domain/format.ts';
import type { Terminal } from './terminal.ts';

/** Tells how far reading has come. */
export interface Progress {
  /** One more export is done. */
  read(key: string, records: number): void;
  done(): void;
}

/** A bar where a person watches, a plain line per hotline and month otherwise, nothing when quiet. */
export function progressOf(terminal: Terminal, total: number, quiet: boolean): Progress {
  if (quiet || total === 0) return { read: () => undefined, done: () => undefined };
  return terminal.watched ? bar(total) : lines(terminal);
}

function bar(total: number): Progress {
  const format = 'reading exports {bar} {value}/{total} files, {rows} rows';
  const single = new SingleBar({ format, clearOnComplete: true, hideCursor: true }, Presets.shades_classic);
  let rows = 0;
  single.start(total, 0, { rows: '0' });
  return {
    read: (_, records) => {
      rows += records;
      single.increment(1, { rows: formatCount(rows) });
    },
    done: () => single.stop(),
  };
}

function lines(terminal: Terminal): Progress {
  let at = { month: '', files: 0, rows: 0 };
  const flush = (): void => {
    if (at.files > 0) terminal.err(`read ${at.month}: ${formatCount(at.files)} files, ${formatCount(at.rows)} rows`);
  };
  return {
    read: (key, records) => {
      const month = key.split('/').slice(1, 3).join(' ');
      if (month !== at.month) {
        flush();
        at = { month, files: 0, rows: 0 };
      }
      at = { month, files: at.files + 1, rows: at.rows + records };
    },
    done: flush,
  };
}
