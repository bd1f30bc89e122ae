import { FLAG, port, read, TEXT, text, wrong } from './arguments.ts';
import { type MachinePlace, PLACE_OPTIONS, placeOf } from './place.ts';

export const START_USAGE = `  factsheets start [--exports DIR] [--state DIR] [--out DIR] [--key FILE] [--definitions DIR] [--config FILE]
                   [--port PORT | --no-portal] [--settle SECONDS] [--json]
      Runs the pipeline on this machine until Ctrl-C: watches the exports, keeps the editions they touch up to date, and
      serves the portal (docs/portal.md) to this machine alone. It prints an address that signs in.
      --exports, --state, --out    by default exports, state and out here; made when they are not there
      --config       sender, links and schedules of distribution; by default the program's config/local.json
      --port         where the portal listens; 8787, or any free port where that is taken
      --no-portal    serves no portal
      --settle       how long a file stands still before it is read, and uploads before editions are published; 3
      --json         tells every event as one JSON object a line (docs/events.md)`;

export interface StartCommand extends MachinePlace {
  readonly command: 'start';
  readonly settleMs: number;
  /** Undefined takes the program's own. */
  readonly config: string | undefined;
  /** The port that the portal listens on; undefined takes its own, or a free one. */
  readonly portal?: number | 'off' | undefined;
}

export function parseStart(argv: readonly string[]): StartCommand {
  const { values } = read(argv, { ...PLACE_OPTIONS, settle: TEXT, config: TEXT, port: TEXT, 'no-portal': FLAG });
  const settleMs = seconds(text(values.settle) ?? '3') * 1000;
  if (values['no-portal'] === true && values.port !== undefined)
    throw wrong('--port and --no-portal: keep one of the two');
  const portal = values['no-portal'] === true ? 'off' : values.port === undefined ? undefined : port(values.port);
  return { command: 'start', ...placeOf(values), settleMs, config: text(values.config), portal };
}

function seconds(value: string): number {
  const number = /^\d{1,3}(\.\d+)?$/u.test(value) ? Number(value) : Number.NaN;
  if (!(number >= 0.1 && number <= 600)) throw wrong(`--settle "${value}" is no time; write seconds, from 0.1 to 600`);
  return number;
}
