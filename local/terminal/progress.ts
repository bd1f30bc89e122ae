import { Presets, SingleBar } from 'cli-progress';
import { countNoun, formatCount } from '../../src/domain/format.ts';
import type { Terminal } from './terminal.ts';

/** Shows the progress of reading. */
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
  const months = new Map<string, { files: number; rows: number }>();
  return {
    read: (key, records) => {
      const month = key.split('/').slice(1, 3).join(' ');
      const { files, rows } = months.get(month) ?? { files: 0, rows: 0 };
      months.set(month, { files: files + 1, rows: rows + records });
    },
    done: () => {
      for (const [month, { files, rows }] of months)
        terminal.err(`read ${month}: ${countNoun(files, 'file')}, ${countNoun(rows, 'row')}`);
    },
  };
}
