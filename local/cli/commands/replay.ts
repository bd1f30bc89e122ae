import type { Month } from '../../../src/domain/month.ts';
import { parseExportKey } from '../../../src/domain/object-keys.ts';
import { FLAG, month, needed, read, TEXT, text, wrong } from './arguments.ts';
import { type MachinePlace, PLACE_OPTIONS, placeOf } from './place.ts';

export const REPLAY_USAGE = `  factsheets replay [--hotline HOTLINE] [--month YYYY-MM] [--file NAME] [--all] [--force]
                    [--exports DIR] [--state DIR] [--out DIR] [--key FILE] [--definitions DIR] [--json]
                    [--queue URL --bucket NAME]
      Ingests uploads again: those of a hotline, a month, a name, or all; and brings the editions they touch up to date.
      --force        reads also what is in force and unchanged, so that facts that were lost are written again
      --queue        in AWS: sends the uploads of --bucket to the queue of exports, whose retries apply`;

/** Which uploads are meant; null for any. */
export interface Meant {
  readonly hotline: string | null;
  readonly month: Month | null;
  readonly file: string | null;
}

export interface ReplayCommand extends MachinePlace {
  readonly command: 'replay';
  readonly meant: Meant;
  readonly force: boolean;
  /** The queue and bucket of AWS; null for this machine. */
  readonly aws: { readonly queue: string; readonly bucket: string } | null;
}

export function parseReplay(argv: readonly string[]): ReplayCommand {
  const texts = { hotline: TEXT, month: TEXT, file: TEXT, queue: TEXT, bucket: TEXT };
  const { values } = read(argv, { ...PLACE_OPTIONS, ...texts, all: FLAG, force: FLAG });
  const meant = {
    hotline: text(values.hotline) ?? null,
    month: month(values.month, 'month'),
    file: text(values.file) ?? null,
  };
  const isAny = meant.hotline === null && meant.month === null && meant.file === null;
  if (isAny !== (values.all === true))
    throw wrong('replay needs --hotline, --month or --file (or several), or --all alone');
  const isInAws = values.queue !== undefined || values.bucket !== undefined;
  const aws = isInAws
    ? {
        queue: needed(values, 'queue', 'the URL of the queue'),
        bucket: needed(values, 'bucket', 'the bucket of exports'),
      }
    : null;
  return { command: 'replay', ...placeOf(values), meant, force: values.force === true, aws };
}

/** Whether an upload is one of those meant; one whose key has another shape is meant by its file's name, or with all. */
export function isMeant(key: string, { hotline, month, file }: Meant): boolean {
  const place = parseExportKey(key) ?? { hotline: null, month: null, file: key.split('/').at(-1) };
  const agrees = (wanted: string | null, is: string | null | undefined): boolean => wanted === null || wanted === is;
  return agrees(hotline, place.hotline) && agrees(month, place.month) && agrees(file, place.file);
}
