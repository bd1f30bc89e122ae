import type { Month } from '../../../src/domain/month.ts';
import { month, read, TEXT, text, wrong } from './arguments.ts';
import { type MachinePlace, PLACE_OPTIONS, placeOf } from './place.ts';

export const PUBLISH_USAGE = `  factsheets publish SHEET YYYY-MM [--exports DIR] [--state DIR] [--out DIR] [--key FILE] [--definitions DIR] [--json]
                     [--queue URL]
      Asks for an edition: it is made now, and kept up to date from now on though it is not the newest.
      Its month lies in the sheet's period, and at most one beyond the last one for which any hotline has an export.
      --queue        in AWS: asks by a message to the queue of editions`;

export interface PublishCommand extends MachinePlace {
  readonly command: 'publish';
  readonly sheet: string;
  readonly month: Month;
  /** The queue of AWS; null for this machine. */
  readonly queue: string | null;
}

export function parsePublish(argv: readonly string[]): PublishCommand {
  const { values, positionals } = read(argv, { ...PLACE_OPTIONS, queue: TEXT }, 2);
  const [sheet, of] = positionals;
  const wanted = month(of, 'month');
  if (sheet === undefined || wanted === null) throw wrong('publish needs a sheet and a month, as in 2017-07');
  return { command: 'publish', ...placeOf(values), sheet, month: wanted, queue: text(values.queue) ?? null };
}
