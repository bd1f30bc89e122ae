import { read, TEXT, text, wrong } from './arguments.ts';
import { type MachinePlace, PLACE_OPTIONS, placeOf } from './place.ts';

export const START_USAGE = `  factsheets start [--exports DIR] [--state DIR] [--out DIR] [--key FILE] [--definitions DIR] [--config FILE]
                   [--settle SECONDS] [--json]
      Runs the pipeline on this machine: watches the exports, keeps the editions they touch up to date, until Ctrl-C.
      --exports, --state, --out    by default exports, state and out here; made when they are not there
      --config       sender, links and schedules of distribution; by default the program's config/local.json
      --settle       how long a file stands still before it is read, and uploads before editions are published; 3
      --json         tells every event as one JSON object a line (docs/events.md)`;

export interface StartCommand extends MachinePlace {
  readonly command: 'start';
  readonly settleMs: number;
  /** Undefined takes the program's own. */
  readonly config: string | undefined;
}

export function parseStart(argv: readonly string[]): StartCommand {
  const { values } = read(argv, { ...PLACE_OPTIONS, settle: TEXT, config: TEXT });
  const settleMs = seconds(text(values.settle) ?? '3') * 1000;
  return { command: 'start', ...placeOf(values), settleMs, config: text(values.config) };
}

function seconds(value: string): number {
  const number = /^\d{1,3}(\.\d+)?$/u.test(value) ? Number(value) : Number.NaN;
  if (!(number >= 0.1 && number <= 600)) throw wrong(`--settle "${value}" is no time; write seconds, from 0.1 to 600`);
  return number;
}
